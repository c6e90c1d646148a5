"""The reducer of the window's state. No Qt and no clock: `now_s` is any monotonic time in seconds."""

from __future__ import annotations

from msgspec.structs import replace

from readiness.storage.preferences import HeadsetAnswer
from readiness.ui.state.check_rows import promote_pending, wait_on_dependencies
from readiness.ui.state.checklist_answers import apply_checklist_event, begin_meeting
from readiness.ui.state.events import (
    AllRetested,
    ChecklistEvent,
    ComparedWithGo,
    DeviceChosen,
    DeviceEvent,
    HeadsetAnswered,
    LanguageChanged,
    MeetingEvent,
    MeetingOpened,
    MeetingRefused,
    MeetingRequested,
    NextMeeting,
    NoticeShown,
    OverrideChosen,
    PageEvent,
    ProbeEvent,
    ProbeRequested,
    RowToggled,
    StepChanged,
    TestsEvent,
    TestsExpired,
    Tick,
    ToneAnswered,
    WindowEvent,
    WindowHidden,
)
from readiness.ui.state.mend_state import apply_mend_event, forget_outdated_confirmation, forget_stale
from readiness.ui.state.probe_events import apply_probe_event
from readiness.ui.state.state import OverrideConsent, State, blocking, with_rows
from readiness.ui.state.step import Step


def apply(state: State, event: WindowEvent, now_s: float) -> State:
    """Return the state after `event` at the time `now_s`."""
    asked, before = _asking(state), state
    state = with_rows(replace(state, now_s=now_s), lambda row: promote_pending(row, now_s))
    state = _apply_event(state, event)
    rows = wait_on_dependencies(state.every_row)
    state = replace(state, rows=rows[: len(state.rows)], extra_rows=rows[len(state.rows) :])
    state = forget_outdated_confirmation(before, state)
    return forget_stale(_open_rows(state, _asking(state) - asked))


def _apply_event(state: State, event: WindowEvent) -> State:
    if isinstance(event, ProbeEvent):
        state = apply_probe_event(state, event)
    elif isinstance(event, TestsEvent):
        state = _apply_tests_event(state, event)
    elif isinstance(event, PageEvent):
        state = _apply_page_event(state, event)
    elif isinstance(event, DeviceEvent):
        state = _apply_device_event(state, event)
    elif isinstance(event, ChecklistEvent):
        state = apply_checklist_event(state, event)
    elif isinstance(event, MeetingEvent):
        state = _apply_meeting_event(state, event)
    else:
        state = apply_mend_event(state, event)
    return state


def _apply_tests_event(state: State, event: TestsEvent) -> State:
    match event:
        case Tick():
            return state
        case TestsExpired():
            return state if state.meeting_requested else replace(state, expired=True)  # Chrome may be opening already
        case AllRetested(day=day):
            choices = state.choices.hear_tone("", heard=None).on_day(day)
            return replace(state, expired=False, refusal="", choices=choices)
        case ComparedWithGo(unchanged_since=since):
            return replace(state, unchanged_since=since)


def _apply_page_event(state: State, event: PageEvent) -> State:
    match event:
        case StepChanged(step=step):
            wanted = state.requested_probe if step is Step.EQUIPMENT else ""
            return replace(state, step=step, meeting_requested=False, notice="", requested_probe=wanted, refusal="")
        case RowToggled(check=check):
            return with_rows(state, lambda row: replace(row, opened=not row.opened) if row.check.id == check else row)
        case ProbeRequested(probe=probe):
            return replace(state, requested_probe=probe, notice="")
        case LanguageChanged(language=language):
            return replace(state, language=language)
        case NoticeShown(text=text, facts=facts):
            return replace(state, notice=text, notice_facts=facts)
        case WindowHidden(hidden=hidden):
            return replace(state, hidden=hidden, requested_probe="")


def _apply_device_event(state: State, event: DeviceEvent) -> State:
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


def _apply_meeting_event(state: State, event: MeetingEvent) -> State:
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
            return begin_meeting(state, day)


def _asking(state: State) -> frozenset[str]:
    """Return the ids of checks that ask the person a question."""
    return frozenset(row.check.id for row in state.rows if row.finding.asks)


def _open_rows(state: State, checks: frozenset[str]) -> State:
    """Open the rows of checks that have begun to ask a question."""
    return with_rows(state, lambda row: replace(row, opened=row.opened or row.check.id in checks))
