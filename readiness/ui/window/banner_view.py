"""The banner: the verdict on the left, the next action in the middle, its button on the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from readiness.checks.mends import MEND_TEXTS
from readiness.i18n import Words
from readiness.ui.state.banner import TITLES, Action, Banner
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.theme import theme
from readiness.ui.theme.accessibility import sentences
from readiness.ui.theme.outcome_icon import OutcomeIcon
from readiness.ui.theme.theme import GRID, MARGIN_PX, Size
from readiness.ui.widgets.layouts import fill
from readiness.ui.window.announcer import Announcer

NARROW_PX = 120 * GRID
"""Below this width verdict and action are shown smaller."""

SENTENCE_PX = 36 * GRID
"""They are also shown smaller where the language's longest verdict and button leave less than this for the sentence."""

LOW_PX = 56 * GRID
"""Below this window height the banner is lower, to leave room for the page."""

ICON_PX = 6 * GRID
"""Side of the icon where there is room."""

BESIDE_TEXT_PX = 5 * GRID
"""Width of the button beside its text."""


class BannerView(QWidget):
    """Shows a `Banner`; pressing its button emits `action_requested`. Its layout does not depend on its texts."""

    action_requested = Signal()
    accessible_role = QAccessible.Role.Grouping

    def __init__(self) -> None:
        super().__init__()
        self._tone = Tone.WORKING
        self._low = False
        self._icon = OutcomeIcon(ICON_PX)
        self.title = theme.heading(Size.DISPLAY, wrap=False)
        self.count = theme.label(Size.SMALL, muted=True, wrap=False)
        self.headline = theme.label(Size.TITLE, bold=True)
        self.advice = theme.label(Size.TITLE)
        self.button = QPushButton()
        theme.set_style(self.button, main=True)
        self.button.setFont(theme.font(Size.BODY, bold=True))
        self.button.clicked.connect(self.action_requested)
        stay = self.button.sizePolicy()
        stay.setRetainSizeWhenHidden(True)
        self.button.setSizePolicy(stay)
        self.announcer = Announcer(self)
        self._widest_title = self._widest_button = 0
        self._arrange()

    def _arrange(self) -> None:
        self._answer = QWidget()
        fill(QVBoxLayout(self._answer), None, self.title, self.count, None)
        what = fill(QVBoxLayout(), None, self.headline, self.advice, None, gap_px=GRID // 2)
        self._row = row = QHBoxLayout(self)
        row.setSpacing(2 * GRID)
        row.addWidget(self._icon)
        row.addWidget(self._answer)
        row.addLayout(what, 1)
        row.addWidget(self.button)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Use less space in a small window."""
        super().resizeEvent(event)
        self._fit()

    def fit_window(self, height_px: int) -> None:
        """Use less space in a window of that height."""
        low = height_px < theme.scaled(LOW_PX)
        if low is not self._low:
            self._low = low
            self._fit()

    def _fit(self) -> None:
        """Choose the largest font size at which the texts fit; the columns do not depend on the texts."""
        # Computed with the icon's largest side: the present one depends on the result, and the layout would oscillate.
        icon_px = theme.scaled(ICON_PX)
        left = self.width() - self._widest_title - self._widest_button - icon_px - 3 * MARGIN_PX
        narrow, low = self.width() < theme.scaled(NARROW_PX) or left < theme.scaled(SENTENCE_PX), self._low
        side = theme.margin_in(self.width())
        self._row.setContentsMargins(side, GRID // 2, side, GRID // 2)
        small = narrow or low
        title = theme.font(Size.TITLE if small else Size.DISPLAY, bold=True)
        self._icon.set_side(theme.scaled(3 * GRID if low else 4 * GRID if narrow else ICON_PX))
        self.title.setFont(title)
        self.count.setVisible(bool(self.count.text()) and not low)
        share = 1.0 if not small else QFontMetrics(title).height() / QFontMetrics(theme.font(Size.DISPLAY)).height()
        self._answer.setFixedWidth(round(self._widest_title * share) if not narrow else self.width() // 4)
        for label in (self.title, self.count):
            label.setWordWrap(narrow)
        self.button.setFont(theme.font(Size.SMALL if narrow else Size.BODY, bold=True))
        self.button.setFixedWidth(self._widest_button if not narrow else self.width() * 28 // 100)
        self.button.setText(self._fitting(self.button.accessibleName()))
        self._set_height(small=small, narrow=narrow, low=low)
        for size in (Size.TITLE, Size.BODY, Size.SMALL):
            self.headline.setFont(theme.font(size, bold=True))
            self.advice.setFont(theme.font(size))
            self._row.activate()
            width = self.headline.width()
            needed = self.headline.heightForWidth(width) + self.advice.heightForWidth(width) + GRID // 2
            if needed <= self.height() - GRID:
                return
        self.setFixedHeight(needed + GRID)  # moving the page is better than cutting a text off

    def _fitting(self, text: str) -> str:
        """Return the button's text, on two lines if it is too wide for one."""
        wide = QFontMetrics(self.button.font()).horizontalAdvance(text) + BESIDE_TEXT_PX > self.button.width()
        return _in_two_lines(text) if wide else text

    def _set_height(self, *, small: bool, narrow: bool, low: bool) -> None:
        line = QFontMetrics(theme.font(Size.BODY if small else Size.TITLE)).height()
        lines = 2 * QFontMetrics(theme.font(Size.TITLE)).height() if small else 0
        least = theme.scaled(((9 if narrow else 7) if low else 15 if narrow else 11) * GRID)
        self.setFixedHeight(max(least, lines + GRID, (2 if low else 3) * line + (2 if low else 3) * GRID))

    def show_banner(self, banner: Banner, words: Words) -> None:
        """Show a banner, and announce it to screen readers when it has held for a while."""
        facts = {**banner.counted, **(banner.finding.measured if banner.finding else {})}
        self._tone = banner.tone
        self._icon.show_tone(self._tone)
        self.title.setText(words(banner.title))
        self.count.setText(words(banner.count, banner.counted))
        headline = words(banner.headline, facts)
        self.headline.setText(f"{words(banner.about)}: {headline}" if banner.about else headline)
        self.advice.setText(words(banner.advice, facts))
        self._measure(words)
        button = words(banner.button or banner.action.value)
        if button != self.button.accessibleName():  # setting it is announced, also where nothing changes
            self.button.setAccessibleName(button)
        self.button.setVisible(banner.action is not Action.NONE)
        self._fit()
        self.update()
        self.announcer.announce(banner, self._spoken_text())

    def _measure(self, words: Words) -> None:
        """Measure the widest title and the widest button in this language."""
        title = QFontMetrics(theme.font(Size.DISPLAY, bold=True))
        self._widest_title = max(title.horizontalAdvance(words(each)) for each in TITLES) + GRID
        button = QFontMetrics(theme.font(bold=True))
        widest = max(
            button.horizontalAdvance(words(each))
            for each in (*(each.button for each in MEND_TEXTS.values()), *(each.value for each in Action))
            if each
        )
        self._widest_button = widest + BESIDE_TEXT_PX

    def _spoken_text(self) -> str:
        return sentences(*(part.text() for part in (self.title, self.headline, self.advice)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt's own name)
        """Paint the background in the verdict's tone."""
        scheme = theme.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), scheme.tone_ground(self._tone))
        painter.fillRect(0, 0, GRID, self.height(), scheme.tone(self._tone))
        if theme.high_contrast():
            painter.fillRect(0, self.height() - 2, self.width(), 2, scheme.tone(self._tone))


def _in_two_lines(text: str) -> str:
    """Break the text at the space nearest to its middle."""
    spaces = [at for at, letter in enumerate(text) if letter == " "]
    if not spaces:
        return text
    middle = min(spaces, key=lambda at: abs(at - len(text) / 2))
    return f"{text[:middle]}\n{text[middle + 1 :]}"
