"""Translation of Qt's own texts, in print and file dialogs, to the window's language."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

_installed: list[QTranslator] = []
"""The application's translator, which all windows of the process share; at most one."""


class QtTranslation(QObject):
    """Owns the translator it has installed; `parent` owns this object."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.language = ""

    def set_language(self, language: str) -> None:
        """Switch to that language, whichever window chose another; Qt's English is used if Qt lacks it."""
        if language == self.language:
            return
        self.language = language
        while _installed:
            previous = _installed.pop()
            if shiboken6.isValid(previous):  # else its window has gone, and Qt has removed it
                QCoreApplication.removeTranslator(previous)
                previous.deleteLater()
        translator = QTranslator(self)
        if translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            QCoreApplication.installTranslator(translator)
            _installed.append(translator)
