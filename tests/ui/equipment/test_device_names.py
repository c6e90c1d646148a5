"""Names of devices are whatever their makers, or anybody who renamed them, wrote."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from readiness.checks import headset
from readiness.checks.registry import AT_ONCE
from readiness.i18n import Words
from readiness.model import Device, Event, Judged, Outcome, Policy, Started
from readiness.ui.equipment.device_bar import DeviceComboBox
from readiness.ui.state.device_choices import Offer
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.reducer import apply
from readiness.ui.state.row_texts import texts_of
from readiness.ui.state.state import row_of
from readiness.untrusted_text import LONGEST_SHOWN

EN = Words("en")
LONG, REVERSED, TABBED = "Microphone " * 60, "\u202egnirts\u202c", "Mic\trophone"
SHOWN = [("Microphone " * 60)[: LONGEST_SHOWN - 1] + "…", "\ufffdgnirts\ufffd", "Mic\ufffdrophone"]


@pytest.mark.parametrize("in_use", [None, "0"])
def test_a_list_shows_names_short_and_in_one_direction(qtbot: QtBot, in_use: str | None) -> None:
    shown = DeviceComboBox()
    qtbot.addWidget(shown)
    options = tuple((str(at), name) for at, name in enumerate((LONG, REVERSED, TABBED)))
    shown.show_offer(Offer(Device.MICROPHONE, options, in_use), EN)
    texts = [shown.itemText(at) for at in range(shown.count())]
    assert texts[1:] == SHOWN
    assert texts[0] == ("The computer's choice" if in_use is None else f"{SHOWN[0]} (the computer's choice)")
    assert [shown.itemData(at) for at in range(1, shown.count())] == ["0", "1", "2"]


def test_two_of_one_name_are_told_apart(qtbot: QtBot) -> None:
    shown = DeviceComboBox()
    qtbot.addWidget(shown)
    options = (("a", "Jabra"), ("b", "Built-in"), ("c", "Jabra"))
    shown.show_offer(Offer(Device.MICROPHONE, options, "c"), EN)
    texts = [shown.itemText(at) for at in range(shown.count())]
    assert texts == ["Jabra (2) (the computer's choice)", "Jabra (1)", "Built-in", "Jabra (2)"]


@pytest.mark.parametrize(("name", "short"), [*zip((LONG, REVERSED, TABBED), SHOWN, strict=True)])
def test_a_row_shows_a_name_short_and_in_one_direction(name: str, short: str) -> None:
    state = apply(
        initial_state(AT_ONCE, Policy(), None, "en"),
        Event("headset", Started(("headset",))),
        1.0,
    )
    ok = replace(headset.CHECK.not_assessed(), outcome=Outcome.PASS, subject=name)
    state = apply(state, Event("headset", Judged(ok, None, settled=True)), 1.0)
    assert texts_of(state, row_of(state, "headset"), EN)[1] == short
