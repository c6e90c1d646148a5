"""Rounds of tests: each is stored in the history and compared with the last go of the day. No Qt.

Earlier measurements never count as current ones. A go earlier today only shortens how long a person has
to speak, and only with the same microphone, limits, program version and system.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from readiness.checks import microphone
from readiness.model import CheckMeasurement, Policy, Verdict, verdict
from readiness.policy.sections import values
from readiness.report.contents import Report
from readiness.storage.run import Run
from readiness.support.run_record import as_run, things
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.state import State, tests_go_on

SPEAKS_LESS = 1 / 3
"""One second instead of three: enough for a level, and to know that the voice comes through."""


@dataclass(slots=True, kw_only=True)
class Round:
    """One run of all checks.

    Attributes:
        constant_things: what does not depend on connected devices.
        salt: the station's number, for the keys of devices.
        go: the last go of the day, if any.
        kept: the codes, as last stored, of checks that run afterwards or on request; None if nothing is stored.
    """

    policy: Policy
    started_at: datetime
    started_s: float
    constant_things: Mapping[str, str]
    salt: str
    go: Run | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    kept: Mapping[str, str] | None = None

    def update(self, state: State) -> None:
        """Record which checks have a finding by now."""
        for row in state.rows:
            if row.shown and row.check.id not in self.seconds:
                self.seconds[row.check.id] = round(state.now_s - self.started_s, 3)

    def to_keep(self, state: State, *, over: bool) -> Run | None:
        """Return the run to store, once the verdict is go or the round is over; None before that.

        It is returned again, to replace the stored one, when a check answers that runs afterwards or on request.
        """
        findings = tuple(row.finding for row in _answered(state))
        extra = {row.check.id: row.finding.code for row in state.extra_rows if row.shown}
        whole = state.rows and all(row.shown for row in state.rows) and not tests_go_on(state)
        is_due = (
            over or verdict(findings) is not Verdict.NO_GO if self.kept is None else extra.items() - self.kept.items()
        )
        if not whole or not is_due:
            return None
        self.kept = extra
        report = Report(
            findings=findings,
            started_at=self.started_at,
            duration_s=max(self.seconds.values(), default=0.0),
            policy=values(self.policy),
        )
        return as_run(report, _measurements(state), self.seconds, self.salt)

    def unchanged_since(self, state: State) -> datetime | None:
        """Return the time of the day's last go if everything that can change has been measured and is unchanged."""
        return self.go.started_at if self.go and self._now(_measurements(state).values()) == self.go.things else None

    def is_known(self, measurement: CheckMeasurement) -> bool:
        """Whether this microphone passed earlier today and nothing relevant has changed."""
        if self.go is None:
            return False
        now = self._now([measurement])
        return "microphone" in now and all(self.go.things.get(kind) == each for kind, each in now.items())

    def shortened(self) -> Policy:
        """Return the policy with a shorter required speaking time; all other limits are the same."""
        limits = self.policy.of(microphone.Policy)
        enough_s = max(limits.speech_min_s, limits.speech_enough_s * SPEAKS_LESS)
        others = tuple(each for each in self.policy.sections if not isinstance(each, microphone.Policy))
        return Policy((*others, msgspec.structs.replace(limits, speech_enough_s=enough_s)))

    def _now(self, measurements: Iterable[CheckMeasurement]) -> Mapping[str, str]:
        return {**self.constant_things, **things(measurements, self.salt)}


def _answered(state: State) -> tuple[RowState, ...]:
    return (*state.rows, *(row for row in state.extra_rows if row.shown))


def _measurements(state: State) -> dict[str, CheckMeasurement]:
    return {row.check.id: row.latest for row in _answered(state) if row.latest is not None}
