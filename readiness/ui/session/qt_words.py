"""Qt's own words, in its print and file dialogs, in the language that the window speaks."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator


class QtWords(QObject):
    """Holds the translation that is in use, which ends with `parent`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._translator: QTranslator | None = None
        self.language = ""

    def speak(self, language: str) -> None:
        """Speak that language from now on; Qt's own English where it has no other."""
        if language == self.language:
            return
        self.language = language
        if self._translator:
            QCoreApplication.removeTranslator(self._translator)
            self._translator.deleteLater()
        self._translator = QTranslator(self)
        if self._translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            QCoreApplication.installTranslator(self._translator)
