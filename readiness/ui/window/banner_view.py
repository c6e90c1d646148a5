"""The banner: verdict to the left, the one next action to the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from readiness.i18n import Words
from readiness.ui.state.banner import Action, Banner
from readiness.ui.theme import outcome_icon, theme
from readiness.ui.theme.theme import GRID, Size, Tone

NARROW_PX = 100 * GRID
"""Below this there is room for the verdict and its action only when both are smaller."""


class BannerView(QWidget):
    """Shows a `Banner`; `acted` when its button is pressed. Its height never changes."""

    acted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tone = Tone.WORKING
        self._spoken = ""
        self._widest = 0
        self._icon = outcome_icon.OutcomeIcon(6 * GRID)
        self.title = theme.label(Size.DISPLAY, bold=True, wrap=False)
        self.count = theme.label(Size.SMALL, muted=True, wrap=False)
        self.headline = theme.label(Size.TITLE, bold=True)
        self.advice = theme.label(Size.TITLE)
        self.button = QPushButton()
        theme.set_style(self.button, main=True)
        self.button.setFont(theme.font(Size.BODY, bold=True))
        self.button.clicked.connect(self.acted)
        stay = self.button.sizePolicy()
        stay.setRetainSizeWhenHidden(True)
        self.button.setSizePolicy(stay)
        self._arrange()

    def _arrange(self) -> None:
        answer = QVBoxLayout()
        answer.setSpacing(0)
        answer.addStretch()
        answer.addWidget(self.title)
        answer.addWidget(self.count)
        answer.addStretch()
        what = QVBoxLayout()
        what.setSpacing(GRID // 2)
        what.addStretch()
        what.addWidget(self.headline)
        what.addWidget(self.advice)
        what.addStretch()
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(self._icon)
        row.addLayout(answer, 3)
        row.addLayout(what, 5)
        row.addWidget(self.button)
        lines = self.title.fontMetrics().height() + self.count.fontMetrics().height()
        three = 3 * self.headline.fontMetrics().height() + 3 * GRID
        self.setFixedHeight(max(lines + 3 * GRID, three, 11 * GRID))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Take less room in a narrow window."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The texts as large as they can be seen whole; the columns stand still, whatever the button says."""
        narrow = self.width() < NARROW_PX
        self._icon.set_side((4 if narrow else 6) * GRID)
        self.title.setFont(theme.font(Size.TITLE if narrow else Size.DISPLAY, bold=True))
        self.button.setMinimumWidth(0 if narrow else self._widest)
        for size in (Size.TITLE, Size.BODY, Size.SMALL):
            self.headline.setFont(theme.font(size, bold=True))
            self.advice.setFont(theme.font(size))
            self._row.activate()
            width = self.headline.width()
            needed = self.headline.heightForWidth(width) + self.advice.heightForWidth(width) + GRID // 2
            if needed <= self.height() - GRID:
                return

    def show_banner(self, banner: Banner, words: Words) -> None:
        """Show that banner, and say it to a screen reader when it has changed."""
        facts = {**banner.counted, **(banner.finding.measured if banner.finding else {})}
        self._tone = outcome_icon.of_banner(banner)
        self._icon.show_tone(self._tone)
        self.title.setText(words(banner.title))
        self.count.setText(words(banner.count, banner.counted))
        self.count.setVisible(bool(banner.count))
        self.headline.setText(words(banner.headline, facts))
        self.advice.setText(words(banner.advice, facts))
        self._widest = self._widest_button(words)
        self.button.setText(words(banner.action.value))
        self.button.setVisible(banner.action is not Action.NONE)
        self._fit()
        self.update()
        self._say()

    def _widest_button(self, words: Words) -> int:
        texts = [words(each.value) for each in Action if each.value]
        self.button.setText(max(texts, key=self.button.fontMetrics().horizontalAdvance))
        return self.button.sizeHint().width()

    def _say(self) -> None:
        text = ". ".join(part.text().rstrip(".") for part in (self.title, self.headline, self.advice) if part.text())
        self.setAccessibleName(text)
        if text != self._spoken:
            self._spoken = text
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt's own name)
        """Paint the ground in the verdict's tone."""
        scheme = theme.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), scheme.tone_ground(self._tone))
        painter.fillRect(0, 0, GRID, self.height(), scheme.tone(self._tone))
