"""Printing: Qt's printer writes to a file here; a machine without printers is a process without a print server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from readiness.door_sign import SWEDISH, PaperSize, Sign
from readiness.i18n import Words
from readiness.ui.sign.paper_printers import prints_on_paper
from readiness.ui.sign.print_dialog import PrintDialog
from readiness.ui.sign.printing import paint_on, printer_for, result_of_job
from readiness.ui.sign.sign_controller import MESSAGES

pytestmark = pytest.mark.usefixtures("qapp")


def to_file(sign: Sign, file: Path) -> QPrinter:
    printer = printer_for(sign)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


def test_the_printer_is_set_to_the_signs_paper(tmp_path: Path) -> None:
    file = tmp_path / "job.pdf"
    assert paint_on(to_file(Sign(size=PaperSize.A5, landscape=True), file), Sign(size=PaperSize.A5, landscape=True))
    (page,) = PdfReader(file).pages
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((595, 420), abs=1)
    assert " ".join(page.extract_text().split()) == SWEDISH.sentence


def test_paper_chosen_in_the_dialog_is_used(tmp_path: Path) -> None:
    file = tmp_path / "job.pdf"
    printer = to_file(Sign(), file)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    assert paint_on(printer, Sign())
    (page,) = PdfReader(file).pages
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((1191, 842), abs=1)


def test_printer_that_accepts_no_job_is_reported(tmp_path: Path) -> None:
    assert not paint_on(to_file(Sign(), tmp_path / "missing" / "job.pdf"), Sign())


NO_PRINTER = """
from PySide6.QtWidgets import QApplication, QWidget
from readiness.door_sign import Sign
from readiness.ui.sign.printing import print_sign
from readiness.i18n import Words
application = QApplication([])
print(print_sign(Sign(), QWidget(), Words("sv")).value)
"""


def test_without_any_printer_no_dialog_is_opened() -> None:
    environment = os.environ | {"CUPS_SERVER": "127.0.0.1:1", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", NO_PRINTER], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == "no_printer", done.stderr


WARD, DESK = "FollowMe på print01.region.example", "HP LaserJet M404 (expedition)"
PAPERLESS = ("OneNote (Desktop)", "Microsoft Print to PDF", "Fax")
"""What Windows itself and Office install; one of them is the default printer of a computer without any other."""


@pytest.mark.parametrize(
    "name",
    [
        *PAPERLESS, "Microsoft XPS Document Writer", "Send To OneNote 2016", "Skicka till OneNote 16",
        "OneNote for Windows 10", "Adobe PDF", "Foxit PDF Reader Printer", "Bullzip PDF Printer", "CutePDF Writer",
        "Win2PDF", "PDF24", "Microsoft Print to PDF (omdirigerad 2)", r"\\TUNNKLIENT\Fax", "Webex Document Loader",
    ],
)  # fmt: skip
def test_printers_without_paper(name: str) -> None:
    assert not prints_on_paper(name)


@pytest.mark.parametrize(
    "name",
    [
        WARD, DESK, r"\\print01\HP Color LaserJet MFP M480 PCL-6", "Equitrac Follow-You", "Brother MFC-L2710DW series",
        "EPSON TM-U220 Receipt", "AnyDesk Printer", "Canon iR-ADV C3530 (faxrummet)",
    ],
)  # fmt: skip
def test_printers_with_paper(name: str) -> None:
    assert prints_on_paper(name)


@pytest.mark.parametrize(
    ("printers", "default", "proposed"),
    [
        ([*PAPERLESS, WARD, DESK], WARD, WARD),
        ([*PAPERLESS, WARD], "Microsoft Print to PDF", WARD),
        ([*PAPERLESS, WARD, DESK], "Microsoft Print to PDF", ""),
        ([DESK, WARD], "", ""),
        ([DESK], "", DESK),
    ],
)
def test_no_file_and_no_arbitrary_corridor_is_proposed(
    qtbot: QtBot, printers: list[str], default: str, proposed: str
) -> None:
    """Two queues may be on two floors, so the person chooses; paper is listed before all else."""
    dialog = PrintDialog(Sign(), Words("en"), None, printers, default)
    qtbot.addWidget(dialog)
    assert dialog.printer.currentText() == proposed
    assert dialog.print_button.isEnabled() is bool(proposed)
    assert prints_on_paper(dialog.printer.itemText(0))
    dialog.printer.setCurrentIndex(0)
    assert dialog.print_button.isEnabled()


@pytest.mark.parametrize(
    ("name", "accepted", "said"),
    [
        (DESK, True, "The sign is on its way to the printer."),
        (DESK, False, "The printer did not take the sign. Choose another printer or save it as PDF."),
        ("Microsoft Print to PDF", True, ""),
        ("Microsoft Print to PDF", False, ""),
    ],
)
def test_nothing_is_said_to_be_on_paper_that_is_not(name: str, *, accepted: bool, said: str) -> None:
    """Such a printer asks for a file's name; a person who cancels there has refused, and no printer has."""
    assert MESSAGES[result_of_job(name, accepted=accepted)] == said


def test_labels_stand_beside_their_fields(qtbot: QtBot) -> None:
    dialog = PrintDialog(Sign(), Words("en"), None, [DESK], "")
    qtbot.addWidget(dialog)
    dialog.show()
    for label in dialog.findChildren(QLabel):
        field = label.buddy()
        assert abs(label.geometry().center().y() - field.geometry().center().y()) <= 1
