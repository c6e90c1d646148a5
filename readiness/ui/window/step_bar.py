"""The three steps as buttons in a row, and the menu."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from readiness.i18n import N_, Words
from readiness.ui.state.events import Step
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, Size

TITLES = {
    Step.EQUIPMENT: N_("Equipment"),
    Step.ROOM: N_("Room and person"),
    Step.START: N_("Start the meeting"),
}


class StepButton(QAbstractButton):
    """One step: its number in a ring, its name, and a line under it while it is open."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.step = step
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFont(theme.font(Size.BODY, bold=True))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Ring, name and room around them."""
        text = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(text + 8 * GRID, max(6 * GRID, 2 * self.fontMetrics().height()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt's own name)
        """Paint it."""
        scheme = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        colour = QColor(scheme.accent if chosen else scheme.muted)
        ring = QRectF(2 * GRID, (self.height() - 3 * GRID) / 2, 3 * GRID, 3 * GRID)
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if chosen else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring)
        painter.setFont(theme.font(Size.SMALL, bold=True))
        painter.setPen(QColor(scheme.on_accent) if chosen else colour)
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(int(self.step)))
        painter.setFont(self.font())
        painter.setPen(QColor(scheme.text if chosen else scheme.muted))
        name = QRectF(self.rect()).adjusted(6 * GRID, 0, 0, 0)
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        if chosen:
            painter.fillRect(QRectF(2 * GRID, self.height() - 3, self.width() - 4 * GRID, 3), QColor(scheme.accent))
        if self.hasFocus():
            painter.setPen(QPen(QColor(scheme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -5), 4, 4)


class StepBar(QWidget):
    """The row of steps. `went` says which was chosen, `retest_all` that everything is to be tested again."""

    went = Signal(object)
    retest_all = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, 0, 2 * GRID, 0)
        row.setSpacing(GRID)
        self.buttons = {step: StepButton(step) for step in Step}
        for button in self.buttons.values():
            button.clicked.connect(self._chosen)
            row.addWidget(button)
        row.addStretch()
        self.retest = QPushButton()
        theme.set_style(self.retest, quiet=True)
        self.retest.clicked.connect(self.retest_all)
        self.menu = QPushButton()
        theme.set_style(self.menu, quiet=True)
        row.addWidget(self.retest)
        row.addWidget(self.menu)

    def show_step(self, step: Step, words: Words) -> None:
        """Show which step is open."""
        for each, button in self.buttons.items():
            button.setText(words(TITLES[each]))
            button.setAccessibleName(f"{int(each)} {words(TITLES[each])}")
            button.setChecked(each is step)
            button.updateGeometry()
        self.retest.setText(words(N_("Test all again (F5)")))
        self.menu.setText(words(N_("Menu")))

    def _chosen(self) -> None:
        self.went.emit(next(step for step, button in self.buttons.items() if button is self.sender()))
