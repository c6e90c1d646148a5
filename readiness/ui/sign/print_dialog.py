"""The print dialog: printer, paper and copies, with a preview of the sign."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from readiness.door_sign import Sign
from readiness.i18n import N_, Words
from readiness.ui.sign.paper_combo_box import PaperComboBox
from readiness.ui.sign.paper_printers import preselected, prints_on_paper
from readiness.ui.sign.sign_view import SignView
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID
from readiness.ui.widgets.combo_box import ComboBox
from readiness.ui.widgets.layouts import fill
from readiness.ui.widgets.stepper import Stepper

MAX_COPIES = 20
"""Upper limit for copies, against typing errors."""


class PrintChoice(enum.IntEnum):
    """How the dialog was closed."""

    CANCEL = 0
    PRINT = 1
    SYSTEM_DIALOG = 2


class PrintDialog(QDialog):
    """`sign` is the sign on the selected paper; `set_up` applies the settings to a printer.

    Args:
        sign: the sign to begin with.
        words: the language.
        parent: the window.
        printers: the printers' names.
        default: the name of the system's default printer, or empty.
    """

    def __init__(self, sign: Sign, words: Words, parent: QWidget | None, printers: Sequence[str], default: str) -> None:
        super().__init__(parent)
        self.sign = sign
        self.setWindowTitle(words(N_("Print the sign")))
        self.view = SignView(sign)
        self.printer = self._printer_list(printers, default, words)
        self.paper = PaperComboBox(words)
        self.paper.choose(sign.size, landscape=sign.landscape)
        self.paper.currentIndexChanged.connect(self._changed)
        stepper = Stepper(MAX_COPIES, words(N_("Fewer copies")), words(N_("More copies")))
        self.copies = stepper.number
        self.print_button = self._button(PrintChoice.PRINT, words(N_("Print")))
        self.print_button.setEnabled(self.printer.currentIndex() >= 0)
        self.printer.currentIndexChanged.connect(lambda index: self.print_button.setEnabled(index >= 0))
        self._arrange(stepper, words)
        wanted, room = QSize(theme.scaled(88 * GRID), theme.scaled(60 * GRID)), self.screen().availableSize()
        self.resize(wanted.boundedTo(room - QSize(8 * GRID, 10 * GRID)))
        self.printer.setFocus()

    @staticmethod
    def _printer_list(printers: Sequence[str], default: str, words: Words) -> ComboBox:
        """Return the list of printers, those with paper first."""
        made = ComboBox()
        made.setPlaceholderText(words(N_("Choose a printer")))
        made.addItems(sorted(printers, key=lambda name: not prints_on_paper(name)))
        made.setCurrentIndex(made.findText(preselected(printers, default)))
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(20)
        return made

    def _arrange(self, copies: QWidget, words: Words) -> None:
        form = QGridLayout()
        form.setSpacing(GRID)
        fields = ((N_("Printer"), self.printer), (N_("Paper"), self.paper), (N_("Copies"), copies))
        for line, (name, field) in enumerate(fields):
            label = QLabel(words(name))
            label.setBuddy(field)
            form.addWidget(label, line, 0)
            form.addWidget(field, line, 1)
        form.setColumnStretch(1, 1)
        side = fill(
            QVBoxLayout(),
            form,
            None,
            self.print_button,
            self._button(PrintChoice.SYSTEM_DIALOG, words(N_("More settings …"))),
            self._button(PrintChoice.CANCEL, words(N_("Cancel"))),
            gap_px=GRID,
        )
        row = fill(QHBoxLayout(self), gap_px=3 * GRID, margins_px=3 * GRID)
        row.addWidget(self.view, 3)
        row.addLayout(side, 2)

    def _button(self, wanted: PrintChoice, text: str) -> QPushButton:
        made = QPushButton(text)
        made.setAutoDefault(False)
        made.setDefault(wanted is PrintChoice.PRINT)
        theme.set_style(made, main=wanted is PrintChoice.PRINT)
        made.clicked.connect(lambda: self.done(wanted))
        return made

    def _changed(self) -> None:
        size, landscape = self.paper.chosen
        self.sign = replace(self.sign, size=size, landscape=landscape)
        self.view.show_sign(self.sign)

    def set_up(self, printer: QPrinter) -> None:
        """Set `printer` to the selected queue, if one is selected, and the number of copies."""
        if self.printer.currentText():  # an empty name would make it print to a file
            printer.setPrinterName(self.printer.currentText())
        printer.setCopyCount(self.copies.value())
