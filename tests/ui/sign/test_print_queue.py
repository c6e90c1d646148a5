"""The sign on a real print queue, through the window's own print dialog."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from print_queue import NAME, print_queue
from pypdf import PdfReader
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from readiness.door_sign import Sign
from readiness.ui.sign.sign_renderer import paint_sign

pytestmark = pytest.mark.slow

PRINT = """
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from readiness.door_sign import PaperSize, Sign
from readiness.ui.sign.print_dialog import PrintDialog
from readiness.ui.sign.printing import print_sign
from readiness.i18n import Words

def person():
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, PrintDialog):
        QTimer.singleShot(20, person)
        return
    print(dialog.printer.currentText())
    dialog.paper.choose(PaperSize.A5, landscape=False)
    QTest.keyClick(dialog, Qt.Key[sys.argv[1]])

application = QApplication([])
parent = QWidget()
QTimer.singleShot(0, person)
print(print_sign(Sign(room="Rum 3"), parent, Words("sv")).value)
"""


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("key", "result_of_job"), [("Key_Return", "sent"), ("Key_Escape", "cancelled")])
def test_a_job_reaches_the_printer_on_the_paper_that_was_chosen(tmp_path: Path, key: str, result_of_job: str) -> None:
    with print_queue(tmp_path) as queue:
        done = subprocess.run(
            [sys.executable, "-c", PRINT, key],
            env=queue.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.stdout.split() == [NAME, result_of_job], done.stderr
        if result_of_job == "sent":
            document = queue.printed()
            (page,) = PdfReader(document).pages
            assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((420, 595), abs=2)
            assert difference(looked_at(document, tmp_path), Sign(room="Rum 3")) < 0.03


NOTHING_CHOSEN = """
from PySide6.QtWidgets import QApplication
from readiness.door_sign import Sign
from readiness.i18n import Words
from readiness.ui.sign.print_dialog import PrintDialog
from readiness.ui.sign.printing import printer_for

application = QApplication([])
dialog = PrintDialog(Sign(), Words("sv"), None, ["Expedition", "Korridor"], "")
printer = printer_for(Sign())
dialog.set_up(printer)
print(repr(dialog.printer.currentText()), printer.printerName(), printer.outputFormat().name)
"""


@pytest.mark.usefixtures("qapp")
def test_more_settings_without_a_printer_chosen_still_print_on_paper(tmp_path: Path) -> None:
    """Qt takes an empty printer's name for a wish to print to a file."""
    with print_queue(tmp_path) as queue:
        done = subprocess.run(
            [sys.executable, "-c", NOTHING_CHOSEN],
            env=queue.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert done.stdout.split() == ["''", NAME, "NativeFormat"], done.stderr


def looked_at(document: Path, folder: Path) -> QImage:
    """The printed page as a picture, 60 dots an inch, by Ghostscript."""
    picture = folder / "page.png"
    subprocess.run(["gs", "-q", "-r60", "-sDEVICE=png16m", "-dTextAlphaBits=4", "-o", picture, document], check=True)
    return QImage(str(picture))


def difference(picture: QImage, sign: Sign) -> float:
    """How much the picture differs from the sign as it should be: the mean over points, from 0 to 1."""
    wanted = QImage(picture.size(), QImage.Format.Format_RGB32)
    painter = QPainter(wanted)
    paint_sign(painter, QRectF(wanted.rect()), sign)
    painter.end()
    return float(np.abs(grey(picture) - grey(wanted)).mean() / 255)


def grey(picture: QImage) -> NDArray[np.float64]:
    """Its points' greys, row by row."""
    plain = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : plain.width()].astype(np.float64)


@pytest.mark.usefixtures("qapp")
def test_difference_measure_recognizes_another_sign() -> None:
    blank = QImage(350, 496, QImage.Format.Format_RGB32)
    blank.fill(Qt.GlobalColor.white)
    assert difference(blank, Sign()) > 0.3
    other = QImage(blank.size(), blank.format())
    painter = QPainter(other)
    paint_sign(painter, QRectF(other.rect()), Sign())
    painter.end()
    assert difference(other, Sign(room="Rum 3")) > 0.03
