"""Which probes are to stop, to go on, to begin and to try again, as the state says it. No Qt."""

from __future__ import annotations

from readiness.checks import microphone
from readiness.model import Device
from readiness.ui.state.events import Step
from readiness.ui.state.state import State, Work, late_rows, not_yet_due, waits

FIRST_RETRY_S = 1.0
LONGEST_RETRY_S = 30.0
"""Between tries of a probe that gives no usable answer: twice as long each time, from the first to the longest."""


SILENT = (".timed_out", ".crashed")
"""How codes end when a probe said nothing that could be judged."""


def to_stop(state: State) -> tuple[str, ...]:
    """Probes that must let go: a camera or microphone is open only while the first step is seen."""
    if state.leaving:
        return tuple(name for name, work in state.works.items() if work.running)
    away = state.step is not Step.EQUIPMENT or state.hidden
    unwanted = {
        name for name, work in state.works.items() if work.on_request and (name != state.wanted or state.hidden)
    }
    late = {name for name, work in state.works.items() if work.late and not away}
    held = {name for name, work in state.works.items() if work.holds_device and away}
    in_the_way = listening(state) if state.wanted else frozenset()
    return tuple(
        name for name, work in state.works.items() if work.running and name in unwanted | late | held | in_the_way
    )


def to_resume(state: State) -> tuple[str, ...]:
    """Probes that were stopped because nobody watched, and go on when the first step is seen again."""
    if not _watched(state):
        return ()
    waiting = tuple(name for name, work in state.works.items() if work.resting and not work.running)
    return tuple(name for name in waiting if not (state.wanted and name in listening(state)))


def to_begin(state: State) -> tuple[str, ...]:
    """What the person wants to run, when nothing else listens to the microphone any more."""
    work = state.works.get(state.wanted)
    if work is None or work.running or any(state.works[name].running for name in listening(state)):
        return ()
    return (state.wanted,)


def to_begin_late(state: State) -> tuple[str, ...]:
    """What runs when the others have let their devices go: while the person answers the questions, once a round."""
    done = all(row.shown for row in state.rows)
    away = state.step is not Step.EQUIPMENT and not (state.hidden or state.leaving or state.departed)
    free = not any(work.running and work.holds_device for work in state.works.values())
    if not (done and away and free):
        return ()
    return tuple(
        row.probe for row in late_rows(state) if not_yet_due(state, row) and not state.works[row.probe].ended_s
    )


def to_restart(state: State) -> tuple[str, ...]:
    """Probes to start afresh, because the meeting would use another device than the one they measure."""
    if not _watched(state) or state.wanted:
        return ()
    return tuple(name for name, work in state.works.items() if work.outdated)


def to_retry(state: State) -> tuple[str, ...]:
    """Probes that ended with something that blocks, and try again by themselves when some time has passed."""
    if not _watched(state) or state.wanted:
        return ()
    return tuple(
        name
        for name in state.works
        if _may_retry(state, name) and state.now_s - state.works[name].ended_s >= retry_after_s(state.works[name])
    )


def retry_after_s(work: Work) -> float:
    """How long after its end a probe tries again."""
    return min(LONGEST_RETRY_S, FIRST_RETRY_S * 2.0**work.failures)


def tries_openly(state: State, name: str) -> bool:
    """Whether the row is to wait for that try: the first after silence is; later ones are quiet."""
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
    """Probes that listen all the time, and would hear what is played."""
    return frozenset(measuring(state, microphone.Measurement))


def measuring(state: State, measurement: type) -> tuple[str, ...]:
    """Probes that yield measurements of that type."""
    return tuple(name for name, work in state.works.items() if measurement in work.probe.yields)


def probes_of(state: State, device: Device) -> tuple[str, ...]:
    """Probes to start afresh when another device of that kind is chosen."""
    return tuple(dict.fromkeys(row.probe for row in state.rows if row.check.device is device))


def busy(state: State) -> bool:
    """Whether time passing can change what is shown."""
    retrying = _watched(state) and any(_may_retry(state, name) for name in state.works)
    return retrying or any(row.coming or waits(state, row) for row in state.rows)
