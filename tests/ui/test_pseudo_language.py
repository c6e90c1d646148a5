"""A pseudo-language with longer words and accents shows untranslated text, and layouts that a future language would
break."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from quiet_window import QuietWindow

from readiness.door_sign import Sign
from readiness.i18n import Words
from readiness.ui.sign.print_dialog import PrintDialog
from readiness.ui.state.events import RowToggled
from readiness.ui.state.step import Step
from readiness.ui.window.step_bar import StepButton

pytestmark = pytest.mark.slow

ACCENTS = str.maketrans("aeiouyAEIOUYcnsz", "àéîõüýÀÉÎÕÜÝçñšž")
LONGER = 0.35
"""Swedish and German grow by about so much from English; short words by more."""

PLAIN = re.compile(r"[A-Za-z]{4,}")


class PseudoWords(Words):
    """English with accents, a third longer, in marks that show where it begins and ends."""

    def __init__(self, language: str) -> None:
        super().__init__("en")
        self.language = language

    def __call__(self, message: str, facts: Mapping[str, object] | None = None) -> str:
        text = super().__call__(message, facts)
        return f"{text.translate(ACCENTS)}{' õ' * round(len(text) * LONGER / 2)}" if text else ""


@pytest.fixture(params=[(1200, 696), (1008, 660), (640, 400)], ids=["common", "small", "least"])
def desk(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[QuietWindow]:
    made = QuietWindow(qtbot, "en", request.param, PseudoWords)
    made.all_well()
    yield made
    made.window.close()


def shown(window: QWidget) -> Iterator[QLabel | QAbstractButton]:
    for each in window.findChildren(QWidget):
        if isinstance(each, QLabel | QAbstractButton) and each.isVisible() and each.text().strip():
            yield each


def is_cut(each: QLabel | QAbstractButton) -> bool:
    """Whether its words need more room than it has."""
    if isinstance(each, StepButton):
        return False  # it leaves its words out where there is no room for them
    if isinstance(each, QLabel):
        if each.wordWrap():
            return each.heightForWidth(each.width()) > each.height() + 1
        return each.fontMetrics().horizontalAdvance(each.text()) > each.width() + 1
    widest = max(each.fontMetrics().horizontalAdvance(line) for line in each.text().splitlines())
    return widest > each.width()


@pytest.mark.parametrize("step", list(Step))
def test_every_page_has_room_for_longer_words(desk: QuietWindow, step: Step) -> None:
    desk.window.store.dispatch(RowToggled("headset"))
    desk.window.store.go(step)
    QApplication.processEvents()
    desk.window.show_now()
    QApplication.processEvents()
    banner = desk.window.banner
    least = desk.window.width() < 800  # there the banner's sentence may lose its end: its row or question says it whole
    cut = [each for each in shown(desk.window) if is_cut(each)]
    assert not [each.text() for each in cut if not (least and banner.isAncestorOf(each))]


def untranslated(window: QWidget, known: str) -> list[str]:
    """Texts in plain letters that are neither from the guideline nor a device's name."""
    texts = (each.text() for each in shown(window))
    return [text for text in texts if PLAIN.search(text) and text.translate(ACCENTS) != text and text not in known]


@pytest.mark.parametrize("step", list(Step))
def test_nothing_but_names_and_the_guideline_stays_as_it_is(desk: QuietWindow, step: Step) -> None:
    desk.window.store.go(step)
    QApplication.processEvents()
    guideline = desk.window.store.state.guideline
    assert guideline
    items = " ".join(
        f"{each.text} {each.yes} {each.no} {each.remedy}" for each in (i.words("en") for i in guideline.items)
    )
    sentences = " ".join(each.text for each in guideline.sentences)
    plain = [
        text
        for text in untranslated(desk.window, items + sentences)
        if not any(name in text for name in ("Jabra", "Front", "RHS9919", "VGRIT", "F1", "F5", "F10"))
    ]
    assert not plain


def test_the_print_dialog_has_room(qtbot: QtBot) -> None:
    dialog: QDialog = PrintDialog(Sign(), PseudoWords("en"), None, ["Korridor"], "")
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    assert not [each.text() for each in shown(dialog) if is_cut(each)]
