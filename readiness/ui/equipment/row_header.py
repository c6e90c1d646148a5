"""The always visible part of a row: icon, title, headline, and one line with the remedy."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from readiness.ui.state.outcome_tone import Tone
from readiness.ui.theme import theme
from readiness.ui.theme.accessibility import notify_expanded, sentences
from readiness.ui.theme.outcome_icon import OutcomeIcon
from readiness.ui.theme.theme import GRID, Size
from readiness.ui.widgets.layouts import fill

ICON_PX = 3 * GRID
INSET_PX = 2 * GRID
"""From the row's edge to its icon."""

CHEVRON_PX = 3 * GRID
MIN_PX, MAX_PX = 40, 60
"""Height of a row: at least, and at most when the rows share the height of the picture beside them."""

ROOMY_PX = 46 * GRID
"""From this width on a remedy fits on one line; below it, two lines are reserved."""

HEADLINE_LETTERS = 30
"""Width for a headline of eight words, in letters of the font's average width. With less room than this, two lines are
reserved for a headline."""


class RowHeader(QAbstractButton):
    """A wide button that opens its row. Its height depends only on the window's size, so that no text moves other rows.

    Titles are one column, headline and remedy another, centred vertically. A headline too long for its line is set in
    small letters; one that still needs two lines takes the remedy's. A remedy that does not fit is elided, and is shown
    in full in the opened row.
    """

    accessible_role = QAccessible.Role.Button

    def __init__(self) -> None:
        super().__init__()
        self.expanded = False
        self._below = ""
        self._min_px = MIN_PX
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.icon_view = OutcomeIcon(theme.scaled(ICON_PX))
        self.title = theme.label(bold=True)
        self.headline = theme.label()
        self.below = theme.label(Size.SMALL)
        for part in (self.title, self.headline, self.below):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.below.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # its words fit the width
        self._beside_remedy = QWidget()
        self._arrange()

    def _arrange(self) -> None:
        row = fill(
            QHBoxLayout(self),
            self.icon_view,
            _in_the_middle(self.title, self._beside_remedy),
            gap_px=GRID,
            margins_px=(INSET_PX, 0, CHEVRON_PX, 0),
        )
        row.addLayout(_in_the_middle(self.headline, self.below), 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Reserve the height that this width needs."""
        super().resizeEvent(event)
        self._fit()

    def share_height(self, px: int) -> None:
        """Be as high as its share `px` of the list's height allows, within limits."""
        min_px = max(MIN_PX, min(MAX_PX, px // 4 * 4))
        if min_px != self._min_px:
            self._min_px = min_px
            self._fit()

    def _fit(self) -> None:
        body, small = QFontMetrics(theme.font()), QFontMetrics(theme.font(Size.SMALL))
        beside = self.width() - self.icon_view.width() - CHEVRON_PX - 4 * GRID - self.title.minimumWidth()
        one_line = beside >= HEADLINE_LETTERS * small.averageCharWidth()
        roomy = self.width() >= theme.scaled(ROOMY_PX)
        lines = (1 if one_line else 2) * body.lineSpacing() + (1 if roomy else 2) * small.lineSpacing()
        self.setFixedHeight(max(-(-(lines + GRID) // 2) * 2, self._min_px))
        words = self.headline.text()
        fits = body.horizontalAdvance(words) <= beside or not one_line
        self.headline.setFont(theme.font(Size.BODY if fits else Size.SMALL))
        whole = fits or small.horizontalAdvance(words) <= beside
        self.below.setWordWrap(not roomy)
        self.below.setText(small.elidedText(self._below, Qt.TextElideMode.ElideRight, beside) if roomy else self._below)
        self.below.setVisible(bool(self._below) and whole)
        self._beside_remedy.setFixedHeight(small.lineSpacing())
        self._beside_remedy.setVisible(not self.below.isHidden() and self._title_is_one_line())

    def _title_is_one_line(self) -> bool:
        return self.title.fontMetrics().horizontalAdvance(self.title.text()) <= self.title.minimumWidth()

    @property
    def shows_remedy(self) -> bool:
        """Whether the remedy is fully visible."""
        needed = self.below.fontMetrics().horizontalAdvance(self._below)
        return not self._below or (not self.below.isHidden() and needed <= self.below.width())

    def show_texts(self, tone: Tone, title: str, headline: str, below: str, *, spoken: str) -> None:
        """Show the texts; `spoken` is the tone in words for a screen reader."""
        self.icon_view.show_tone(tone)
        self.title.setText(title)
        self.headline.setText(headline)
        self._below = below
        self.below.setToolTip(below)
        self._fit()
        theme.set_style(self.below, muted=tone in (Tone.GOOD, Tone.WORKING, Tone.UNKNOWN))
        self.setAccessibleName(sentences(title, spoken, headline, below))

    def show_waiting(self, *, waiting: bool) -> None:
        """Mute the row while its check waits for another one."""
        self.icon_view.show_hollow(hollow=waiting)
        for part in (self.title, self.headline):
            theme.set_style(part, muted=waiting)

    def open(self, *, opened: bool) -> None:
        """Show whether the row is open."""
        if opened is not self.expanded:
            self.expanded = opened
            notify_expanded(self)
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Prefer all available width."""
        return QSize(40 * GRID, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt's own name)
        """Paint background, chevron and focus frame."""
        scheme = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), QColor(scheme.surface))
        x, y = self.width() - CHEVRON_PX / 2, self.height() / 2
        turned = [(-5.0, -2.5), (0.0, 2.5), (5.0, -2.5)] if self.expanded else [(-2.5, -5.0), (2.5, 0.0), (-2.5, 5.0)]
        painter.setPen(QPen(QColor(scheme.muted), 1.8))
        painter.drawPolyline(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in turned]))
        if self.hasFocus():
            painter.setPen(QPen(QColor(scheme.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)


def _in_the_middle(upper: QLabel, lower: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addStretch(1)
    column.addWidget(upper)
    column.addWidget(lower)
    column.addStretch(1)
    return column


def column_px(metrics: QFontMetrics, title: str) -> int:
    """Return the least width in which a title takes at most two lines."""
    spaces = [at for at, letter in enumerate(title) if letter == " "]
    halves = [(title[:at], title[at + 1 :]) for at in spaces] or [(title, "")]
    return min(max(metrics.horizontalAdvance(half) for half in each) for each in halves)
