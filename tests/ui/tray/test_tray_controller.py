"""The icon, the reminder and the closed window, with real widgets; a desktop without a tray is what tests run on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QUrl
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from quiet_window import QuietWindow

from readiness.tray_policy import TrayPolicy
from readiness.ui.session.preferences_store import PreferencesStore
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.tray.reminder_dialog import ReminderDialog
from readiness.ui.tray.reminder_notice import ReminderNotice
from readiness.ui.tray.tray_controller import TrayController

NOW = datetime(2026, 11, 23, 9, 30).astimezone()
W = TypeVar("W", bound=QWidget)


@dataclass
class Closed:
    """A window that may be closed into a tray; `clock` is the time."""

    qtbot: QtBot
    policy: TrayPolicy = field(default_factory=TrayPolicy)
    has_tray: bool = True
    clock: datetime = NOW
    desk: QuietWindow = field(init=False)
    preferences: PreferencesStore = field(default_factory=PreferencesStore)
    controller: TrayController = field(init=False)

    def __post_init__(self) -> None:
        self.desk = QuietWindow(self.qtbot)
        window = self.desk.window
        self.controller = TrayController(
            window,
            preferences=self.preferences,
            policy=self.policy,
            now=lambda: self.clock,
            banner=lambda: banner_of(window.store.state),
            tests_count=window.store.tests_count,
            meeting_is_over=window.store.meeting_is_over,
            words=lambda: window.words,
            has_tray=lambda: self.has_tray,
        )
        self.controller.open_requested.connect(window.come_to_front)

    def entries(self) -> dict[str, QAction]:
        menu = QMenu(self.desk.window)
        self.controller.fill(menu)
        return {action.text().replace("&", ""): action for action in menu.actions()}

    def devices_free(self) -> bool:
        return self.desk.window.store.state.hidden

    def reminds(self) -> bool:
        return bool(shown(ReminderNotice))

    def has_icon(self) -> bool:
        return self.controller.tray is not None

    def close_by_hand(self) -> None:
        """As a click on the window's cross: Qt marks such an event as coming from outside."""
        assert self.controller.close_requested(from_outside=True) is True


def shown(kind: type[W]) -> list[W]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]


@pytest.fixture
def closed(qtbot: QtBot) -> Iterator[Closed]:
    yield Closed(qtbot)
    QApplication.processEvents()  # what a program in the tray has ordered for its end
    QApplication.setQuitOnLastWindowClosed(True)


ICON, START, REMIND = "Ikon som visar redo eller inte", "Starta med datorn", "Påminn mig …"


def test_tray_is_off_by_default(closed: Closed) -> None:
    entries = closed.entries()
    assert list(entries) == [ICON, START, REMIND]
    assert not any(action.isChecked() for action in entries.values())
    assert not closed.has_icon()
    assert QApplication.quitOnLastWindowClosed()


def test_a_desktop_without_a_tray_has_no_such_entry(qtbot: QtBot) -> None:
    assert list(Closed(qtbot, has_tray=False).entries()) == [START, REMIND]


def test_the_policy_takes_entries_away(qtbot: QtBot) -> None:
    assert list(Closed(qtbot, policy=TrayPolicy(allowed=("reminder",))).entries()) == [REMIND]


@pytest.mark.linux
def test_starting_with_the_system_is_a_click(closed: Closed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    closed.entries()[START].trigger()
    assert closed.entries()[START].isChecked()
    closed.entries()[START].trigger()
    assert not closed.entries()[START].isChecked()
    (tmp_path / "autostart").rmdir()
    (tmp_path / "autostart").write_text("a file in the folder's place")
    notices: list[str] = []
    closed.controller.notice_raised.connect(notices.append)
    closed.entries()[START].trigger()
    assert len(notices) == 1


def test_closing_the_window_keeps_the_icon_and_releases_the_devices(closed: Closed) -> None:
    window = closed.desk.window
    closed.desk.all_well()
    closed.entries()[ICON].trigger()
    assert closed.preferences.current.tray
    tray = closed.controller.tray
    assert tray
    assert tray.icon.toolTip().startswith("Readiness: Inte redo\n")
    closed.close_by_hand()
    assert window.isHidden()
    assert closed.devices_free()
    assert not QApplication.quitOnLastWindowClosed()
    tray.open_action.trigger()
    assert window.isVisible()
    assert not closed.devices_free()
    closed.entries()[ICON].trigger()
    assert not closed.has_icon()
    assert QApplication.quitOnLastWindowClosed()


def test_a_mac_that_starts_the_running_program_again_shows_its_window(closed: Closed) -> None:
    """Qt's signals there: one change when the person comes to the program, one more when they start it again."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    closed.entries()[ICON].trigger()
    closed.close_by_hand()
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert closed.desk.window.isHidden()
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert closed.desk.window.isVisible()


def test_so_it_does_the_first_time_after_the_window_was_closed(closed: Closed) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    assert application.applicationState() is Qt.ApplicationState.ApplicationActive
    closed.entries()[ICON].trigger()
    closed.close_by_hand()
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert closed.desk.window.isVisible()


def test_window_is_hidden_before_a_window_manager_can_minimise_it(closed: Closed) -> None:
    seen_minimised: list[bool] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
            if watched is closed.desk.window and event.type() is QEvent.Type.WindowStateChange:
                seen_minimised.append(closed.desk.window.isVisible())
            return False

    watch = Watch()
    closed.desk.window.installEventFilter(watch)
    closed.entries()[ICON].trigger()
    closed.close_by_hand()
    assert seen_minimised == [False]
    assert closed.devices_free()
    closed.controller.open_requested.emit()
    assert closed.desk.window.isVisible()
    assert not closed.desk.window.isMinimized()
    assert not closed.devices_free()


def test_window_closes_normally_without_a_tray(closed: Closed) -> None:
    closed.entries()[ICON].trigger()
    closed.has_tray = False
    assert closed.controller.close_requested(from_outside=True) is False
    assert QApplication.quitOnLastWindowClosed()


def test_the_session_ends_a_program_in_the_tray(closed: Closed) -> None:
    closed.entries()[ICON].trigger()
    closed.desk.window.close()
    assert not closed.has_icon()


def test_typed_time_is_stored_and_reminds_once(closed: Closed) -> None:
    closed.entries()[REMIND].trigger()
    dialog = closed.controller.dialog
    assert dialog
    QTest.keyClicks(dialog.time, "10")
    assert not dialog.set_button.isEnabled()
    QTest.keyClicks(dialog.time, ":45")
    QTest.keyClick(dialog.time, Qt.Key.Key_Return)
    assert closed.preferences.current.reminder == NOW.replace(hour=10, minute=45).isoformat()
    closed.clock = NOW.replace(hour=10, minute=39)
    closed.controller.update_status()
    assert not closed.reminds()
    closed.clock = NOW.replace(hour=10, minute=40)
    closed.controller.update_status()
    notice = closed.controller.notice
    assert notice
    assert notice.text.text() == "Mötet börjar 10:45."
    assert closed.preferences.current.reminder == ""
    closed.desk.window.showMinimized()
    assert closed.devices_free()
    notice.test.click()
    assert not closed.devices_free()
    assert not closed.reminds()


def test_a_second_reminder_takes_the_place_of_one_that_still_stands(closed: Closed) -> None:
    for hours in (1, 2):
        at = NOW + timedelta(hours=hours)
        closed.preferences.keep(reminder=at.isoformat())
        closed.clock = at - timedelta(minutes=5)
        closed.controller.update_status()
        assert [notice.text.text() for notice in shown(ReminderNotice)] == [f"Mötet börjar {at:%H:%M}."]


def test_the_time_is_asked_for_in_one_dialog(closed: Closed) -> None:
    closed.controller.ask_time()
    closed.controller.ask_time()
    assert shown(ReminderDialog) == [closed.controller.dialog]


@pytest.mark.parametrize("minimised", ["window", "dialog"])
def test_the_time_is_asked_for_where_it_is_seen(closed: Closed, minimised: str) -> None:
    """A dialog is minimised with its window, and only activated it would stay so."""
    window = closed.desk.window
    closed.controller.ask_time()
    before = closed.controller.dialog
    assert before
    (window if minimised == "window" else before).showMinimized()
    closed.controller.ask_time()
    asked = closed.controller.dialog
    assert asked
    closed.qtbot.addWidget(asked)
    assert asked is not before
    assert shown(ReminderDialog) == [asked]
    assert not asked.isMinimized()
    assert (asked.parentWidget() is None) == window.isMinimized(), "what belongs to it is minimised with it"


def test_only_the_time_of_a_dropped_calendar_file_is_stored(closed: Closed, tmp_path: Path) -> None:
    at = (NOW + timedelta(hours=2)).astimezone()
    file = tmp_path / "Anna Andersson.ics"
    file.write_text(f"BEGIN:VEVENT\nSUMMARY:Anna\nDTSTART:{at:%Y%m%dT%H%M%S}\nEND:VEVENT\n")
    closed.controller.ask_time()
    dialog = closed.controller.dialog
    assert dialog
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(file))])
    dialog.take(dropped)
    assert dialog.time.text() == f"{at:%H:%M}"
    dialog.before.setCurrentIndex(1)
    dialog.set_button.click()
    stored = closed.preferences.current
    assert (stored.reminder, stored.remind_before_min) == (at.isoformat(), 10)
    assert "Anna" not in repr(stored)
    closed.controller.ask_time()
    assert closed.controller.dialog
    closed.controller.dialog.remove_button.click()
    assert closed.preferences.current.reminder == ""


@pytest.mark.parametrize(
    ("text", "time", "usable"), [("https://video.example.se/10.45", "10:45", True), ("https://a.se/", "", False)]
)
def test_time_of_a_dropped_link_is_read(closed: Closed, text: str, time: str, usable: bool) -> None:  # noqa: FBT001
    closed.controller.ask_time()
    dialog = closed.controller.dialog
    assert dialog
    dropped = QMimeData()
    dropped.setText(text)
    dialog.take(dropped)
    assert (dialog.time.text(), dialog.set_button.isEnabled()) == (time, usable)
    assert dialog.says.text()


def test_a_reminder_of_a_meeting_that_has_begun_is_forgotten(closed: Closed) -> None:
    closed.preferences.keep(reminder=(NOW - timedelta(minutes=1)).isoformat())
    closed.controller.update_status()
    assert closed.controller.notice is None
    assert closed.preferences.current.reminder == ""
