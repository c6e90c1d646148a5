"""What follows from a new state: probes that stop, start and try again, and the meeting once every device is free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.ui.state.events import ProbePaused
from readiness.ui.state.mend_state import availability_to_check
from readiness.ui.state.probe_schedule import (
    shows_retry,
    to_begin,
    to_begin_late,
    to_restart,
    to_resume,
    to_retry,
    to_stop,
)
from readiness.ui.state.reducer import apply

if TYPE_CHECKING:
    from readiness.ui.window.main_window import MainWindow


def perform_effects(window: MainWindow) -> None:
    """Stop, start and retry probes as the state requires, and open the meeting once every device is free."""
    for name in to_stop(window.state):
        if not window.state.works[name].resting:
            window.state = apply(window.state, ProbePaused(name), window.state.now_s)
            window.engine.stop(name)
    for name in to_resume(window.state):
        window.ask_probe(name, afresh=False)
    for name in (*to_begin(window.state), *to_begin_late(window.state), *to_restart(window.state)):
        window.ask_probe(name, afresh=True)
    for name in to_retry(window.state):
        window.ask_probe(name, afresh=shows_retry(window.state, name), again=True)
    for wanted in availability_to_check(window.state):
        window.state = apply(window.state, wanted, window.state.now_s)
        window.mend_controller.check_availability(wanted)
    free = not any(work.running for work in window.state.works.values())
    if window.state.leaving and free:
        window.launcher.begin()
