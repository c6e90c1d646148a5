"""One question to the workstation: its rules, and how a measurement held against them becomes a finding."""

from __future__ import annotations

import enum
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from readiness.i18n import N_
from readiness.model.fact import finite, measured
from readiness.model.finding import Finding, Place
from readiness.model.outcome import Outcome
from readiness.model.policy import CheckSection, Policy

log = logging.getLogger(__name__)

M = TypeVar("M")
P = TypeVar("P", bound=CheckSection)

System = Literal["linux", "darwin", "win32"]
"""An operating system, by the beginning of `sys.platform`."""

EVERY_SYSTEM: tuple[System, ...] = ("linux", "darwin", "win32")


class Device(enum.Enum):
    """What a person may choose another one of."""

    CAMERA = "camera"
    MICROPHONE = "microphone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[M, P]):
    """`what` applies `when` the measurement, held against the policy, says so.

    `asks`: whether, under this policy, the person is asked a question in the check's row instead of told the remedy.
    """

    what: str
    outcome: Outcome
    when: Callable[[M, P], bool]
    headline: str
    remedy: str = ""
    place: Place | None = None
    asks: Callable[[P], bool] = lambda _: False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """Another check without which this one has nothing to go by.

    Attributes:
        check: the other check's id.
        codes: of the other check's codes, those that matter (`no_link`); every one that blocks when empty.
        headline: said instead of this check's own finding, for example "Waits for the camera."
        remedy: what to see to first.
    """

    check: str
    codes: frozenset[str] = frozenset()
    headline: str
    remedy: str

    def holds_up(self, other: Finding) -> bool:
        """Whether the other check's finding leaves this check nothing to go by."""
        return other.blocks and (not self.codes or other.code.partition(".")[2] in self.codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Generic[M, P]):
    """One question to the workstation.

    Attributes:
        id: its name in reports, in the policy and on the command line; a contract.
        title: what its row is called.
        question: what it asks, in full.
        measurement: the type that it judges; one probe yields it.
        policy: the type of its table in the policy file.
        rules: tried in order, worst first; the first that applies is the finding.
        guideline: the sentences of the guideline (ids in `assets/guideline.toml`) that the check carries out.
        reason: why it is asked, a message id; for a check that no sentence of the guideline stands behind.
        subject: the thing that was judged, as the person calls it.
        nothing_to_judge: headline and remedy when no rule applies.
        when_unknown: what it means when its probe crashed, hung or told nothing; anything but a no-go is for a check
            that only adds to what others have found.
        depends_on: checks without which this one has nothing to go by; see `wait_on_dependencies`.
        device: what a person may choose another one of in the check's row.
        systems: where it can be asked; on others it is left out.
        applies: whether it is asked on this station under a policy; one that is not is left out, unless it is named.
    """

    id: str
    title: str
    question: str
    measurement: type[M]
    policy: type[P]
    rules: tuple[Rule[M, P], ...]
    guideline: tuple[str, ...] = ()
    reason: str = ""
    subject: Callable[[M], str] = lambda _: ""
    nothing_to_judge: tuple[str, str] = (N_("Not tested yet."), N_("Test again."))
    when_unknown: Outcome = Outcome.NOT_ASSESSED
    depends_on: tuple[Dependency, ...] = ()
    device: Device | None = None
    systems: tuple[System, ...] = EVERY_SYSTEM
    applies: Callable[[Policy], bool] = lambda _: True

    def judge(self, measurement: M, policy: P) -> Finding:
        """The finding: the first rule that applies. When none does, or one raises, nothing is known, and that is said.

        A number that is not finite counts as not measured.
        """
        try:
            return self._judge(finite(measurement), policy)
        except Exception:  # a limit or a number that a rule cannot reckon with is this check's alone
            log.debug("%s", self.id, exc_info=True)
            return self.not_assessed("judge_failed")

    def _judge(self, measurement: M, policy: P) -> Finding:
        facts = measured(measurement)
        for rule in self.rules:
            if rule.when(measurement, policy):
                word = policy.outcomes.get(rule.what, rule.outcome.word)
                return Finding(
                    check=self.id,
                    code=f"{self.id}.{rule.what}",
                    outcome=Outcome[word.upper()],
                    headline=rule.headline,
                    remedy=rule.remedy,
                    measured=facts,
                    subject=self.subject(measurement),
                    place=rule.place,
                    asks=rule.asks(policy),
                )
        return self.not_assessed("not_assessed", facts)

    def not_assessed(self, why: str = "not_assessed", facts: Mapping[str, object] | None = None) -> Finding:
        """The finding when there is nothing to judge; `why` is a key of `UNASSESSED`, or `not_assessed`."""
        headline, remedy = UNASSESSED.get(why, self.nothing_to_judge)
        return Finding(
            check=self.id,
            code=f"{self.id}.{why}",
            outcome=self.when_unknown,
            headline=headline,
            remedy=remedy,
            measured=facts or {},
        )

    def waiting(self, own: Finding, others: Mapping[str, Finding]) -> Finding | None:
        """The finding that stands in for `own` while another check holds this one up; None when none does.

        Args:
            own: what this check found by itself. What passed stays: it was measured, whatever else is wrong.
            others: what the other checks found by themselves, by check id.
        """
        if own.outcome is Outcome.PASS:
            return None
        for each in self.depends_on:
            other = others.get(each.check)
            if other and each.holds_up(other):
                return Finding(
                    check=self.id,
                    code=f"{self.id}.{WAITS}",
                    outcome=Outcome.NOT_ASSESSED,
                    headline=each.headline,
                    remedy=each.remedy,
                    measured=own.measured,
                    subject=own.subject,
                    waits_for=other.check,
                )
        return None


def wait_on_dependencies(findings: Sequence[Finding], checks: Iterable[Check[Any, Any]]) -> tuple[Finding, ...]:
    """The findings of a whole run, where a check that another one holds up waits on it instead of being a fault too.

    A camera that is not there is one fault, not four: light, framing and background wait on it. The verdict is no-go
    all the same, because of the camera.

    Args:
        findings: what each check found by itself, one a check.
        checks: the checks behind them.
    """
    by_itself = {finding.check: finding for finding in findings}
    check_of = {check.id: check for check in checks}
    return tuple(check_of[each.check].waiting(each, by_itself) or each for each in findings)


WAITS = "waits"
"""The code of every check that waits on another."""

UNASSESSED: Mapping[str, tuple[str, str]] = {
    "timed_out": (N_("The test took too long."), N_("Unplug the device, plug it in and test again.")),
    "crashed": (N_("The test stopped unexpectedly."), N_("Test again. If it happens again, call IT support.")),
    "silent": (N_("No answer just now."), N_("Wait a moment. Test again if it does not pass.")),
    "judge_failed": (N_("The answer could not be judged."), N_("Ask IT support to check this program's limits.")),
}
"""Codes that every check has besides its rules': headline and remedy."""
