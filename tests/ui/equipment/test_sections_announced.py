"""What a pressed button brings below it is read out once: the leak test's result, the question after the tones."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot
from rule_findings import finding_of, passing

from readiness.checks import headset, leak, side_tones
from readiness.checks.registry import AT_ONCE, CheckGroup
from readiness.i18n import Words
from readiness.model import Judged, Policy
from readiness.ui.equipment.leak_section import LeakSection
from readiness.ui.equipment.tone_section import ToneSection
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.state import State, row_of

EN = Words("en")
STATE = initial_state(
    AT_ONCE, Policy(), None, "en", on_request=CheckGroup((leak.CHECK,), (leak.PROBE, side_tones.PROBE))
)


def told(section: type[LeakSection | ToneSection], qtbot: QtBot, *states: State) -> list[str]:
    """What is read out while the states are shown."""
    said: list[str] = []
    shown = section(lambda _widget, text: said.append(text))
    qtbot.addWidget(shown)
    for state in states:
        shown.show_row(state, row_of(state, headset.CHECK.id), EN)
    return said


@pytest.mark.parametrize("answers", [True, False])
def test_the_leak_tests_result_is_read_once(qtbot: QtBot, *, answers: bool) -> None:
    stays = Judged(finding_of(leak.CHECK, passing(leak.CHECK)), None, settled=True)
    rows = tuple(replace(row, shown=stays if answers else None) for row in STATE.extra_rows)
    over = replace(STATE, extra_rows=rows)
    said = told(LeakSection, qtbot, STATE, replace(STATE, requested_probe=leak.PROBE.name), over, over)
    assert said == (["OK: The sound stays in the headset."] if answers else [])


def test_the_question_after_the_tones_is_read_once(qtbot: QtBot) -> None:
    plays = replace(STATE, requested_probe=side_tones.PROBE.name)
    assert told(ToneSection, qtbot, STATE, plays, STATE, STATE) == [EN(side_tones.QUESTION)]
