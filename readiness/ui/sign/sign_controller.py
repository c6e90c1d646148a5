"""Actions with the sign: print, save, show on the full screen; with messages about the result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from readiness.i18n import N_
from readiness.ui.sign.pdf_export import SignNotSavedError, write_pdf
from readiness.ui.sign.printing import Printed, print_sign
from readiness.ui.sign.sign_action import SignAction
from readiness.ui.sign.sign_panel import SignPanel
from readiness.ui.sign.sign_view import SignScreen
from readiness.ui.state.events import NoticeShown

MESSAGES = {
    Printed.SENT: N_("The sign is on its way to the printer."),
    Printed.LEFT_TO_PROGRAM: "",
    Printed.CANCELLED: "",
    Printed.NO_PRINTER: N_("No printer was found. Save the sign as PDF."),
    Printed.NO_ANSWER: N_("The print server does not answer. Try later, or save the sign as PDF."),
    Printed.REFUSED: N_("The printer did not take the sign. Choose another printer or save it as PDF."),
}

LEAVE = N_("Esc or a double tap closes the sign.")


class SignController:
    """Acts on the panel's sign; `notify` is called with a message about the result."""

    def __init__(self, window: QWidget, panel: SignPanel, notify: Callable[[NoticeShown], None]) -> None:
        self._window, self._panel, self._notify = window, panel, notify
        self._screen: SignScreen | None = None
        self._prints = False

    def do(self, use: SignAction) -> None:
        """Perform the action."""
        match use:
            case SignAction.PRINT:
                self.print()
            case SignAction.SAVE:
                self.choose_file()
            case SignAction.FILL:
                self.fill_screen()

    def print(self) -> None:
        """Print the sign after the print dialog; nothing while that is under way."""
        if self._prints:
            return
        self._prints = True
        try:
            printed = print_sign(self._panel.sign, self._window, self._panel.words, self._tell_to_wait)
        finally:
            self._prints = False
        self._notify(NoticeShown(MESSAGES[printed]))

    def _tell_to_wait(self) -> None:
        self._notify(NoticeShown(N_("Looking for printers …")))

    def choose_file(self) -> None:
        """Save the sign after the file dialog."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        if not Path(folder).is_dir():
            folder = QDir.homePath()
        name, _ = QFileDialog.getSaveFileName(
            self._window, self._panel.title.text(), str(Path(folder) / "videomote.pdf"), "PDF (*.pdf)"
        )
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Save the sign as PDF and show a message about the result."""
        path = path if path.suffix.casefold() == ".pdf" else path.with_name(f"{path.name}.pdf")
        try:
            write_pdf(self._panel.sign, path)
        except SignNotSavedError:
            self._notify(NoticeShown(N_("{file} could not be written. Choose another folder."), {"file": path.name}))
        else:
            self._notify(NoticeShown(N_("The sign is saved as {file}."), {"file": path.name}))

    def fill_screen(self) -> None:
        """Show the sign on the full screen; Esc closes it."""
        self._screen = SignScreen(self._panel.sign, self._panel.words(LEAVE), self._window)
        self._screen.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._screen = None
