"""The main window: shows the state, and passes on what the person does."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut

from readiness.i18n import N_
from readiness.model import Finding
from readiness.station import Station
from readiness.tray_policy import TrayPolicy
from readiness.ui.equipment.equipment_page import EquipmentPage
from readiness.ui.equipment.row_action import RowAction
from readiness.ui.session.state_store import StateStore
from readiness.ui.session.window_config import WindowConfig
from readiness.ui.sign.sign_action import SignAction
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.events import LanguageChanged, NoticeShown, WindowHidden
from readiness.ui.state.state import row_of
from readiness.ui.state.step import Step
from readiness.ui.state.support_summary import for_support
from readiness.ui.state.visible_change import appearance
from readiness.ui.theme.theme import Theme
from readiness.ui.window import window_geometry
from readiness.ui.window.banner_actions import act
from readiness.ui.window.base_window import BaseWindow
from readiness.ui.window.footer import out_of_force
from readiness.ui.window.pages import Pages
from readiness.ui.window.qt_translation import QtTranslation

if TYPE_CHECKING:  # imported when first used, since the first paint needs none of them
    from readiness.ui.help.reading_pages import ReadingPages
    from readiness.ui.room.room_page import RoomPage
    from readiness.ui.sign.sign_controller import SignController
    from readiness.ui.start.start_page import StartPage
    from readiness.ui.tray.tray_controller import TrayController

SOON_MS = 250
"""Interval in milliseconds for showing quickly changing values."""


class MainWindow(BaseWindow):
    """The main window. Everything shown is derived from the state in `store`."""

    def __init__(self, config: WindowConfig) -> None:
        super().__init__(config.guideline)
        self._config, self.preferences = config, config.preferences
        self.words = config.words(config.language)
        self.store = StateStore(config)
        self._qt_translation = QtTranslation(self)
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._shown: object = None
        self.pages = Pages(self.store.state, config)
        self.insert_pages(self.pages)
        self._connect_store()
        self._connect_pages()
        self._connect_menu()
        self._connect_keys()
        window_geometry.restore_geometry(self, config.preferences.current.window)
        self.show_now()

    @property
    def equipment(self) -> EquipmentPage:
        """Step 1."""
        return self.pages.equipment

    @property
    def room(self) -> RoomPage:
        """Step 2."""
        return self.pages.room

    @property
    def start(self) -> StartPage:
        """Step 3."""
        return self.pages.start

    @cached_property
    def sign_controller(self) -> SignController:
        """Actions with the sign."""
        from readiness.ui.sign.sign_controller import SignController

        controller = SignController(self, self.room.sign)
        controller.notice_raised.connect(self.store.dispatch)
        return controller

    @cached_property
    def reading(self) -> ReadingPages:
        """The reading pages: help, shortcuts, problems, about."""
        from readiness.ui.help.reading_pages import ReadingPages

        return ReadingPages(self, self._config.every_check, self._config.guideline, self._config.log)

    @cached_property
    def tray_controller(self) -> TrayController:
        """What goes on while the window is closed."""
        from readiness.ui.tray.tray_controller import TrayController

        controller = TrayController(
            self,
            preferences=self.preferences,
            policy=self._config.policy.of(TrayPolicy),
            now=self._config.now,
            banner=lambda: banner_of(self.store.state),
            tests_count=self.store.tests_count,
            meeting_is_over=self.store.meeting_is_over,
            words=lambda: self.words,
        )
        controller.open_requested.connect(self.come_to_front)
        controller.notice_raised.connect(lambda message: self.store.dispatch(NoticeShown(message)))
        return controller

    def _connect_store(self) -> None:
        store = self.store
        store.probe_event_received.connect(self.equipment.show_live)
        store.changed.connect(self._show_change)
        self._soon.timeout.connect(self._show_if_different)
        store.step_changed.connect(self._focus_step)
        store.launcher.opened.connect(self.banner.button.setFocus)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._note_use)
        self.banner.action_requested.connect(lambda: act(banner_of(store.state), store, self.pages))
        self.steps.step_chosen.connect(store.go)
        self.steps.retest_all_requested.connect(store.test_all)

    def _note_use(self, state: Qt.ApplicationState) -> None:
        self.store.note_use(in_use=state is Qt.ApplicationState.ApplicationActive)

    def _connect_pages(self) -> None:
        equipment, store = self.equipment, self.store
        equipment.speech_requested.connect(self.banner.announcer.ask)
        equipment.chosen.connect(store.choose_device)
        actions: dict[RowAction, Callable[[str], None]] = {
            RowAction.MEND: store.mends.mend,
            RowAction.UNDO: store.mends.undo,
            RowAction.OPEN_SETTINGS: store.open_settings_of,
            RowAction.RETEST: store.retest,
            RowAction.HELP: lambda check: self.help(row_of(store.state, check).finding),
        }
        equipment.action_requested.connect(lambda action, check: actions[action](check))
        self.pages.event_raised.connect(store.dispatch)
        self.pages.sign_requested.connect(lambda use: self.sign_controller.do(use))  # noqa: PLW0108  (made when first used)
        self.pages.copied.connect(self.copy_for_support)
        self.pages.finished.connect(self.banner.button.setFocus)

    def _connect_menu(self) -> None:
        menu = self.menu
        menu.help_requested.connect(self.help)
        menu.shortcuts_requested.connect(lambda: self.reading.open_keys(self.words))
        menu.about_requested.connect(lambda: self.reading.open_about(self.words))
        menu.troubles_requested.connect(lambda: self.reading.open_troubles(self.troubles(), self.words))
        menu.log_requested.connect(lambda: self.reading.open_log(self.words))
        menu.copy_requested.connect(self.copy_for_support)
        menu.language_chosen.connect(lambda language: self.store.dispatch(LanguageChanged(language)))
        menu.theme_chosen.connect(self.choose_theme)
        menu.background.menuAction().setVisible(bool(self._config.policy.of(TrayPolicy).allowed))
        menu.background.aboutToShow.connect(lambda: self.tray_controller.fill(menu.background))
        self.steps.help_requested.connect(self.help)

    def _connect_keys(self) -> None:
        keys: dict[QKeySequence | Qt.Key | QKeySequence.StandardKey, Callable[[], None]] = {
            Qt.Key.Key_F1: self.help,
            Qt.Key.Key_F5: self.store.test_all,
            Qt.Key.Key_F10: self.steps.menu.click,
            Qt.Key.Key_F11: lambda: self.sign_controller.do(SignAction.FILL),
            QKeySequence.StandardKey.Print: lambda: self.sign_controller.do(SignAction.PRINT),
            QKeySequence.StandardKey.Save: lambda: self.sign_controller.do(SignAction.SAVE),
        }
        for key, action in keys.items():
            QShortcut(QKeySequence(key), self, action)
        for step in Step:
            QShortcut(QKeySequence(str(int(step))), self, lambda each=step: self.store.go(each))

    def _show_change(self, at_once: bool) -> None:  # noqa: FBT001  (a signal's argument)
        if at_once:
            self.show_now()
        elif not self._soon.isActive():
            self._soon.start()

    def _show_if_different(self) -> None:
        """Show the state if it looks different: laying out all texts is expensive, and few measurements change any."""
        if appearance(self.store.state, self.words) != self._shown:
            self.show_now()

    def show_now(self) -> None:
        """Show the current state."""
        self._soon.stop()
        state = self.store.state
        if self.words.language != state.language:
            self.words = self._config.words(state.language)
        self._shown = appearance(state, self.words)
        self._qt_translation.set_language(state.language)
        troubles = self.troubles()
        self.show_frame(state, banner_of(state), self.words, troubles)
        self.pages.show_state(state, self.words)
        theme = Theme(self.preferences.current.theme)
        self.menu.retranslate(self.words, theme, troubles=bool(troubles))

    def troubles(self) -> tuple[str, ...]:
        """Return messages about problems for IT."""
        return (*self._config.notices(self.words), *out_of_force(self.store.state, self.words))

    def restore_tray(self) -> None:
        """Start what the person has turned on: the icon in the tray, the reminder."""
        if self.preferences.current.tray or self.preferences.current.reminder:
            self.tray_controller.update_status()

    def _focus_step(self, step: Step) -> None:
        """Focus the step's next question."""
        if step is Step.ROOM and self.room.checklist:
            self.room.checklist.ask_first()
        elif step is Step.START and self.start.open_button.isEnabled():
            self.start.open_button.setFocus()
        else:
            self.setFocus()

    def help(self, finding: Finding | None = None) -> None:
        """Open the help at `finding`, or at the banner's."""
        self.reading.open_help(self.words, finding or banner_of(self.store.state).finding)

    def choose_theme(self, theme: Theme) -> None:
        """Apply and store a theme."""
        self.preferences.keep(theme=theme.value)
        self.apply_theme(theme)
        self.show_now()

    def copy_for_support(self) -> None:
        """Copy the summary for IT support to the clipboard."""
        unit = self.preferences.current.sign_unit or self._config.policy.of(Station).unit
        QGuiApplication.clipboard().setText(for_support(self.store.state, self.words, self._config.now(), unit))
        self.store.dispatch(NoticeShown(N_("Copied. Paste it in your message to IT support.")))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Press the focused button on Enter, or else the banner's."""
        if self.press_on_enter(event):
            return
        if self.store.state.step is Step.EQUIPMENT and self.focusWidget() in (self, None):
            self.equipment.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  (Qt's own name)
        """Release camera and microphone while the window is minimised."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange and self.isMinimized() is not self.store.state.hidden:
            self.store.dispatch(WindowHidden(self.isMinimized()))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  (Qt's own name)
        """Release all devices before the window closes."""
        self._soon.stop()
        self.preferences.keep(window=window_geometry.geometry_to_store(self))
        self.store.close()
        if "sign_controller" in self.__dict__:
            self.sign_controller.close()
        event.accept()
