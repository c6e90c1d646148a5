"""Translation of Qt's own texts, in print and file dialogs, to the window's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator


class QtWords(QObject):
    """Owns the installed translator; `parent` owns this object."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._translator: QTranslator | None = None
        self.language = ""

    def set_language(self, language: str) -> None:
        """Switch to that language; Qt's English is used if Qt lacks it."""
        if language == self.language:
            return
        self.language = language
        if self._translator:
            QCoreApplication.removeTranslator(self._translator)
            self._translator.deleteLater()
        self._translator = QTranslator(self)
        if self._translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            QCoreApplication.installTranslator(self._translator)
