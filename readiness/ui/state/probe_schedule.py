"""Which probes must be stopped, resumed, started or retried in a state. No Qt."""

from __future__ import annotations

from readiness.checks import camera, microphone
from readiness.model import Device
from readiness.ui.state.events import Step
from readiness.ui.state.state import State, Work, late_rows, not_yet_due, waits

FIRST_RETRY_S = 1.0
LONGEST_RETRY_S = 30.0
"""Longest delay between retries of a probe without a usable result; it doubles with each retry."""


SILENT = (".timed_out", ".crashed")
"""Suffixes of codes for a probe that gave no measurement."""


def to_stop(state: State) -> tuple[str, ...]:
    """Return the probes to stop: camera and microphone are open only while step 1 is visible."""
    if state.leaving:
        return tuple(name for name, work in state.works.items() if work.running)
    away = state.step is not Step.EQUIPMENT or state.hidden
    unwanted = {
        name for name, work in state.works.items() if work.on_request and (name != state.wanted or state.hidden)
    }
    late = {name for name, work in state.works.items() if work.late and not away}
    held = {name for name, work in state.works.items() if work.holds_device and away}
    if state.hidden:  # also those that are about to open one
        held |= {*measuring(state, camera.Measurement), *listening(state)}
    in_the_way = listening(state) if state.wanted else frozenset()
    return tuple(
        name for name, work in state.works.items() if work.running and name in unwanted | late | held | in_the_way
    )


def to_resume(state: State) -> tuple[str, ...]:
    """Return the probes to resume, which were stopped while step 1 was not visible."""
    if not _watched(state):
        return ()
    waiting = tuple(name for name, work in state.works.items() if work.resting and not work.running)
    return tuple(name for name in waiting if not (state.wanted and name in listening(state)))


def to_begin(state: State) -> tuple[str, ...]:
    """Return the requested probe once no other probe uses the microphone."""
    work = state.works.get(state.wanted)
    if work is None or work.running or any(state.works[name].running for name in listening(state)):
        return ()
    return (state.wanted,)


def to_begin_late(state: State) -> tuple[str, ...]:
    """Return the late probes once the others have released their devices, during the checklist, once per round."""
    done = all(row.shown for row in state.rows)
    away = state.step is not Step.EQUIPMENT and not (state.hidden or state.leaving or state.departed)
    free = not any(work.running and work.holds_device for work in state.works.values())
    if not (done and away and free):
        return ()
    return tuple(
        row.probe for row in late_rows(state) if not_yet_due(state, row) and not state.works[row.probe].ended_s
    )


def to_restart(state: State) -> tuple[str, ...]:
    """Return the probes to restart because the meeting would use another device than they measure."""
    if not _watched(state) or state.wanted:
        return ()
    return tuple(name for name, work in state.works.items() if work.outdated)


def to_retry(state: State) -> tuple[str, ...]:
    """Return the probes whose result blocks and whose retry is due."""
    if not _watched(state) or state.wanted:
        return ()
    return tuple(
        name
        for name in state.works
        if _may_retry(state, name) and state.now_s - state.works[name].ended_s >= retry_after_s(state.works[name])
    )


def retry_after_s(work: Work) -> float:
    """Return the delay in seconds before a probe's next retry."""
    return min(LONGEST_RETRY_S, FIRST_RETRY_S * 2.0**work.failures)


def shows_retry(state: State, name: str) -> bool:
    """Whether the row shows the retry as running: only the first one after a silent probe."""
    silent = any(row.probe == name and row.by_itself.code.endswith(SILENT) for row in state.rows)
    return silent and not state.works[name].failures


def _may_retry(state: State, name: str) -> bool:
    work = state.works[name]
    if work.on_request or work.late or work.running or work.resting or not work.ended_s:
        return False
    return any(row.probe == name and row.shown and row.by_itself.blocks for row in state.rows)


def _watched(state: State) -> bool:
    return state.step is Step.EQUIPMENT and not (state.leaving or state.departed or state.hidden)


def listening(state: State) -> frozenset[str]:
    """Return the probes that keep the microphone open and would record played sounds."""
    return frozenset(measuring(state, microphone.Measurement))


def measuring(state: State, measurement: type) -> tuple[str, ...]:
    """Return the probes that yield measurements of a type."""
    return tuple(name for name, work in state.works.items() if measurement in work.probe.yields)


def probes_of(state: State, device: Device) -> tuple[str, ...]:
    """Return the probes to restart when another device of that kind is selected."""
    return tuple(dict.fromkeys(row.probe for row in state.rows if row.check.device is device))


def busy(state: State) -> bool:
    """Whether the passing of time can change what is shown."""
    retrying = _watched(state) and any(_may_retry(state, name) for name in state.works)
    return retrying or any(row.coming or waits(state, row) for row in state.rows)
