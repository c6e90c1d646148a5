"""Prints the door sign on the system's printers."""

from __future__ import annotations

import enum
from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from readiness.door_sign import Sign
from readiness.i18n import Words
from readiness.ui.sign import print_server
from readiness.ui.sign.paper_printers import on_paper, prints_on_paper
from readiness.ui.sign.print_dialog import PrintChoice, PrintDialog
from readiness.ui.sign.sign_layout import page_layout
from readiness.ui.sign.sign_renderer import paint_sign


class Printed(enum.Enum):
    """The result of printing."""

    SENT = "sent"
    LEFT_TO_PROGRAM = "left_to_program"
    CANCELLED = "cancelled"
    NO_PRINTER = "no_printer"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"


def print_sign(sign: Sign, parent: QWidget, words: Words, on_wait: Callable[[], object] = bool) -> Printed:
    """Let the person choose a printer and paper, and print the sign. Waits until the dialog is closed.

    `NO_PRINTER`: no printer prints on paper, so no dialog was opened. `NO_ANSWER`: the print server does not say which
    there are. `REFUSED`: the printer accepted no job. `on_wait` is called if the print server lets the person wait.
    """
    if not print_server.answers(on_wait):
        return Printed.NO_ANSWER
    names = QPrinterInfo.availablePrinterNames()
    if not on_paper(names):
        return Printed.NO_PRINTER
    dialog = PrintDialog(sign, words, parent, names, QPrinterInfo.defaultPrinterName())
    wanted = dialog.exec()
    if wanted == PrintChoice.CANCEL:
        return Printed.CANCELLED
    printer = printer_for(dialog.sign)
    dialog.set_up(printer)
    if wanted == PrintChoice.SYSTEM_DIALOG and QPrintDialog(printer, parent).exec() != QDialog.DialogCode.Accepted:
        return Printed.CANCELLED
    return result_of_job(printer.printerName(), accepted=paint_on(printer, dialog.sign))


def result_of_job(name: str, *, accepted: bool) -> Printed:
    """Return the result of a job. A printer without paper is a program that asks where to, and may have been cancelled.

    Args:
        name: the printer's name.
        accepted: whether it took the job.
    """
    if not prints_on_paper(name):
        return Printed.LEFT_TO_PROGRAM
    return Printed.SENT if accepted else Printed.REFUSED


def printer_for(sign: Sign) -> QPrinter:
    """Return the default printer with the sign's paper and no margins, since the drawing has its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(sign.title)
    printer.setFullPage(True)
    printer.setPageLayout(page_layout(sign))
    return printer


def paint_on(printer: QPrinter, sign: Sign) -> bool:
    """Print the sign on the printer's paper; return False if the printer accepted no job."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    paint_sign(painter, QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), sign)
    return painter.end()
