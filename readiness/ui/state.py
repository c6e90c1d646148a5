"""What the window shows, as data: no Qt, no clock, nothing that decides what a measurement means.

`apply(state, event, now_s)` is the only way from one state to the next. `now_s` is any clock that only goes forward.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from readiness.guideline.checklist import Answer, Situation
from readiness.guideline.checklist import findings as checklist_findings
from readiness.guideline.data import Guideline
from readiness.model import (
    Activity,
    Check,
    Ended,
    Event,
    Finding,
    Judged,
    Level,
    Outcome,
    Place,
    Policy,
    Preview,
    Probe,
    Started,
)
from readiness.ui.choices import CHECKS_OF, Choices
from readiness.ui.happenings import (
    Answered,
    Asked,
    Chose,
    Device,
    Halted,
    Happening,
    Leaving,
    Noticed,
    Situated,
    Spoke,
    Step,
    Tick,
    Toggled,
    Went,
)
from readiness.words import N_

HOLD_S = 1.0
"""How long a changed finding must hold before it is shown: shorter than that and the row flickers as one moves."""

DOUBT_S = 2.0
"""How long a shown finding may go unconfirmed while others come and go; after that the newest is the truer one."""

LONG_S = 2.0
"""After this a person wonders whether the program hangs, so the row says how long it may take."""


NO_CHECKLIST = Finding(
    check="room",
    code="room.not_assessed",
    outcome=Outcome.NOT_ASSESSED,
    headline=N_("The checklist is missing."),
    remedy=N_("Ask IT support to install the program again."),
)
"""Without its questions the room is unknown, and unknown is never go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One check. `shown` is what the person sees, `coming` a different finding that has not held long enough yet."""

    check: Check[Any, Any]
    probe: str
    shown: Judged | None = None
    confirmed_s: float = 0.0
    coming: Judged | None = None
    coming_since_s: float = 0.0
    latest: object | None = None
    opened: bool = False

    @property
    def finding(self) -> Finding:
        """What is known of this check; nothing known is a finding too."""
        return self.shown.finding if self.shown else self.check.not_assessed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One probe: running since when, what it says it is doing, and whether it has opened a camera or microphone."""

    probe: Probe
    deadline_s: float
    since_s: float | None = None
    activity: str = ""
    holds_device: bool = False
    resting: bool = False

    @property
    def running(self) -> bool:
        """A child process is at work, or has been asked to stop and has not yet let go."""
        return self.since_s is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Everything the window shows. `guideline` is None when its file cannot be read; `places` are those that open."""

    rows: tuple[Row, ...]
    works: Mapping[str, Work]
    language: str = "sv"
    step: Step = Step.EQUIPMENT
    guideline: Guideline | None = None
    situation: Situation = field(default_factory=Situation)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    places: frozenset[Place] = frozenset(Place)
    choices: Choices = field(default_factory=Choices)
    now_s: float = 0.0
    leaving: bool = False
    notice: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def room(self) -> tuple[Finding, ...]:
        """What the checklist says of the answers so far."""
        if self.guideline is None:
            return (NO_CHECKLIST,)
        return checklist_findings(self.guideline, self.situation, self.answers, self.language)


def begin(
    checks: Sequence[Check[Any, Any]],
    probes: Sequence[Probe],
    policy: Policy,
    guideline: Guideline | None,
    language: str,
) -> State:
    """The state before anything has been tested: one row a check, in the order of `checks`."""
    probe_of = {kind: probe.name for probe in probes for kind in probe.yields}
    rows = tuple(Row(check=check, probe=probe_of[check.measurement]) for check in checks)
    needed = {row.probe for row in rows}
    works = {
        probe.name: Work(probe=probe, deadline_s=probe.deadline_s(policy)) for probe in probes if probe.name in needed
    }
    return State(rows=rows, works=works, guideline=guideline, language=language)


def apply(state: State, event: Happening, now_s: float) -> State:
    """The state after `event`. Time passes with every event."""
    state = _settle(replace(state, now_s=now_s))
    match event:
        case Event(probe=probe, what=what):
            return _hear(state, probe, what)
        case Asked(probe=probe, afresh=afresh):
            return _ask(state, probe, afresh=afresh)
        case Halted(probe=probe):
            return _work(state, probe, resting=True)
        case Tick():
            return state
        case _:
            return _obey(state, event)


def _obey(state: State, wish: Went | Toggled | Chose | Answered | Situated | Spoke | Leaving | Noticed) -> State:
    match wish:
        case Went(step=step):
            state = replace(state, step=step, leaving=False, notice="")
        case Toggled(check=check):
            rows = (replace(row, opened=not row.opened) if row.check.id == check else row for row in state.rows)
            state = replace(state, rows=tuple(rows))
        case Chose(device=device, wanted=wanted):
            state = replace(state, choices=state.choices.choose(device, wanted))
        case Answered(item=item, answer=answer):
            state = replace(state, answers={**state.answers, item: answer})
        case Situated(situation=situation):
            state = replace(state, situation=situation)
        case Spoke(language=language):
            state = replace(state, language=language)
        case Leaving(now=leaving):
            state = replace(state, leaving=leaving)
        case Noticed(text=text, facts=facts):
            state = replace(state, notice=text, facts=facts)
    return state


def _hear(state: State, probe: str, what: object) -> State:
    if probe not in state.works:
        return state
    match what:
        case Started():
            state = _work(state, probe, since_s=state.now_s)
        case Activity(text=text):
            state = _work(state, probe, activity=text)
        case Preview() | Level() if not state.works[probe].holds_device:
            state = _work(state, probe, holds_device=True)
        case Ended():
            state = _rest(state, probe)
        case Judged(finding=finding):
            rows = (steady(row, what, state.now_s) if row.check.id == finding.check else row for row in state.rows)
            state = replace(state, rows=tuple(rows), choices=state.choices.hear(what.measurement))
    return state


def _rest(state: State, probe: str) -> State:
    """The probe is gone: its last word counts at once, nothing more will confirm it."""
    rows = (
        replace(row, shown=row.coming, coming=None) if row.probe == probe and row.coming else row for row in state.rows
    )
    return _work(replace(state, rows=tuple(rows)), probe, since_s=None, activity="", holds_device=False)


def _ask(state: State, probe: str, *, afresh: bool) -> State:
    state = _work(state, probe, since_s=state.now_s, activity="", resting=False)
    if not afresh:
        return state
    rows = (replace(row, shown=None, coming=None, latest=None) if row.probe == probe else row for row in state.rows)
    return replace(state, rows=tuple(rows))


def _work(state: State, probe: str, **changes: Any) -> State:
    return replace(state, works={**state.works, probe: replace(state.works[probe], **changes)})


def steady(row: Row, judged: Judged, now_s: float) -> Row:
    """`row` after hearing `judged`: the first settled finding shows at once, another one when it has held."""
    row = replace(row, latest=judged.measurement or row.latest)
    if not judged.settled:
        return row
    if row.shown is None or row.shown.finding.code == judged.finding.code:
        return replace(row, shown=judged, confirmed_s=now_s, coming=None)
    same = row.coming is not None and row.coming.finding.code == judged.finding.code
    return _ripen(replace(row, coming=judged, coming_since_s=row.coming_since_s if same else now_s), now_s)


def _ripen(row: Row, now_s: float) -> Row:
    if row.coming and (now_s - row.coming_since_s >= HOLD_S or now_s - row.confirmed_s >= DOUBT_S):
        return replace(row, shown=row.coming, confirmed_s=now_s, coming=None)
    return row


def _settle(state: State) -> State:
    rows = tuple(_ripen(row, state.now_s) for row in state.rows)
    return state if all(a is b for a, b in zip(rows, state.rows, strict=True)) else replace(state, rows=rows)


def opens_place(state: State, finding: Finding) -> bool:
    """Whether a button can take the person to where the remedy is carried out."""
    return finding.place in state.places


def waits(state: State, row: Row) -> bool:
    """Whether an answer is on its way for this row."""
    return row.shown is None and state.works[row.probe].running


def takes_long(state: State, row: Row) -> bool:
    """Whether the row has waited so long that it should say why."""
    since_s = state.works[row.probe].since_s
    return waits(state, row) and since_s is not None and state.now_s - since_s >= LONG_S


def to_stop(state: State) -> tuple[str, ...]:
    """Probes that must let go: a camera or microphone is open only while the first step is, and never for a meeting."""
    if state.leaving:
        return tuple(name for name, work in state.works.items() if work.running)
    if state.step is Step.EQUIPMENT:
        return ()
    return tuple(name for name, work in state.works.items() if work.running and work.holds_device)


def to_resume(state: State) -> tuple[str, ...]:
    """Probes that were stopped because the person left the first step, and go on when it is open again."""
    if state.step is not Step.EQUIPMENT or state.leaving:
        return ()
    return tuple(name for name, work in state.works.items() if work.resting and not work.running)


def probes_of(state: State, device: Device) -> tuple[str, ...]:
    """Probes to start afresh when another device of that kind is chosen."""
    return tuple(dict.fromkeys(row.probe for row in state.rows if row.check.id in CHECKS_OF[device]))


def busy(state: State) -> bool:
    """Whether time passing can change what is shown."""
    return any(row.coming or waits(state, row) for row in state.rows)


def evidence(state: State, check: str) -> object | None:
    """The newest measurement of the check with that id."""
    return next((row.latest for row in state.rows if row.check.id == check), None)


def findings(state: State) -> tuple[Finding, ...]:
    """Everything the verdict rests on, in the order it is shown."""
    return tuple(row.finding for row in state.rows) + state.room


def blocks(finding: Finding) -> bool:
    """Whether the meeting should not start before this is seen to."""
    return finding.outcome >= Outcome.FAIL
