"""What runs while the window is closed: the icon in the tray, starting with the system, and the reminder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QSystemTrayIcon, QWidget

from readiness.host.system import autostart
from readiness.i18n import N_, Words
from readiness.tray_policy import TrayPolicy
from readiness.ui.session.preferences_store import PreferencesStore
from readiness.ui.state.banner import Banner
from readiness.ui.tray.reminder_time import is_due, stored_time
from readiness.ui.tray.tray_icon import TrayIcon
from readiness.ui.tray.tray_status import tray_status

if TYPE_CHECKING:
    from readiness.ui.tray.reminder_dialog import ReminderDialog
    from readiness.ui.tray.reminder_notice import ReminderNotice

UPDATE_EVERY_MS = 1000

NOT_STARTED = N_("The computer does not let this program start by itself. Ask IT support.")


class TrayController(QObject):
    """Belongs to the window. While the icon is shown, closing the window leaves the program in the tray.

    Args:
        window: the main window.
        preferences: what the person has turned on.
        policy: what they may turn on.
        now: the computer's clock.
        banner: returns the window's banner.
        tests_count: whether the window's tests have not expired.
        meeting_is_over: whether a meeting was opened so long ago that it is over.
        words: returns the current language.
        has_tray: whether the desktop has a tray.

    `open_requested`: the window is to be shown. `notice_raised` carries a message id for it to show.
    """

    open_requested = Signal()
    notice_raised = Signal(str)

    def __init__(  # noqa: PLR0913  (each by name)
        self,
        window: QMainWindow,
        *,
        preferences: PreferencesStore,
        policy: TrayPolicy,
        now: Callable[[], datetime],
        banner: Callable[[], Banner],
        tests_count: Callable[[], bool],
        meeting_is_over: Callable[[], bool],
        words: Callable[[], Words],
        has_tray: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
    ) -> None:
        super().__init__(window)
        self._window, self._preferences, self._policy = window, preferences, policy
        self._now, self._banner, self._words, self._has_tray = now, banner, words, has_tray
        self._tests_count, self._meeting_is_over = tests_count, meeting_is_over
        self._last_open_at: datetime | None = None
        self.tray: TrayIcon | None = None
        self.dialog: ReminderDialog | None = None
        self.notice: ReminderNotice | None = None
        self._timer = QTimer(self, interval=UPDATE_EVERY_MS)
        self._timer.timeout.connect(self.update_status)
        window.installEventFilter(self)
        self._was_active = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self._was_active = application.applicationState() is Qt.ApplicationState.ApplicationActive
            application.applicationStateChanged.connect(self._open_if_started_again)
        self._follow()

    @property
    def in_tray(self) -> bool:
        """Whether the program can be reached by the icon."""
        return self.tray is not None and self._has_tray()

    def _open_if_started_again(self, state: Qt.ApplicationState) -> None:
        """Show the window when a Mac's Finder or Dock starts the running program: no second one starts there.

        Qt then says that the program is active even if it was (qcocoaapplicationdelegate.mm,
        `applicationShouldHandleReopen`). Other systems say so of changes only.
        """
        is_active = state is Qt.ApplicationState.ApplicationActive
        if is_active and self._was_active and self.tray and not self._window.isVisible():
            self.open_requested.emit()
        self._was_active = is_active

    def fill(self, menu: QMenu) -> None:
        """Fill the menu with what may be turned on here."""
        menu.clear()
        words, allowed = self._words(), self._policy.allowed
        if "icon" in allowed and (self.tray or self._has_tray()):
            self._add(menu, words(N_("&Icon that says ready or not")), self.tray is not None, self._set_tray)
        if "start" in allowed:
            self._add(menu, words(N_("&Start with the computer")), autostart.is_on(), self._set_autostart)
        if "reminder" in allowed:
            menu.addAction(words(N_("&Remind me …")), self.ask_time)

    def _add(self, menu: QMenu, text: str, on: bool, set_it: Callable[[bool], None]) -> None:  # noqa: FBT001  (as Qt's)
        action = QAction(text, menu, checkable=True, checked=on)
        action.triggered.connect(set_it)
        menu.addAction(action)

    def _set_tray(self, on: bool) -> None:  # noqa: FBT001  (Qt's own)
        self._preferences.keep(tray=on)
        self._follow()

    def _set_autostart(self, on: bool) -> None:  # noqa: FBT001  (Qt's own)
        try:
            (autostart.turn_on if on else autostart.turn_off)()
        except OSError:
            self.notice_raised.emit(NOT_STARTED)

    def _follow(self) -> None:
        """Show what is turned on, and run the timer only while it is needed."""
        stored = self._preferences.current
        wants_tray = stored.tray and "icon" in self._policy.allowed
        if wants_tray and self.tray is None:
            self.tray = TrayIcon(self)
            self.tray.open_requested.connect(self.open_requested)
            self.tray.reminder_requested.connect(self.ask_time)
            self.tray.quit_requested.connect(self._window.close)
        elif self.tray and not wants_tray:
            self.tray.remove()
            self.tray = None
        QApplication.setQuitOnLastWindowClosed(self.tray is None)
        if self.tray or (stored.reminder and "reminder" in self._policy.allowed):
            self._timer.start()
        else:
            self._timer.stop()
        self.update_status()

    def update_status(self) -> None:
        """Bring the icon up to date, and remind when it is time."""
        now = self._now()
        if self._window.isVisible() and not self._window.isMinimized():
            self._last_open_at = now
        if self.tray:
            status = tray_status(
                self._banner(),
                self._last_open_at,
                tests_count=self._tests_count(),
                meeting_is_over=self._meeting_is_over(),
            )
            self.tray.show_status(status, self._words(), remind="reminder" in self._policy.allowed)
        stored = self._preferences.current
        at = stored_time(stored.reminder)
        if at and "reminder" in self._policy.allowed and is_due(at, stored.remind_before_min, now):
            self._remind(at)
        elif stored.reminder and (at is None or at <= now):
            self._set_reminder("", stored.remind_before_min)

    def _remind(self, at: datetime) -> None:
        from readiness.ui.tray.reminder_notice import ReminderNotice

        self._set_reminder("", self._preferences.current.remind_before_min)
        if self.notice is None:
            self.notice = ReminderNotice()
            self.notice.test_requested.connect(self.open_requested)
        self.notice.show_in_corner(at, self._words())

    def _set_reminder(self, at: str, before_min: int) -> None:
        self._preferences.keep(reminder=at, remind_before_min=before_min)
        self._follow()

    def ask_time(self) -> None:
        """Let the person choose a time."""
        from readiness.ui.tray.reminder_dialog import ReminderDialog

        parent = self._window if _is_seen(self._window) else None  # what belongs to a minimised window is so too
        if self.dialog and _is_seen(self.dialog) and self.dialog.parentWidget() in (parent, None):
            self.dialog.activateWindow()
            return
        if self.dialog:
            self.dialog.close()
            self.dialog.deleteLater()
        stored = self._preferences.current
        at = stored_time(stored.reminder)
        self.dialog = ReminderDialog(self._words(), self._now, at, stored.remind_before_min, parent)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.dialog.chosen.connect(lambda chosen, before_min: self._set_reminder(chosen.isoformat(), before_min))
        self.dialog.removed.connect(lambda: self._set_reminder("", stored.remind_before_min))
        self.dialog.show()
        self.dialog.activateWindow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
        """Handle closing the window; the event says whether the person or the program closes it."""
        if watched is not self._window or event.type() is not QEvent.Type.Close:
            return False
        stays = self.close_requested(from_outside=event.spontaneous())
        if stays:
            event.ignore()
        return stays

    def close_requested(self, *, from_outside: bool) -> bool:
        """Stay in the tray if the person closes the window, else end the program; return whether it stays."""
        if self.tray is None:
            return False
        if from_outside and self.in_tray:
            self.hide_window()
            return True
        self.tray.remove()
        self.tray = None
        self._timer.stop()
        QApplication.setQuitOnLastWindowClosed(True)
        QTimer.singleShot(0, QApplication.quit)
        return False

    def hide_window(self) -> None:
        """Release the devices, as when the window is minimised, and hide it.

        It is hidden first: what an X11 window manager has minimised sometimes comes back minimised.
        """
        in_tray = self.in_tray
        if in_tray:
            self._window.hide()
        self._window.setWindowState(self._window.windowState() | Qt.WindowState.WindowMinimized)
        if not in_tray:
            self._window.show()


def _is_seen(window: QWidget) -> bool:
    return window.isVisible() and not window.isMinimized()
