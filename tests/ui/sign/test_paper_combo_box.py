"""The paper that is chosen for the sign."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from readiness.door_sign import PaperSize
from readiness.i18n import Words
from readiness.ui.sign.paper_combo_box import PaperComboBox


@pytest.mark.parametrize("size", PaperSize)
@pytest.mark.parametrize("landscape", [False, True])
def test_every_paper_can_be_chosen(size: PaperSize, *, landscape: bool, qtbot: QtBot) -> None:
    papers = PaperComboBox(Words("en"))
    qtbot.addWidget(papers)
    papers.choose(size, landscape=landscape)
    assert papers.chosen == (size, landscape)
    assert papers.currentText() == f"{size.name}, {'landscape' if landscape else 'portrait'}"
