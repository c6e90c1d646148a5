"""The window's state as data, and queries on it.

No Qt, no clock, no judging of measurements. `reducer.apply` is the only way to the next state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

import msgspec
from msgspec.structs import replace

from readiness.guideline.answer_retention import StoredAnswer
from readiness.guideline.checklist import Answer, Situation
from readiness.guideline.checklist import findings as checklist_findings
from readiness.guideline.data import Guideline
from readiness.host.audio.mend_types import Undo
from readiness.i18n import N_
from readiness.meeting_policy import Override, Reason
from readiness.model import CheckMeasurement, Finding, Heard, Outcome, Place, Policy, Probe, Verdict, verdict
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.device_choices import Choices
from readiness.ui.state.events import MendAvailability
from readiness.ui.state.step import Step

LONG_S = 4.0
"""Waiting time in seconds after which the row shows how long the test may take; most have ended by then."""

NO_CHECKLIST = Finding(
    check="room",
    code="room.not_assessed",
    outcome=Outcome.NOT_ASSESSED,
    headline=N_("The checklist is missing."),
    remedy=N_("Ask IT support to install the program again."),
)
"""The finding without a checklist: the room was not assessed, and not assessed is never go."""


class ProbeStatus(msgspec.Struct, frozen=True, kw_only=True):
    """One probe of the window.

    Attributes:
        probe: the probe.
        deadline_s: its time limit.
        started_s: when it was started; None if it is not running.
        activity: its current activity, a message id.
        holds_device: whether it has opened a camera or microphone.
        paused: it was stopped for now, and is resumed later; if it runs afterwards, from the beginning.
        on_request: it runs only when started by the person, and is never resumed automatically.
        runs_afterwards: it runs once per round, when the others have released their devices.
        overdue: it runs afterwards, its last answer blocked and was discarded, and it has not answered since.
        outdated: it measures a device that the meeting would no longer use, and must be restarted.
        failures: how many times in succession it ended without a usable result.
        ended_s: when it last ended; 0 if it has not, or is to start from the beginning.
        has_started: whether it has been started since the window was opened.
    """

    probe: Probe
    deadline_s: float
    started_s: float | None = None
    activity: str = ""
    holds_device: bool = False
    paused: bool = False
    on_request: bool = False
    runs_afterwards: bool = False
    overdue: bool = False
    outdated: bool = False
    failures: int = 0
    ended_s: float = 0.0
    has_started: bool = False

    @property
    def running(self) -> bool:
        """Whether its child process is running, including one that was asked to stop."""
        return self.started_s is not None

    @property
    def is_about_to_start(self) -> bool:
        """Whether it is started by itself, as soon as the window is there."""
        return not (self.has_started or self.on_request or self.runs_afterwards)


class OverrideConsent(msgspec.Struct, frozen=True):
    """The person's decision to start although these codes block."""

    reason: Reason
    codes: frozenset[str]


class State(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the window shows.

    Attributes:
        rows: the checks that run by themselves, in display order.
        probes: the probes, by name.
        extra_rows: rows of checks that run only on request, or afterwards.
        requested_probe: the probe that the person has started and that runs, or is about to; empty if none.
        heard: the person's own voice, for playback.
        unchanged_since: when the day's last go was, if nothing has changed since.
        language: of everything shown.
        step: the open step.
        guideline: None if its file cannot be read.
        situation: what kind of meeting it is, which decides what is asked.
        answers: the checklist's answers for this meeting, by item.
        stored_answers: earlier answers that may be carried over, with their days.
        today: the day by the computer's clock.
        override_consent: the person's decision to start although something blocks.
        meeting_open: the meeting is open in Chrome, which has the devices.
        places: the settings pages that this system can open.
        choices: the devices chosen, and the answers about them.
        now_s: the time of the last event, any monotonic clock.
        meeting_requested: the devices are being released so that the meeting can open.
        hidden: the window is minimised, and every device is released.
        expired: the window was left for so long that everything must be tested again.
        refusal: why the meeting did not open, a message id.
        policy: what IT has set.
        mend_offers: what the program could mend, by the check's id.
        undos: what it has mended, by the check's id, oldest first.
        notice: a message below the page, a message id.
        notice_facts: the placeholders of `notice`.
    """

    rows: tuple[RowState, ...]
    probes: Mapping[str, ProbeStatus]
    extra_rows: tuple[RowState, ...] = ()
    requested_probe: str = ""
    heard: Heard | None = None
    unchanged_since: datetime | None = None
    language: str = "sv"
    step: Step = Step.EQUIPMENT
    guideline: Guideline | None = None
    situation: Situation = msgspec.field(default_factory=Situation)
    answers: Mapping[str, Answer] = msgspec.field(default_factory=dict)
    stored_answers: Mapping[str, StoredAnswer] = msgspec.field(default_factory=dict)
    today: date = date.min
    override_consent: OverrideConsent | None = None
    meeting_open: bool = False
    places: frozenset[Place] = frozenset(Place)
    choices: Choices = msgspec.field(default_factory=Choices)
    now_s: float = 0.0
    meeting_requested: bool = False
    hidden: bool = False
    expired: bool = False
    refusal: str = ""
    policy: Policy = msgspec.field(default_factory=Policy)
    mend_offers: Mapping[str, MendAvailability] = msgspec.field(default_factory=dict)
    undos: Mapping[str, tuple[Undo, ...]] = msgspec.field(default_factory=dict)
    notice: str = ""
    notice_facts: Mapping[str, object] = msgspec.field(default_factory=dict)

    @property
    def every_row(self) -> tuple[RowState, ...]:
        """The rows of all checks, in display order."""
        return (*self.rows, *self.extra_rows)

    @property
    def room(self) -> tuple[Finding, ...]:
        """The checklist's findings for the current answers."""
        if self.guideline is None:
            return (NO_CHECKLIST,)
        return checklist_findings(self.guideline, self.situation, self.answers, self.language)


def with_rows(state: State, change: Callable[[RowState], RowState]) -> State:
    """Return the state with each row changed."""
    return replace(state, rows=tuple(map(change, state.rows)), extra_rows=tuple(map(change, state.extra_rows)))


def opens_place(state: State, finding: Finding) -> bool:
    """Whether a button can open the settings page of the finding's remedy."""
    return finding.place in state.places


def waits(state: State, row: RowState) -> bool:
    """Whether the row waits for its probe's result."""
    status = state.probes[row.probe]
    away = status.paused and not status.runs_afterwards
    away = away and (bool(state.requested_probe) or state.hidden or in_chrome(state))
    soon = status.is_about_to_start and not state.hidden
    return row.shown is None and (away or soon or (status.running and not interrupted(state, row)))


def in_chrome(state: State) -> bool:
    """Whether a probe that runs afterwards, and so Chrome, may have the devices."""
    return any(status.running and status.runs_afterwards for status in state.probes.values())


def interrupted(state: State, row: RowState) -> bool:
    """Whether the test was interrupted when the person went to the checklist; it resumes when they return."""
    status = state.probes[row.probe]
    if row.shown is not None or state.step is Step.EQUIPMENT or status.runs_afterwards:
        return False
    return status.paused or (status.running and status.holds_device)


def takes_long(state: State, row: RowState) -> bool:
    """Whether the row has waited longer than `LONG_S`."""
    started_s = state.probes[row.probe].started_s
    return waits(state, row) and started_s is not None and state.now_s - started_s >= LONG_S


def row_of(state: State, check: str) -> RowState:
    """Return the row of a check, which must exist."""
    return next(row for row in state.every_row if row.check.id == check)


def newest(state: State, check: str) -> CheckMeasurement | None:
    """Return the newest measurement of a check."""
    return next((row.latest for row in state.every_row if row.check.id == check), None)


def finding_of(state: State, check: str) -> Finding | None:
    """Return the finding shown for a check; None if there is none yet."""
    return next((row.own_finding for row in state.every_row if row.check.id == check and row.shown), None)


def findings(state: State) -> tuple[Finding, ...]:
    """Return all findings that determine the verdict, in display order."""
    extra = (row.finding for row in state.extra_rows if row.shown)
    return (*(row.finding for row in state.rows), *extra, *state.room)


def blocking(state: State) -> tuple[Finding, ...]:
    """Return the findings that prevent a go."""
    return tuple(each for each in findings(state) if each.blocks)


def tests_go_on(state: State) -> bool:
    """Whether some row still waits for its first result, or Chrome must be asked again about a fault it has found."""
    return any(waits(state, row) for row in state.rows) or bool(overdue_rows(state))


def may_override(state: State) -> bool:
    """Whether the policy permits overriding everything that currently blocks."""
    stops, override = blocking(state), state.policy.of(Override)
    return (
        override.allowed
        and not (state.expired or tests_go_on(state))
        and bool(stops)
        and all(each.check not in override.never and each.code not in override.never for each in stops)
    )


def is_overriding(state: State) -> bool:
    """Whether the person overrides everything that blocks. Findings that came later are not covered."""
    return (
        state.override_consent is not None
        and may_override(state)
        and {each.code for each in blocking(state)} <= state.override_consent.codes
    )


def may_start(state: State) -> bool:
    """Whether the meeting may be opened."""
    if state.expired or tests_go_on(state):
        return False
    return verdict(findings(state)) is not Verdict.NO_GO or is_overriding(state)


def title_of(state: State, check: str) -> str:
    """Return a check's title; empty for an item of the checklist, whose text is self-explanatory."""
    return next((row.check.title for row in state.every_row if row.check.id == check), "")


def afterwards_rows(state: State) -> tuple[RowState, ...]:
    """Return the rows of the checks that run afterwards."""
    return tuple(row for row in state.extra_rows if state.probes[row.probe].runs_afterwards)


def overdue_rows(state: State) -> tuple[RowState, ...]:
    """Return the rows that run afterwards and found a fault, which remains until they have answered again."""
    return tuple(row for row in state.extra_rows if state.probes[row.probe].overdue)


def not_yet_due(state: State, row: RowState) -> bool:
    """Whether the row runs afterwards and has not been started yet."""
    return state.probes[row.probe].runs_afterwards and row.shown is None and not state.probes[row.probe].running
