"""The part of a row that is always seen: icon, title, headline, and one line of what to do."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy

from readiness.ui.theme import outcome_icon, theme
from readiness.ui.theme.theme import GRID, Size, Tone


class RowHeader(QAbstractButton):
    """A wide button that opens its row. Room for three lines of text is always there, so nothing moves."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.icon_view = outcome_icon.OutcomeIcon(3 * GRID)
        self.title = theme.label(bold=True)
        self.headline = theme.label()
        self.below = theme.label(Size.SMALL)
        for part in (self.title, self.headline, self.below):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            part.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for part in (self.title, self.headline):
            part.setContentsMargins(0, max(0, (3 * GRID - part.fontMetrics().height()) // 2), 0, 0)
        self._arrange()

    def _arrange(self) -> None:
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(2 * GRID, GRID // 2, 4 * GRID, GRID // 2)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(0)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.icon_view, 0, 0, 3, 1, top)
        grid.addWidget(self.title, 0, 1, 3, 1, top)
        grid.addWidget(self.headline, 0, 2)
        grid.addWidget(self.below, 1, 2)
        grid.setRowStretch(2, 1)
        grid.setColumnStretch(2, 1)
        text = 3 * GRID + self.below.fontMetrics().lineSpacing()
        self._least = -(-(text + GRID) // GRID) * GRID
        self.setFixedHeight(self._least)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Words that need more lines in a narrow window get them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(max(self._least, self._grid.heightForWidth(self.width())))

    def show_texts(self, tone: Tone, title: str, headline: str, below: str, *, spoken: str) -> None:
        """Show these words; `spoken` is how the tone is said to a screen reader."""
        self.icon_view.show_tone(tone)
        self.title.setText(title)
        self.headline.setText(headline)
        self.below.setText(below)
        theme.set_style(self.below, muted=tone in (Tone.GOOD, Tone.WORKING))
        self._fit()
        self.setAccessibleName(". ".join(part.rstrip(".") for part in (title, spoken, headline, below) if part))

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """As wide as there is room for."""
        return QSize(40 * GRID, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt's own name)
        """Paint ground, chevron and focus."""
        scheme = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isChecked():
            painter.fillRect(self.rect(), QColor(scheme.surface))
        x, y = self.width() - 2.5 * GRID, 2 * GRID
        turned = (
            [(-5.0, -2.5), (0.0, 2.5), (5.0, -2.5)] if self.isChecked() else [(-2.5, -5.0), (2.5, 0.0), (-2.5, 5.0)]
        )
        painter.setPen(QPen(QColor(scheme.muted), 1.8))
        painter.drawPolyline(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in turned]))
        if self.hasFocus():
            painter.setPen(QPen(QColor(scheme.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
