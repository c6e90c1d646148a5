"""The window's menu: help, what to copy for IT, language, theme, what IT has set wrongly, log, about."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from readiness.i18n import LANGUAGES, N_, Words
from readiness.ui.theme.theme import Theme

LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}
"""Languages by their own names, so that they are recognized in any language of the program."""

THEMES = {
    Theme.SYSTEM: N_("As the computer"),
    Theme.LIGHT: N_("Light"),
    Theme.DARK: N_("Dark"),
}


class Menu(QMenu):
    """Emits a signal for each entry; `theme_chosen` carries a `Theme`."""

    help_requested = Signal()
    shortcuts_requested = Signal()
    copy_requested = Signal()
    about_requested = Signal()
    troubles_requested = Signal()
    log_requested = Signal()
    language_chosen = Signal(str)
    theme_chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._help = self.addAction("", self.help_requested.emit)
        self._shortcuts = self.addAction("", self.shortcuts_requested.emit)
        self._copy = self.addAction("", self.copy_requested.emit)
        self._troubles = self.addAction("", self.troubles_requested.emit)
        self._log = self.addAction("", self.log_requested.emit)
        self.addSeparator()
        self.languages = self._choices({each: f"&{LANGUAGE_NAMES[each]}" for each in LANGUAGES}, self)
        self.languages.triggered.connect(lambda action: self.language_chosen.emit(action.data()))
        self.addSeparator()
        self._theme = self.addMenu("")
        self.themes = self._choices({each.value: "" for each in Theme}, self._theme)
        self.themes.triggered.connect(lambda action: self.theme_chosen.emit(Theme(action.data())))
        self.background = self.addMenu("")
        self.addSeparator()
        self._about = self.addAction("", self.about_requested.emit)

    def _choices(self, texts: dict[str, str], within: QMenu) -> QActionGroup:
        group = QActionGroup(self)
        for value, text in texts.items():
            action = QAction(text, self, checkable=True)
            action.setData(value)
            group.addAction(action)
            within.addAction(action)
        return group

    def retranslate(self, words: Words, theme: Theme, *, troubles: bool) -> None:
        """Show all texts in the language of `words`; `troubles`: whether to list problems for IT."""
        self._help.setText("\t".join((words(N_("&Help")), "F1")))
        self._shortcuts.setText(words(N_("&Keys")))
        self._copy.setText(words(N_("&Copy for IT support")))
        self._troubles.setText(words(N_("What IT has set &wrongly")))
        self._troubles.setVisible(troubles)
        self._log.setText(words(N_("&Log")))
        self._theme.setTitle(words(N_("&Theme")))
        self.background.setTitle(words(N_("In the &background")))
        self._about.setText(words(N_("&About Readiness")))
        for action in self.languages.actions():
            action.setChecked(action.data() == words.language)
        for action in self.themes.actions():
            action.setText(words(THEMES[Theme(action.data())]))
            action.setChecked(action.data() == theme.value)
