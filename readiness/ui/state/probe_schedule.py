"""Which probes must be stopped, resumed, started or retried in a state. No Qt."""

from __future__ import annotations

from readiness.checks import camera, microphone
from readiness.model import Device
from readiness.ui.state.state import ProbeStatus, State, afterwards_rows, in_chrome, not_yet_due, waits
from readiness.ui.state.step import Step

FIRST_RETRY_S = 1.0
LONGEST_RETRY_S = 30.0
"""Longest delay between retries of a probe without a usable result; it doubles with each retry."""


SILENT = (".timed_out", ".crashed")
"""Suffixes of codes for a probe that gave no measurement."""


def to_stop(state: State) -> tuple[str, ...]:
    """Return the probes to stop: camera and microphone are open only while step 1 is visible.

    Once the tests have expired, nothing counts that the others say, and nobody's hosts are asked for it; what the
    person has asked to hear goes on.
    """
    return tuple(name for name, status in state.probes.items() if status.running and _is_unwanted(state, name, status))


def _is_unwanted(state: State, name: str, status: ProbeStatus) -> bool:
    if state.meeting_requested:
        return True
    if state.expired:
        return name != state.requested_probe
    away = state.hidden or state.step is not Step.EQUIPMENT
    if status.on_request:
        return away or name != state.requested_probe
    if status.runs_afterwards:
        return state.hidden or not away
    if state.requested_probe and name in listening(state):
        return True
    about_to_open = name in capturing(state) and (state.hidden or _answered(state))
    return away and (status.holds_device or about_to_open)


def to_resume(state: State) -> tuple[str, ...]:
    """Return the probes that were stopped while step 1 was not visible, once Chrome has released their devices."""
    if not _watched(state) or in_chrome(state):
        return ()
    waiting = tuple(
        name
        for name, status in state.probes.items()
        if status.paused and not (status.running or status.runs_afterwards)
    )
    return tuple(name for name in waiting if not (state.requested_probe and name in listening(state)))


def to_start_requested(state: State) -> tuple[str, ...]:
    """Return the requested probe once no other probe uses the microphone."""
    status = state.probes.get(state.requested_probe)
    if status is None or status.running or any(state.probes[name].running for name in listening(state)):
        return ()
    return (state.requested_probe,)


def to_start_afterwards(state: State) -> tuple[str, ...]:
    """Return the probes that run afterwards: in the checklist, with all devices released, once per round."""
    elsewhere = state.hidden or state.expired or state.meeting_requested or state.meeting_open
    away = state.step is not Step.EQUIPMENT and not elsewhere
    may_capture = capturing(state)
    free = not any(
        status.running and (status.holds_device or status.on_request or name in may_capture)
        for name, status in state.probes.items()
    )
    if not (_answered(state) and away and free):
        return ()
    return tuple(
        row.probe for row in afterwards_rows(state) if not_yet_due(state, row) and not state.probes[row.probe].ended_s
    )


def to_restart(state: State) -> tuple[str, ...]:
    """Return the probes to restart because the meeting would use another device than they measure."""
    if not _watched(state) or state.requested_probe:
        return ()
    return tuple(name for name, status in state.probes.items() if status.outdated)


def to_retry(state: State) -> tuple[str, ...]:
    """Return the probes whose result blocks and whose retry is due."""
    if not _watched(state) or state.requested_probe:
        return ()
    return tuple(
        name
        for name in state.probes
        if _may_retry(state, name) and state.now_s - state.probes[name].ended_s >= retry_after_s(state.probes[name])
    )


def retry_after_s(status: ProbeStatus) -> float:
    """Return the delay in seconds before a probe's next retry."""
    return min(LONGEST_RETRY_S, FIRST_RETRY_S * 2.0**status.failures)


def shows_retry(state: State, name: str) -> bool:
    """Whether the row shows the retry as running: only the first one after a silent probe."""
    silent = any(row.probe == name and row.own_finding.code.endswith(SILENT) for row in state.rows)
    return silent and not state.probes[name].failures


def _may_retry(state: State, name: str) -> bool:
    status = state.probes[name]
    if status.on_request or status.runs_afterwards or status.running or status.paused or not status.ended_s:
        return False
    return any(row.probe == name and row.shown and row.own_finding.blocks for row in state.rows)


def _watched(state: State) -> bool:
    seen = state.step is Step.EQUIPMENT and not state.hidden
    return seen and not (state.meeting_requested or state.meeting_open or state.expired)


def _answered(state: State) -> bool:
    return all(row.shown for row in state.rows)


def capturing(state: State) -> frozenset[str]:
    """Return the probes that open the camera or the microphone and keep it."""
    return frozenset((*measuring(state, camera.Measurement), *listening(state)))


def listening(state: State) -> frozenset[str]:
    """Return the probes that keep the microphone open and would record played sounds."""
    return frozenset(measuring(state, microphone.Measurement))


def measuring(state: State, measurement: type) -> tuple[str, ...]:
    """Return the probes that yield measurements of a type."""
    return tuple(name for name, status in state.probes.items() if measurement in status.probe.yields)


def probes_of(state: State, device: Device) -> tuple[str, ...]:
    """Return the probes to restart when another device of that kind is selected."""
    return tuple(dict.fromkeys(row.probe for row in state.rows if row.check.device is device))


def busy(state: State) -> bool:
    """Whether the passing of time can change what is shown."""
    retrying = _watched(state) and any(_may_retry(state, name) for name in state.probes)
    return retrying or any(row.pending or waits(state, row) for row in state.rows)
