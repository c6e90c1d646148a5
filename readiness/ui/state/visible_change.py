"""Which events change what a person reads. No Qt."""

from __future__ import annotations

from readiness.model import Event, Judged
from readiness.ui.state.events import Tick, WindowEvent
from readiness.ui.state.state import State


def is_visible_change(event: WindowEvent, before: State, after: State) -> bool:
    """Whether it is to be shown at once; else it can wait until somebody could read it."""
    if not (isinstance(event, Tick) or (isinstance(event, Event) and isinstance(event.what, Judged))):
        return True
    return _read_of(before) != _read_of(after)


def _read_of(state: State) -> object:
    rows = [(row.finding.code, row.shown is None, row.opened) for row in (*state.rows, *state.extras)]
    return rows, state.unchanged_since
