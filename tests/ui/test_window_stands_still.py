"""The layout is stable: no finding moves anything, and everything fits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot
from quiet_window import QuietWindow

from readiness.checks import headset
from readiness.checks.registry import AT_ONCE
from readiness.model import Outcome
from readiness.ui.state.events import NoticeShown, RowToggled
from readiness.ui.state.state import row_of
from readiness.ui.state.step import Step
from readiness.ui.theme.theme import GRID, MARGIN_PX
from readiness.ui.widgets.split_view import SplitView

pytestmark = pytest.mark.slow


def places(desk: QuietWindow) -> dict[str, QRect]:
    window = desk.window
    banner = window.banner
    found = {name: row.header for name, row in window.equipment.rows.items()}
    parts = {
        "title": banner.title,
        "headline": banner.headline,
        "button": banner.button,
        "picture": window.equipment.picture,
        "meter": window.equipment.meter,
        "devices": window.equipment.devices,
        **found,
    }
    stand: dict[str, QRect] = {}
    for name, part in parts.items():
        corner = part.mapTo(window, part.rect().topLeft())
        stand[name] = QRect(corner, part.size())
    for name in ("title", "headline"):  # only the columns count: a text may take more lines
        stand[name].setHeight(0)
        stand[name].moveTop(0)
    return stand


@pytest.mark.parametrize("size", [(1366, 700), (1120, 744), (1024, 660)])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_findings_do_not_move_one_another(size: tuple[int, int], language: str, qtbot: QtBot) -> None:
    desk = QuietWindow(qtbot, language, size)
    stood = places(desk)
    desk.all_well()
    desk.hold()
    assert places(desk) == stood
    for check in AT_ONCE.checks:
        for outcome in (Outcome.FAIL, Outcome.WARN):
            longest = max(
                (rule for rule in check.rules if rule.outcome is outcome),
                key=lambda rule: len(rule.headline),
                default=None,
            )
            if longest:
                desk.find(check, longest.what)
                desk.hold()
                assert row_of(desk.window.store.state, check.id).own_finding.code == f"{check.id}.{longest.what}"
                assert places(desk) == stood, longest.what
    desk.window.close()


@pytest.mark.parametrize("size", [(1366, 700), (1120, 744)])
def test_a_notice_moves_no_column(size: tuple[int, int], qtbot: QtBot) -> None:
    desk = QuietWindow(qtbot, "sv", size)
    desk.all_well()
    stood = columns(desk)
    desk.window.store.dispatch(NoticeShown("The change is undone."))
    QApplication.processEvents()
    assert columns(desk) == stood
    desk.window.store.dispatch(NoticeShown(""))
    QApplication.processEvents()
    assert columns(desk) == stood
    desk.window.close()


def columns(desk: QuietWindow) -> dict[str, tuple[int, int]]:
    return {name: (place.left(), place.width()) for name, place in places(desk).items()}


@pytest.mark.parametrize("size", [(1366, 668), (1024, 668), (640, 400), (496, 220)])
@pytest.mark.parametrize("step", list(Step))
def test_at_most_one_scroll_bar_where_it_is_narrow_and_nothing_is_cut_off(
    size: tuple[int, int], step: Step, qtbot: QtBot
) -> None:
    desk = QuietWindow(qtbot, "sv", size)
    desk.all_well()
    desk.window.store.go(step)
    QApplication.processEvents()
    assert (desk.window.width(), desk.window.height()) == size
    bars = [
        area
        for area in desk.window.findChildren(QScrollArea)
        if area.isVisible() and area.verticalScrollBar().isVisible()
    ]
    if size[0] < 800:
        assert len(bars) <= 1
    for button in desk.window.findChildren(QPushButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.minimumSizeHint().width() or button is desk.window.banner.button
            assert button.height() >= 24
    for each in (desk.window.banner, desk.window.steps, desk.window.pages):
        assert desk.window.rect().contains(QRect(each.mapTo(desk.window, QPoint()), each.size()))
    assert desk.window.pages.height() >= 9 * GRID, "a question and its answers"
    desk.window.close()


@pytest.mark.parametrize("size", [(1240, 696), (1024, 668)])
def test_an_opened_row_is_scrolled_in_its_list_alone(size: tuple[int, int], qtbot: QtBot) -> None:
    desk = QuietWindow(qtbot, "sv", size)
    desk.all_well()
    desk.find(headset.CHECK, "built_in")
    desk.window.store.dispatch(RowToggled(headset.CHECK.id))
    QApplication.processEvents()
    bars = [
        area
        for area in desk.window.equipment.findChildren(QScrollArea)
        if area.isVisible() and area.verticalScrollBar().maximum() > 0
    ]
    assert len(bars) == 1
    desk.window.close()


@pytest.mark.parametrize("size", [(796, 696), (640, 400)])
def test_stacked_parts_begin_at_the_page_s_margin(size: tuple[int, int], qtbot: QtBot) -> None:
    desk = QuietWindow(qtbot, "sv", size)
    desk.all_well()
    QApplication.processEvents()
    icon = desk.window.equipment.rows["camera"].header.icon_view
    assert icon.mapTo(desk.window, icon.rect().topLeft()).x() == MARGIN_PX
    desk.window.store.go(Step.ROOM)
    QApplication.processEvents()
    sign = desk.window.room.sign
    assert sign.mapTo(desk.window, sign.rect().topLeft()).x() == MARGIN_PX
    desk.window.close()


def test_a_page_is_no_wider_than_can_be_read_on_a_large_screen(qtbot: QtBot) -> None:
    desk = QuietWindow(qtbot, "sv", (1900, 1000))
    desk.window.store.go(Step.ROOM)
    QApplication.processEvents()
    checklist = desk.window.room.checklist
    assert checklist
    assert checklist.width() <= 180 * 8
    desk.window.close()


def test_no_label_is_written_over_another(qtbot: QtBot) -> None:
    desk = QuietWindow(qtbot, "sv")
    desk.all_well()
    for row in desk.window.equipment.rows.values():
        labels = [each for each in row.header.findChildren(QLabel) if each.text()]
        boxes = [each.geometry() for each in labels]
        assert not any(one.intersects(other) for at, one in enumerate(boxes) for other in boxes[at + 1 :])
    desk.window.close()


@pytest.mark.parametrize("size", [(640, 400), (683, 728), (1366, 728)])
def test_what_one_key_vouches_for_begins_in_view(size: tuple[int, int], qtbot: QtBot) -> None:
    quiet = QuietWindow(qtbot, size=size)
    quiet.all_well()
    quiet.as_earlier_today()
    quiet.window.show_now()
    QApplication.processEvents()
    said = quiet.window.equipment.assurances.list
    assert said.isVisible()
    assert said.visibleRegion().boundingRect().top() <= 0 < said.visibleRegion().boundingRect().height()


@pytest.mark.parametrize("width_px", [1000, 1077, 1240])
def test_picture_gives_way_to_the_meter_and_the_page_does_not_scroll(width_px: int, qtbot: QtBot) -> None:
    shown = QuietWindow(qtbot)
    page = shown.window.equipment
    split = page.findChild(SplitView)
    assert split
    for height_px in range(520, 620, 5):
        shown.window.resize(width_px, height_px)
        QApplication.processEvents()
        assert not split.verticalScrollBar().isVisible()
        assert page.rect().contains(page.meter.mapTo(page, page.meter.rect().bottomRight()))


def test_picture_leaves_room_in_a_small_window(qtbot: QtBot) -> None:
    shown = QuietWindow(qtbot, size=(683, 384))
    picture = shown.window.equipment.picture
    assert picture.minimumHeight() < picture.height() <= 0.6 * 384


@pytest.mark.parametrize("size", [(1240, 696), (1024, 660), (640, 400)])
def test_everything_stands_where_it_was_first_painted(size: tuple[int, int], qtbot: QtBot) -> None:
    shown = QuietWindow(qtbot, size=size)
    stood = places(shown)
    for _ in range(3):
        QApplication.processEvents()
    shown.window.show_now()
    QApplication.processEvents()
    assert places(shown) == stood
