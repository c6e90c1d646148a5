"""The reducer of the window's state. No Qt and no clock: `now_s` is any monotonic time in seconds."""

from __future__ import annotations

from msgspec.structs import replace

from readiness.model import Event
from readiness.storage.preferences import HeadsetAnswer
from readiness.ui.state import checklist_answers, mend_state
from readiness.ui.state.check_rows import RowState, promote_pending, wait_on_dependencies
from readiness.ui.state.events import (
    AllConfirmed,
    AllRetested,
    Answered,
    CameraChanged,
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
    RepeatRequested,
    RowToggled,
    Step,
    StepChanged,
    TestsExpired,
    Tick,
    ToneAnswered,
    UserEvent,
    WindowEvent,
    WindowHidden,
)
from readiness.ui.state.probe_events import apply_probe_event, change_camera, pause_probe, repeat_probe, start_probe
from readiness.ui.state.state import OverrideConsent, State, blocking


def apply(state: State, event: WindowEvent, now_s: float) -> State:
    """Return the state after `event` at the time `now_s`."""
    asked, before = _asking(state), state
    state = _apply_event(_promote_pending(replace(state, now_s=now_s)), event)
    every = state.every_row
    rows = wait_on_dependencies(every)
    if not all(a is b for a, b in zip(rows, every, strict=True)):
        state = replace(state, rows=rows[: len(state.rows)], extra_rows=rows[len(state.rows) :])
    state = mend_state.forget_outdated_confirmation(before, state)
    return mend_state.forget_stale(_open_rows(state, _asking(state) - asked))


def _apply_event(state: State, event: WindowEvent) -> State:
    match event:
        case Event(probe=probe, what=what):
            return apply_probe_event(state, probe, what)
        case ProbeStarting():
            return start_probe(state, event)
        case ProbePaused(probe=probe):
            return pause_probe(state, probe)
        case ComparedWithGo(unchanged_since=since):
            return replace(state, unchanged_since=since)
        case Tick():
            return state
        case _:
            return _apply_user_event(state, event)


def _apply_user_event(state: State, event: UserEvent) -> State:
    match event:
        case StepChanged(step=step):
            wanted = state.requested_probe if step is Step.EQUIPMENT else ""
            state = replace(state, step=step, meeting_requested=False, notice="", requested_probe=wanted, refusal="")
        case RowToggled(check=check):
            rows, extras = (_toggled(each, check) for each in (state.rows, state.extra_rows))
            state = replace(state, rows=rows, extra_rows=extras)
        case DeviceChosen() | HeadsetAnswered() | ToneAnswered() | AllRetested():
            state = _apply_choice(state, event)
        case ProbeRequested() | RepeatRequested():
            state = _apply_request(state, event)
        case LanguageChanged(language=language):
            state = replace(state, language=language)
        case NoticeShown(text=text, facts=facts):
            state = replace(state, notice=text, notice_facts=facts)
        case WindowHidden() | TestsExpired() | CameraChanged():
            state = _apply_absence(state, event)
        case MeetingRequested() | MeetingRefused() | OverrideChosen() | MeetingOpened() | NextMeeting():
            state = _apply_meeting_event(state, event)
        case MendAvailability() | Mended() | MendUndone():
            state = mend_state.apply_mend_event(state, event)
        case _:
            state = _apply_answer(state, event)
    return state


def _toggled(rows: tuple[RowState, ...], check: str) -> tuple[RowState, ...]:
    return tuple(replace(row, opened=not row.opened) if row.check.id == check else row for row in rows)


def _apply_choice(state: State, event: DeviceChosen | HeadsetAnswered | ToneAnswered | AllRetested) -> State:
    match event:
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
            choices = state.choices.hear_tone("", heard=None).on_day(day)
            return replace(state, expired=False, refusal="", choices=choices)


def _apply_absence(state: State, event: WindowHidden | TestsExpired | CameraChanged) -> State:
    match event:
        case WindowHidden(hidden=hidden):
            return replace(state, hidden=hidden, requested_probe="")
        case TestsExpired():
            return state if state.meeting_requested else replace(state, expired=True)  # Chrome may be opening already
        case CameraChanged(judged=judged):
            return change_camera(state, judged)


def _apply_request(state: State, event: ProbeRequested | RepeatRequested) -> State:
    match event:
        case ProbeRequested(probe=probe):
            return replace(state, requested_probe=probe, notice="")
        case RepeatRequested(probe=probe):
            return repeat_probe(state, probe)


def _apply_answer(
    state: State, event: Answered | GroupAnswered | RepeatedAnswers | AllConfirmed | MeetingTypeChanged
) -> State:
    match event:
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


def _apply_meeting_event(
    state: State, event: MeetingRequested | MeetingRefused | OverrideChosen | MeetingOpened | NextMeeting
) -> State:
    match event:
        case MeetingRequested(now=leaving):
            return replace(state, meeting_requested=leaving and not state.expired, requested_probe="", refusal="")
        case MeetingRefused(reason=reason):
            return replace(state, meeting_requested=False, refusal=reason)
        case OverrideChosen(reason=reason):
            codes = frozenset(each.code for each in blocking(state))
            return replace(state, override_consent=OverrideConsent(reason, codes) if reason else None)
        case MeetingOpened():
            return replace(state, meeting_open=True, meeting_requested=False, step=Step.START, heard=None)
        case NextMeeting(day=day):
            state = replace(state, meeting_open=False, override_consent=None, notice="", step=Step.EQUIPMENT, undos={})
            return checklist_answers.begin_meeting(state, day)


def _asking(state: State) -> frozenset[str]:
    """Return the ids of checks that ask the person a question."""
    return frozenset(row.check.id for row in state.rows if row.finding.asks)


def _open_rows(state: State, checks: frozenset[str]) -> State:
    """Open the rows of checks that have begun to ask a question."""
    if not checks:
        return state
    return replace(state, rows=tuple(replace(row, opened=row.opened or row.check.id in checks) for row in state.rows))


def _promote_pending(state: State) -> State:
    rows = tuple(promote_pending(row, state.now_s) for row in state.rows)
    return state if all(a is b for a, b in zip(rows, state.rows, strict=True)) else replace(state, rows=rows)
