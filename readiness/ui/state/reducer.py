"""The reducer of the window's state. No Qt and no clock: `now_s` is any monotonic time in seconds."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from readiness.checks import headset, playback, rehearsal
from readiness.model import Activity, Ended, Event, Finding, Heard, Judged, Level, Preview, Started
from readiness.storage.preferences import HeadsetAnswer
from readiness.ui.state import checklist_answers, mend_state
from readiness.ui.state.check_rows import RowState, overrule, promote_pending, steady, wait_on_dependencies
from readiness.ui.state.events import (
    AllConfirmed,
    AllRetested,
    Answered,
    ComparedWithGo,
    DeviceChosen,
    GroupAnswered,
    HeadsetAnswered,
    LanguageChanged,
    MeetingOpened,
    MeetingRefused,
    MeetingRequested,
    MeetingTypeChanged,
    MendAvailability,
    Mended,
    MendUndone,
    NextMeeting,
    NoticeShown,
    OverrideChosen,
    ProbePaused,
    ProbeRequested,
    ProbeStarting,
    RepeatedAnswers,
    RowToggled,
    Step,
    StepChanged,
    Tick,
    ToneAnswered,
    UserEvent,
    WindowEvent,
    WindowHidden,
)
from readiness.ui.state.probe_schedule import listening
from readiness.ui.state.state import OverrideConsent, State, blocking


def apply(state: State, event: WindowEvent, now_s: float) -> State:
    """Return the state after `event` at the time `now_s`."""
    asked = _asked(state)
    state = _follow(_settle(replace(state, now_s=now_s)), event)
    rows = wait_on_dependencies(state.rows)
    if not all(a is b for a, b in zip(rows, state.rows, strict=True)):
        state = replace(state, rows=rows)
    return mend_state.forget_stale(_open(state, _asked(state) - asked))


def _follow(state: State, event: WindowEvent) -> State:
    match event:
        case Event(probe=probe, what=what):
            return _follow_probe(state, probe, what)
        case ProbeStarting():
            return _start(state, event)
        case ProbePaused(probe=probe):
            return _work(state, probe, resting=not (state.works[probe].on_request or state.works[probe].late))
        case ComparedWithGo(unchanged_since=since):
            return replace(state, unchanged_since=since)
        case Tick():
            return state
        case _:
            return _obey(state, event)


def _obey(state: State, wish: UserEvent) -> State:
    match wish:
        case StepChanged(step=step):
            wanted = state.wanted if step is Step.EQUIPMENT else ""
            state = replace(state, step=step, leaving=False, notice="", wanted=wanted, refusal="")
        case RowToggled(check=check):
            rows, extras = (_toggled(each, check) for each in (state.rows, state.extras))
            state = replace(state, rows=rows, extras=extras)
        case DeviceChosen() | HeadsetAnswered() | ToneAnswered() | AllRetested():
            state = _choose(state, wish)
        case ProbeRequested(probe=probe):
            state = replace(state, wanted=probe, notice="")
        case LanguageChanged(language=language):
            state = replace(state, language=language)
        case NoticeShown(text=text, facts=facts):
            state = replace(state, notice=text, facts=facts)
        case WindowHidden(hidden=hidden):
            state = replace(state, hidden=hidden, wanted="")
        case MeetingRequested() | MeetingRefused() | OverrideChosen() | MeetingOpened() | NextMeeting():
            state = _depart(state, wish)
        case MendAvailability() | Mended() | MendUndone():
            state = mend_state.follow(state, wish)
        case _:
            state = _answer(state, wish)
    return state


def _toggled(rows: tuple[RowState, ...], check: str) -> tuple[RowState, ...]:
    return tuple(replace(row, opened=not row.opened) if row.check.id == check else row for row in rows)


def _choose(state: State, wish: DeviceChosen | HeadsetAnswered | ToneAnswered | AllRetested) -> State:
    match wish:
        case DeviceChosen(device=device, wanted=wanted):
            return replace(state, choices=state.choices.choose(device, wanted))
        case HeadsetAnswered(key=key, is_headset=is_headset, passing=passing):
            answer = None
            if is_headset is not None:
                answer = HeadsetAnswer(is_headset=is_headset, on=state.today, passing=passing)
            return replace(state, choices=state.choices.answer(key, answer))
        case ToneAnswered(output_key=key, heard=heard):
            return replace(state, choices=state.choices.hear_tone(key, heard))
        case AllRetested(day=day):
            return replace(state, choices=state.choices.hear_tone("", heard=None).on_day(day))


def _answer(
    state: State, wish: Answered | GroupAnswered | RepeatedAnswers | AllConfirmed | MeetingTypeChanged
) -> State:
    match wish:
        case Answered(item=item, answer=given):
            return checklist_answers.answer(state, item, given)
        case GroupAnswered(group=group):
            return checklist_answers.answer_group(state, group)
        case RepeatedAnswers():
            return checklist_answers.repeat(state)
        case AllConfirmed():
            return checklist_answers.confirm_all(state)
        case MeetingTypeChanged(situation=situation):
            return checklist_answers.set_situation(state, situation)


def _depart(
    state: State, wish: MeetingRequested | MeetingRefused | OverrideChosen | MeetingOpened | NextMeeting
) -> State:
    match wish:
        case MeetingRequested(now=leaving):
            return replace(state, leaving=leaving, wanted="", refusal="")
        case MeetingRefused(reason=reason):
            return replace(state, leaving=False, refusal=reason)
        case OverrideChosen(reason=reason):
            codes = frozenset(each.code for each in blocking(state))
            return replace(state, despite=OverrideConsent(reason, codes) if reason else None)
        case MeetingOpened():
            return replace(state, departed=True, leaving=False, step=Step.START, heard=None)
        case NextMeeting(day=day):
            state = replace(state, departed=False, despite=None, notice="", step=Step.EQUIPMENT, undos={})
            return checklist_answers.remember(state, day)


def _follow_probe(state: State, probe: str, what: object) -> State:
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
        case Heard():
            state = replace(state, heard=what)
        case Judged():
            state = _judge(state, what)
    return state


def _judge(state: State, judged: Judged) -> State:
    def heard(rows: tuple[RowState, ...]) -> tuple[RowState, ...]:
        return tuple(steady(row, judged, state.now_s) if row.check.id == judged.finding.check else row for row in rows)

    before = _microphone(state)
    state = replace(
        state, rows=heard(state.rows), extras=heard(state.extras), choices=state.choices.updated(judged.measurement)
    )
    now = judged.measurement
    if isinstance(now, rehearsal.Measurement):
        state = replace(state, rows=overrule(state.rows, _chromes_findings(state)))
    if isinstance(now, headset.Measurement) and before is not None:
        if _moved(before, now):
            state = replace(state, extras=tuple(_forgotten(row) for row in state.extras), heard=None)
        if now.id and now.id != before.id:
            for name in listening(state):
                state = _work(state, name, outdated=True)
    return state


def _chromes_findings(state: State) -> dict[str, Finding]:
    """What Chrome's answers make of what was read from files, by check id."""
    shown = {row.check.id: row.shown.measurement for row in (*state.rows, *state.extras) if row.shown}
    return rehearsal.apply_chrome_results(shown, state.policy)


def _microphone(state: State) -> headset.Measurement | None:
    """Return the last measurement of the microphone that the meeting would use."""
    return next((row.latest for row in state.rows if isinstance(row.latest, headset.Measurement)), None)


def _asked(state: State) -> frozenset[str]:
    """Return the ids of checks that ask the person a question."""
    return frozenset(row.check.id for row in state.rows if row.finding.asks)


def _open(state: State, checks: frozenset[str]) -> State:
    """Open the rows of checks that have begun to ask a question."""
    if not checks:
        return state
    return replace(state, rows=tuple(replace(row, opened=row.opened or row.check.id in checks) for row in state.rows))


def _moved(before: headset.Measurement, now: headset.Measurement) -> bool:
    """Whether input or output has changed since the sound was played or recorded."""
    return (before.id, before.same_device, before.loud_output) != (now.id, now.same_device, now.loud_output)


def _rest(state: State, probe: str) -> State:
    """Apply the end of a probe: its last finding is shown at once, since nothing will confirm it."""
    rows = (
        replace(row, shown=row.coming, coming=None) if row.probe == probe and row.coming else row for row in state.rows
    )
    activity, notice = state.works[probe].activity, state.notice
    if state.wanted == probe:
        notice = activity if activity == playback.CANNOT_PLAY else notice
        state = replace(state, wanted="", notice=notice)
    state = replace(state, rows=tuple(rows))
    return _work(state, probe, since_s=None, activity="", holds_device=False, ended_s=state.now_s)


def _start(state: State, event: ProbeStarting) -> State:
    probe, failures = event.probe, state.works[event.probe].failures + 1 if event.again else 0
    state = _work(
        state,
        probe,
        since_s=state.now_s,
        activity="",
        resting=False,
        outdated=False,
        failures=failures,
        ended_s=0.0,
        has_started=True,
    )
    if not event.afresh:
        return state

    def afresh_of(rows: tuple[RowState, ...]) -> tuple[RowState, ...]:
        return tuple(_forgotten(row) if row.probe == probe else row for row in rows)

    state = replace(state, rows=afresh_of(state.rows), extras=afresh_of(state.extras))
    if state.works[probe].late:
        state = replace(state, rows=overrule(state.rows, {}))
    if probe not in listening(state):
        return state
    works = {name: replace(work, ended_s=0.0) if work.late else work for name, work in state.works.items()}
    extras = tuple(_forgotten(row) for row in state.extras)
    return replace(state, works=works, rows=overrule(state.rows, {}), extras=extras, heard=None, wanted="")


def _forgotten(row: RowState) -> RowState:
    return replace(row, shown=None, coming=None, latest=None)


def _work(state: State, probe: str, **changes: Any) -> State:
    return replace(state, works={**state.works, probe: replace(state.works[probe], **changes)})


def _settle(state: State) -> State:
    rows = tuple(promote_pending(row, state.now_s) for row in state.rows)
    return state if all(a is b for a, b in zip(rows, state.rows, strict=True)) else replace(state, rows=rows)
