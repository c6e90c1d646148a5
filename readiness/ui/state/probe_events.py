"""What the state becomes when a probe starts, measures, pauses and ends. No Qt."""

from __future__ import annotations

from msgspec.structs import replace

from readiness.checks import camera, headset, microphone, playback, rehearsal
from readiness.model import Activity, Ended, Event, Finding, Heard, Judged, Level, Preview, Started
from readiness.ui.state.check_rows import RowState, debounce, overrule
from readiness.ui.state.events import CameraChanged, ProbeEvent, ProbePaused, ProbeStarting, RepeatRequested
from readiness.ui.state.probe_schedule import capturing, listening, measuring
from readiness.ui.state.state import State, in_chrome, with_rows


def apply_probe_event(state: State, event: ProbeEvent) -> State:
    """Return the state once a probe is started, stopped or to be repeated, and after its messages."""
    match event:
        case Event(probe=probe, what=what):
            return _apply_message(state, probe, what)
        case ProbeStarting():
            return _start(state, event)
        case ProbePaused(probe=probe):
            return _with_probe(state, probe, paused=not state.probes[probe].on_request)
        case RepeatRequested(probe=probe):
            return _repeat(state, probe)
        case CameraChanged(judged=judged):
            return _change_camera(state, judged)


def _apply_message(state: State, probe: str, what: object) -> State:
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
    now, now_s, check = judged.measurement, state.now_s, judged.finding.check
    before = _microphone(state)
    state = with_rows(state, lambda row: debounce(row, judged, now_s) if row.check.id == check else row)
    state = replace(state, choices=state.choices.updated(now))
    if isinstance(now, rehearsal.Measurement):
        state = replace(state, rows=overrule(state.rows, _chromes_findings(state)))
    if isinstance(now, headset.Measurement):
        heard_id = before.id if before and not before.system_silent else _listened_to(state)
        is_another = bool(now.id) and now.id != heard_id and (before is not None or heard_id is not None)
        if is_another or (before and _devices_changed(before, now)):
            state = _forget_extra(state)
        lost = [name for name in listening(state) if is_another or (now.input_muted and _was_unmuted(state, name))]
        for name in lost:
            state = _with_probe(_without_results_of(state, name), name, outdated=True)
    return state


def _change_camera(state: State, judged: Judged) -> State:
    """Return the state once the tested camera is unplugged, or a camera is there that has not been tested."""
    now = judged.measurement
    if isinstance(now, camera.Measurement) and now.camera_id is None:
        gone = {"shown": judged, "confirmed_s": state.now_s, "pending": None, "latest": now}
        state = with_rows(state, lambda row: replace(row, **gone) if row.check.id == judged.finding.check else row)
        return replace(state, choices=state.choices.updated(now))
    for name in measuring(state, camera.Measurement):
        state = _with_probe(_without_results_of(state, name), name, outdated=True)
    return _forget_rehearsal(state)


def _chromes_findings(state: State) -> dict[str, Finding]:
    """What Chrome's answers make of what was read from files, by check id."""
    shown = {row.check.id: row.shown.measurement for row in state.every_row if row.shown}
    return rehearsal.apply_chrome_results(shown, state.policy)


def _microphone(state: State) -> headset.Measurement | None:
    """Return the last measurement of the microphone that the meeting would use."""
    return next((row.latest for row in state.rows if isinstance(row.latest, headset.Measurement)), None)


def _listened_to(state: State) -> str | None:
    """Return the id of the microphone that the last measurement of a voice came through."""
    return next((row.latest.device for row in state.rows if isinstance(row.latest, microphone.Measurement)), None)


def _was_unmuted(state: State, probe: str) -> bool:
    """Whether a voice was measured through a microphone that was not muted, and it is not being listened to now."""
    if state.probes[probe].running and not state.probes[probe].paused:
        return False  # it will say so itself
    latest = (row.latest for row in state.rows if row.probe == probe)
    return any(isinstance(each, microphone.Measurement) and not each.muted_in_system for each in latest)


def _devices_changed(before: headset.Measurement, now: headset.Measurement) -> bool:
    """Whether input or output has changed since the sound was played or recorded."""
    return (before.id, before.same_device, before.loud_output) != (now.id, now.same_device, now.loud_output)


def _end_probe(state: State, probe: str) -> State:
    """Apply the end of a probe: its last finding is shown at once, since nothing will confirm it."""
    activity, notice = state.probes[probe].activity, state.notice
    if state.requested_probe == probe:
        notice = activity if activity == playback.CANNOT_PLAY else notice
        state = replace(state, requested_probe="", notice=notice)
    state = with_rows(
        state, lambda row: replace(row, shown=row.pending, pending=None) if row.probe == probe and row.pending else row
    )
    status = state.probes[probe]
    ended_s = 0.0 if status.runs_afterwards and status.paused else state.now_s  # it will start over, not resume
    return _with_probe(state, probe, started_s=None, activity="", holds_device=False, ended_s=ended_s)


def _repeat(state: State, probe: str) -> State:
    """Return the state in which a probe that runs afterwards is to start from the beginning."""
    state = _with_probe(_without_results_of(state, probe), probe, ended_s=0.0)
    return replace(state, rows=overrule(state.rows, {}))


def _start(state: State, event: ProbeStarting) -> State:
    """Return the state once the probe is to run; one that captures waits while Chrome has camera and microphone."""
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
        return _forget_extra(state)
    return _forget_rehearsal(state) if probe in capturing(state) else state


def _forget_extra(state: State) -> State:
    """Discard what was played to, recorded from or answered by the devices tested before, and what is being played."""
    state = _forget_rehearsal(state)
    extra = tuple(_without_result(row) for row in state.extra_rows)
    return replace(state, extra_rows=extra, heard=None, requested_probe="")


def _forget_rehearsal(state: State) -> State:
    """What Chrome has answered was about the devices tested before; it is asked again with the next questions."""
    for name in [name for name, status in state.probes.items() if status.runs_afterwards]:
        state = _repeat(state, name)
    return state


def _without_results_of(state: State, probe: str) -> State:
    if state.probes[probe].runs_afterwards and any(
        row.probe == probe and row.shown and row.own_finding.blocks for row in state.extra_rows
    ):
        state = _with_probe(state, probe, overdue=True)
    return with_rows(state, lambda row: _without_result(row) if row.probe == probe else row)


def _without_result(row: RowState) -> RowState:
    return replace(row, shown=None, pending=None, latest=None)


def _with_probe(state: State, probe: str, **changes: object) -> State:
    return replace(state, probes={**state.probes, probe: replace(state.probes[probe], **changes)})
