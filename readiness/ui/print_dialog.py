"""Choosing a printer and paper for the sign, which is shown as it will come out."""

from __future__ import annotations

import enum
from dataclasses import replace

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from readiness.sign import Sign
from readiness.ui import look
from readiness.ui.flat_list import FlatList
from readiness.ui.look import GRID
from readiness.ui.paper_choice import PaperChoice
from readiness.ui.sign_view import SignView
from readiness.words import N_, Words

MOST_COPIES = 20
"""More signs than doors are a slip of the finger."""


class Wanted(enum.IntEnum):
    """How the dialog was left."""

    CANCEL = 0
    PRINT = 1
    SYSTEM_DIALOG = 2


class PrintDialog(QDialog):
    """`sign` is the sign on the paper that was chosen; `set_up` makes a printer as chosen."""

    def __init__(self, sign: Sign, words: Words, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.sign = sign
        self.setWindowTitle(words(N_("Print the sign")))
        self.view = SignView(sign)
        self.printer = FlatList()
        self.printer.addItems(QPrinterInfo.availablePrinterNames())
        self.printer.setCurrentText(QPrinterInfo.defaultPrinterName())
        self.printer.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.printer.setMinimumContentsLength(20)
        self.paper = PaperChoice(words)
        self.paper.choose(sign.size, landscape=sign.landscape)
        self.paper.currentIndexChanged.connect(self._changed)
        self.copies = QSpinBox(minimum=1, maximum=MOST_COPIES)
        self.copies.setMinimumHeight(self.paper.sizeHint().height())
        form = QFormLayout()
        form.setSpacing(GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(words(N_("Printer")), self.printer)
        form.addRow(words(N_("Paper")), self.paper)
        form.addRow(words(N_("Copies")), self.copies)
        side = QVBoxLayout()
        side.setSpacing(GRID)
        side.addLayout(form)
        side.addStretch()
        side.addWidget(self._button(Wanted.PRINT, words(N_("Print"))))
        side.addWidget(self._button(Wanted.SYSTEM_DIALOG, words(N_("More settings …"))))
        side.addWidget(self._button(Wanted.CANCEL, words(N_("Cancel"))))
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        row.setSpacing(3 * GRID)
        row.addWidget(self.view, 3)
        row.addLayout(side, 2)
        self.resize(88 * GRID, 60 * GRID)
        self.printer.setFocus()

    def _button(self, wanted: Wanted, text: str) -> QPushButton:
        made = QPushButton(text)
        made.setAutoDefault(False)
        made.setDefault(wanted is Wanted.PRINT)
        look.wears(made, main=wanted is Wanted.PRINT)
        made.clicked.connect(lambda: self.done(wanted))
        return made

    def _changed(self) -> None:
        size, landscape = self.paper.chosen
        self.sign = replace(self.sign, size=size, landscape=landscape)
        self.view.show_sign(self.sign)

    def set_up(self, printer: QPrinter) -> None:
        """Set `printer` to the queue and the number of copies that were chosen."""
        printer.setPrinterName(self.printer.currentText())
        printer.setCopyCount(self.copies.value())
