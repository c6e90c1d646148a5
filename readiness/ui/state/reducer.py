"""The reducer of the window's state. No Qt and no clock: `now_s` is any monotonic time in seconds."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from readiness.checks import headset, microphone, playback, rehearsal
from readiness.model import Activity, Ended, Event, Finding, Heard, Judged, Level, Preview, Started
from readiness.storage.preferences import HeadsetAnswer
from readiness.ui.state import checklist_answers, mend_state
from readiness.ui.state.check_rows import RowState, debounce, overrule, promote_pending, wait_on_dependencies
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
    RepeatRequested,
    RowToggled,
    Step,
    StepChanged,
    Tick,
    ToneAnswered,
    UserEvent,
    WindowEvent,
    WindowHidden,
)
from readiness.ui.state.probe_schedule import capturing, listening
from readiness.ui.state.state import OverrideConsent, State, blocking, in_chrome


def apply(state: State, event: WindowEvent, now_s: float) -> State:
    """Return the state after `event` at the time `now_s`."""
    asked = _asking(state)
    state = _apply_event(_promote_pending(replace(state, now_s=now_s)), event)
    every = (*state.rows, *state.extra_rows)
    rows = wait_on_dependencies(every)
    if not all(a is b for a, b in zip(rows, every, strict=True)):
        state = replace(state, rows=rows[: len(state.rows)], extra_rows=rows[len(state.rows) :])
    return mend_state.forget_stale(_open_rows(state, _asking(state) - asked))


def _apply_event(state: State, event: WindowEvent) -> State:
    match event:
        case Event(probe=probe, what=what):
            return _apply_probe_event(state, probe, what)
        case ProbeStarting():
            return _start_probe(state, event)
        case ProbePaused(probe=probe):
            return _with_probe(state, probe, paused=not state.probes[probe].on_request)
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
        case WindowHidden(hidden=hidden):
            state = replace(state, hidden=hidden, requested_probe="")
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
            return replace(state, choices=state.choices.hear_tone("", heard=None).on_day(day))


def _apply_request(state: State, event: ProbeRequested | RepeatRequested) -> State:
    match event:
        case ProbeRequested(probe=probe):
            return replace(state, requested_probe=probe, notice="")
        case RepeatRequested(probe=probe):
            state = _with_probe(_without_results_of(state, probe), probe, ended_s=0.0)
            return replace(state, rows=overrule(state.rows, {}))


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
            return replace(state, meeting_requested=leaving, requested_probe="", refusal="")
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


def _apply_probe_event(state: State, probe: str, what: object) -> State:
    if probe not in state.probes:
        return state
    match what:
        case Started():
            state = _with_probe(state, probe, started_s=state.now_s)
        case Activity(text=text):
            state = _with_probe(state, probe, activity=text)
        case Preview() | Level() if not state.probes[probe].holds_device:
            state = _with_probe(state, probe, holds_device=True)
        case Ended():
            state = _end_probe(state, probe)
        case Heard():
            state = replace(state, heard=what)
        case Judged():
            state = _judge(state, what)
            if what.settled and state.probes[probe].overdue:
                state = _with_probe(state, probe, overdue=False)
    return state


def _judge(state: State, judged: Judged) -> State:
    def heard(rows: tuple[RowState, ...]) -> tuple[RowState, ...]:
        return tuple(
            debounce(row, judged, state.now_s) if row.check.id == judged.finding.check else row for row in rows
        )

    before = _microphone(state)
    state = replace(
        state,
        rows=heard(state.rows),
        extra_rows=heard(state.extra_rows),
        choices=state.choices.updated(judged.measurement),
    )
    now = judged.measurement
    if isinstance(now, rehearsal.Measurement):
        state = replace(state, rows=overrule(state.rows, _chromes_findings(state)))
    if isinstance(now, headset.Measurement):
        heard_id = before.id if before else _listened_to(state)
        is_another = bool(now.id) and now.id != heard_id and (before is not None or heard_id is not None)
        if is_another or (before and _devices_changed(before, now)):
            state = _forget_late(state)
        for name in listening(state) if is_another else ():
            state = _with_probe(state, name, outdated=True)
    return state


def _chromes_findings(state: State) -> dict[str, Finding]:
    """What Chrome's answers make of what was read from files, by check id."""
    shown = {row.check.id: row.shown.measurement for row in (*state.rows, *state.extra_rows) if row.shown}
    return rehearsal.apply_chrome_results(shown, state.policy)


def _microphone(state: State) -> headset.Measurement | None:
    """Return the last measurement of the microphone that the meeting would use."""
    return next((row.latest for row in state.rows if isinstance(row.latest, headset.Measurement)), None)


def _listened_to(state: State) -> str | None:
    """Return the id of the microphone that the last measurement of a voice came through."""
    return next((row.latest.device for row in state.rows if isinstance(row.latest, microphone.Measurement)), None)


def _asking(state: State) -> frozenset[str]:
    """Return the ids of checks that ask the person a question."""
    return frozenset(row.check.id for row in state.rows if row.finding.asks)


def _open_rows(state: State, checks: frozenset[str]) -> State:
    """Open the rows of checks that have begun to ask a question."""
    if not checks:
        return state
    return replace(state, rows=tuple(replace(row, opened=row.opened or row.check.id in checks) for row in state.rows))


def _devices_changed(before: headset.Measurement, now: headset.Measurement) -> bool:
    """Whether input or output has changed since the sound was played or recorded."""
    return (before.id, before.same_device, before.loud_output) != (now.id, now.same_device, now.loud_output)


def _end_probe(state: State, probe: str) -> State:
    """Apply the end of a probe: its last finding is shown at once, since nothing will confirm it."""
    rows = (
        replace(row, shown=row.pending, pending=None) if row.probe == probe and row.pending else row
        for row in state.rows
    )
    activity, notice = state.probes[probe].activity, state.notice
    if state.requested_probe == probe:
        notice = activity if activity == playback.CANNOT_PLAY else notice
        state = replace(state, requested_probe="", notice=notice)
    state = replace(state, rows=tuple(rows))
    status = state.probes[probe]
    ended_s = 0.0 if status.runs_afterwards and status.paused else state.now_s  # it is then begun anew, not resumed
    return _with_probe(state, probe, started_s=None, activity="", holds_device=False, ended_s=ended_s)


def _start_probe(state: State, event: ProbeStarting) -> State:
    probe, failures = event.probe, state.probes[event.probe].failures + 1 if event.again else 0
    waits_for_chrome = probe in capturing(state) and in_chrome(state)
    state = _with_probe(
        state,
        probe,
        started_s=None if waits_for_chrome else state.now_s,
        activity="",
        paused=waits_for_chrome,
        outdated=False,
        failures=failures,
        ended_s=0.0,
        has_started=True,
    )
    if not event.afresh:
        return state

    state = _without_results_of(state, probe)
    if state.probes[probe].runs_afterwards:
        state = replace(state, rows=overrule(state.rows, {}))
    if probe in listening(state):
        return replace(_forget_late(state), requested_probe="")
    return _forget_rehearsal(state) if probe in capturing(state) else state


def _forget_late(state: State) -> State:
    """Discard what was played to, recorded from or answered by the devices tested before."""
    state = _forget_rehearsal(state)
    return replace(state, extra_rows=tuple(_without_result(row) for row in state.extra_rows), heard=None)


def _forget_rehearsal(state: State) -> State:
    """What Chrome has answered was about the devices tested before; it is asked again with the next questions."""
    for name in [name for name, status in state.probes.items() if status.runs_afterwards]:
        state = _with_probe(_without_results_of(state, name), name, ended_s=0.0)
    return replace(state, rows=overrule(state.rows, {}))


def _without_results_of(state: State, probe: str) -> State:
    def without(rows: tuple[RowState, ...]) -> tuple[RowState, ...]:
        return tuple(_without_result(row) if row.probe == probe else row for row in rows)

    if state.probes[probe].runs_afterwards and any(
        row.probe == probe and row.shown and row.own_finding.blocks for row in state.extra_rows
    ):
        state = _with_probe(state, probe, overdue=True)
    return replace(state, rows=without(state.rows), extra_rows=without(state.extra_rows))


def _without_result(row: RowState) -> RowState:
    return replace(row, shown=None, pending=None, latest=None)


def _with_probe(state: State, probe: str, **changes: Any) -> State:
    return replace(state, probes={**state.probes, probe: replace(state.probes[probe], **changes)})


def _promote_pending(state: State) -> State:
    rows = tuple(promote_pending(row, state.now_s) for row in state.rows)
    return state if all(a is b for a, b in zip(rows, state.rows, strict=True)) else replace(state, rows=rows)
