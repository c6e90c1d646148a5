"""The banner in small windows: nothing of what it says is cut off, whichever finding it is about."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from readiness.checks.mends import MEND_TEXTS
from readiness.checks.registry import EVERY
from readiness.i18n import Words
from readiness.ui.state.banner import NOT_READY, REMARKS, WORKS, Action, Banner
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.theme import theme
from readiness.ui.window.banner_view import BannerView

LAPTOP_AT_200_PERCENT, LEAST, NARROW, ORDINARY = (667, 344), (640, 400), (800, 700), (1240, 700)

FINDINGS = tuple(
    Banner(verdict=None, tone=Tone.PROBLEM, title=NOT_READY, about=check.title, headline=rule.headline,
           advice=rule.remedy, action=Action.OPEN_PLACE)
    for check in EVERY
    for rule in check.rules
    if rule.remedy
)  # fmt: skip
TWO_DIGITS = {"remarks": 10, "against": 10, "count": 10}
BUTTONS = (*(each.button for each in MEND_TEXTS.values()), *(each.value for each in Action if each is not Action.NONE))


@pytest.fixture
def banner(qtbot: QtBot) -> BannerView:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply_theme(application)
    made = BannerView()
    qtbot.addWidget(made)
    made.show()
    return made


def shown(banner: BannerView, content: Banner, language: str, window: tuple[int, int]) -> None:
    banner.show_banner(content, Words(language))
    banner.fit_window(window[1])
    banner.resize(window[0], banner.height())
    QApplication.sendPostedEvents()  # the columns inside are laid out


def is_whole(label: QLabel) -> bool:
    if label.wordWrap():
        return label.heightForWidth(label.width()) <= label.height()
    return label.sizeHint().width() <= label.width()


@pytest.mark.parametrize("window", [LAPTOP_AT_200_PERCENT, LEAST, ORDINARY], ids=str)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_finding_is_whole(banner: BannerView, language: str, window: tuple[int, int]) -> None:
    cut = []
    for content in FINDINGS:
        shown(banner, content, language, window)
        if not (is_whole(banner.headline) and is_whole(banner.advice)):
            cut.append(banner.headline.text())
    assert cut == []


@pytest.mark.parametrize("window", [LAPTOP_AT_200_PERCENT, LEAST, ORDINARY], ids=str)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_button_is_whole(banner: BannerView, language: str, window: tuple[int, int]) -> None:
    cut = []
    for text in BUTTONS:
        content = Banner(verdict=None, tone=Tone.PROBLEM, title=NOT_READY, action=Action.MEND, button=text)
        shown(banner, content, language, window)
        needed, room = banner.button.sizeHint(), banner.button.size()
        if needed.width() > room.width() or needed.height() > room.height():
            cut.append((banner.button.text(), needed, room))
    assert cut == []
    assert banner.button.accessibleName() == Words(language)(BUTTONS[-1])


@pytest.mark.parametrize("window", [NARROW, ORDINARY], ids=str)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_count_is_whole(banner: BannerView, language: str, window: tuple[int, int]) -> None:
    """Lower windows have no room for it."""
    counts = ("Remarks: {remarks} · Questions left: {count}", "To see to: {against}. Questions left: {count}")
    for count in counts:
        for title in (WORKS, NOT_READY, REMARKS):
            content = Banner(verdict=None, tone=Tone.GOOD, title=title, count=count, counted=TWO_DIGITS)
            shown(banner, content, language, window)
            assert is_whole(banner.count), banner.count.text()
            assert is_whole(banner.title), banner.title.text()
            assert banner.rect().contains(QRect(banner.count.mapTo(banner, QPoint()), banner.count.size()))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_nothing_moves_when_another_banner_comes_whatever_the_width(banner: BannerView, language: str) -> None:
    moved = []
    for width_px in range(LEAST[0], ORDINARY[0], 10):
        shown(banner, FINDINGS[0], language, (width_px, ORDINARY[1]))
        before = banner.headline.x(), banner.headline.width(), banner.title.font().pointSizeF()
        shown(banner, FINDINGS[0], language, (width_px, ORDINARY[1]))
        if (banner.headline.x(), banner.headline.width(), banner.title.font().pointSizeF()) != before:
            moved.append(width_px)
    assert moved == []
