"""Actions with the sign: print, save, show on the full screen; with messages about the result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from readiness.file_reader import is_folder
from readiness.host.system.parallel import run_concurrently
from readiness.i18n import N_
from readiness.ui.session.disk_worker import DiskWorker
from readiness.ui.sign.pdf_export import SignNotSavedError, pdf, write_pdf
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

PATIENCE_S = 0.5
"""The person's documents may be on a server. If it has not answered by then, the file dialog begins at home."""


class SignController(QObject):
    """Acts on the panel's sign; `notice_raised` carries a `NoticeShown` about the result.

    Args:
        window: the main window, which owns this object.
        panel: has the sign.
        write: writes a file, off the window's thread; it may take as long as the disk takes.
    """

    notice_raised = Signal(object)

    def __init__(self, window: QWidget, panel: SignPanel, write: Callable[[bytes, Path], None] = write_pdf) -> None:
        super().__init__(window)
        self._window, self._panel, self._write = window, panel, write
        self._disk = DiskWorker("sign")
        self._prints = False

    def do(self, use: SignAction) -> None:
        """Perform the action."""
        match use:
            case SignAction.PRINT:
                self.print()
            case SignAction.SAVE:
                self.choose_file()
            case SignAction.FILL:
                SignScreen(self._panel.sign, self._panel.words(LEAVE), self._window)

    def print(self) -> None:
        """Print the sign after the print dialog; nothing while that is under way."""
        if self._prints:
            return
        self._prints = True
        try:
            printed = print_sign(self._panel.sign, self._window, self._panel.words, self._tell_to_wait)
        finally:
            self._prints = False
        self.notice_raised.emit(NoticeShown(MESSAGES[printed]))

    def _tell_to_wait(self) -> None:
        self.notice_raised.emit(NoticeShown(N_("Looking for printers …")))

    def choose_file(self) -> None:
        """Save the sign after the file dialog."""
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        (is_there,) = run_concurrently([lambda: is_folder(documents)], PATIENCE_S)
        folder = documents if is_there else Path(QDir.homePath())
        name, _ = QFileDialog.getSaveFileName(
            self._window, self._panel.title.text(), str(folder / "videomote.pdf"), "PDF (*.pdf)"
        )
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Save the sign as PDF, and raise a notice when that is done."""
        path = path if path.suffix.casefold() == ".pdf" else path.with_name(f"{path.name}.pdf")
        self._disk.submit(self._save, pdf(self._panel.sign), path)

    def _save(self, content: bytes, path: Path) -> None:
        message = N_("The sign is saved as {file}.")
        try:
            self._write(content, path)
        except SignNotSavedError:
            message = N_("{file} could not be written. Choose another folder.")
        self.notice_raised.emit(NoticeShown(message, {"file": path.name}))

    def close(self) -> None:
        """Wait until the sign is saved, with a time limit in case the disk hangs."""
        self._disk.finish()
