"""Which events and states change what a person sees. No Qt."""

from __future__ import annotations

from msgspec.structs import replace

from readiness.i18n import Words
from readiness.model import Event, Heard, Judged, Level, Preview
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.events import Tick, WindowEvent
from readiness.ui.state.preview_overlay import face_box, guide
from readiness.ui.state.preview_texts import message_of, meter_words
from readiness.ui.state.state import State, takes_long


def changes_nothing(state: State, event: Event) -> bool:
    """Whether the event is a picture or level like those before it; the first one shows that the device is open."""
    status = state.probes.get(event.probe)
    return isinstance(event.what, Preview | Level) and (status is None or status.holds_device)


def is_visible_change(event: WindowEvent, before: State, after: State) -> bool:
    """Whether the change must be shown at once; others can wait, as nobody could read them so fast."""
    frequent = isinstance(event, Event) and isinstance(event.what, Judged | Heard)
    return not (frequent or isinstance(event, Tick)) or _readable_part(before) != _readable_part(after)


def _readable_part(state: State) -> object:
    rows = [(row.finding.code, row.shown is None, row.opened) for row in state.every_row]
    return rows, state.unchanged_since, state.heard is None


def appearance(state: State, words: Words) -> object:
    """Return everything that the window shows of `state`, for comparison: equal values look the same.

    Measurements arrive many times a second, but they are seen only in an opened row, as a number in a sentence, or as
    the arrow over the picture.
    """
    rows = state.every_row
    arrow = guide(state)
    meter = meter_words(state, plays=bool(state.requested_probe))
    is_open = any(row.opened for row in rows)
    return (
        replace(state, rows=(), extra_rows=(), heard=None, now_s=0.0),
        state.heard is None,
        words.language,
        [_appearance_of(row, words) for row in rows],
        [takes_long(state, row) for row in rows],
        [(row.latest, row.shown) for row in rows] if is_open else [],
        (arrow, [face_box(row.latest) for row in rows]) if arrow else None,
        message_of(state, words),
        [words(each, meter.facts) for each in (meter.ask, meter.sentence, meter.button)],
    )


def _appearance_of(row: RowState, words: Words) -> object:
    finding = row.finding
    texts = (words(finding.headline, finding.measured), words(finding.remedy, finding.measured))
    return replace(finding, measured={}), texts, words.value(finding.subject), row.shown is None, row.opened
