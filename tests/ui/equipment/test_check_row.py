"""What a row of a test looks like."""

from __future__ import annotations

from pytestqt.qtbot import QtBot
from quiet_window import QuietWindow

from readiness.ui.state.events import TestsExpired
from readiness.ui.state.outcome_tone import WORDS, Tone


def test_what_was_found_long_ago_has_no_tick(qtbot: QtBot) -> None:
    quiet = QuietWindow(qtbot, language="en")
    quiet.all_well()
    quiet.window.show_now()
    row = quiet.window.equipment.rows["camera"]
    assert WORDS[Tone.GOOD] in row.header.accessibleName()
    quiet.window.store.dispatch(TestsExpired())
    quiet.window.show_now()
    assert WORDS[Tone.GOOD] not in row.header.accessibleName()
    assert WORDS[Tone.UNKNOWN] in row.header.accessibleName()
