"""The part of a row that is always seen: icon, title, headline, and one line of what to do."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy

from readiness.ui.state.tone import Tone
from readiness.ui.theme import theme
from readiness.ui.theme.accessibility import tell_expanded
from readiness.ui.theme.outcome_icon import OutcomeIcon
from readiness.ui.theme.theme import GRID, Size

ICON_PX = 3 * GRID
ROOMY_PX = 46 * GRID
"""From this width on a remedy has its place on one line; below, two lines are kept for it."""

HEADLINE_LETTERS = 34
"""Eight words of Swedish, nearly always; where there is room for fewer, two lines are kept for a headline."""


class RowHeader(QAbstractButton):
    """A wide button that opens its row. Its height depends on its width alone, so that no words move another row."""

    accessible_role = QAccessible.Role.Button

    def __init__(self) -> None:
        super().__init__()
        self.expanded = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.icon_view = OutcomeIcon(ICON_PX)
        self.title = theme.label(bold=True, wrap=False)
        self.headline = theme.label()
        self.below = theme.label(Size.SMALL)
        for part in (self.title, self.headline, self.below):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            part.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._arrange()

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(2 * GRID, GRID // 2, 4 * GRID, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.icon_view, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.title, 0, 1)
        grid.addWidget(self.headline, 0, 2)
        grid.addWidget(self.below, 1, 1, 1, 2)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Keep the room that this width needs."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        roomy = self.width() >= ROOMY_PX
        letters = self.headline.fontMetrics()
        beside = self.width() - ICON_PX - 8 * GRID - self.title.minimumWidth()
        one_line = beside >= HEADLINE_LETTERS * letters.averageCharWidth()
        line, small = self.headline.fontMetrics().lineSpacing(), self.below.fontMetrics().lineSpacing()
        needed = (1 if one_line else 2) * line + (1 if roomy else 2) * small + GRID
        self.setFixedHeight(max(-(-needed // 4) * 4, 5 * GRID))

    def show_texts(self, tone: Tone, title: str, headline: str, below: str, *, spoken: str) -> None:
        """Show these words; `spoken` is how the tone is said to a screen reader."""
        self.icon_view.show_tone(tone)
        self.title.setText(title)
        self._fit()
        self.headline.setText(headline)
        self.below.setText(below)
        self.below.setToolTip(below)
        theme.set_style(self.below, muted=tone in (Tone.GOOD, Tone.WORKING, Tone.UNKNOWN))
        self.setAccessibleName(". ".join(part.rstrip(".") for part in (title, spoken, headline, below) if part))

    def show_waiting(self, *, waiting: bool) -> None:
        """A row that waits for another check steps back."""
        for part in (self.title, self.headline):
            theme.set_style(part, muted=waiting)

    def open(self, *, opened: bool) -> None:
        """Show whether the row is open."""
        if opened is not self.expanded:
            self.expanded = opened
            tell_expanded(self)
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """As wide as there is room for."""
        return QSize(40 * GRID, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt's own name)
        """Paint ground, chevron and focus."""
        scheme = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.expanded:
            painter.fillRect(self.rect(), QColor(scheme.surface))
        x, y = self.width() - 2.5 * GRID, 2 * GRID
        turned = [(-5.0, -2.5), (0.0, 2.5), (5.0, -2.5)] if self.expanded else [(-2.5, -5.0), (2.5, 0.0), (-2.5, 5.0)]
        painter.setPen(QPen(QColor(scheme.muted), 1.8))
        painter.drawPolyline(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in turned]))
        if self.hasFocus():
            painter.setPen(QPen(QColor(scheme.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
