"""The microphone meter, with a sentence to read aloud."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from readiness.i18n import N_, Words
from readiness.model import Level
from readiness.ui.state.value_format import fact_text
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, Size, Tone

FLOOR_DBFS = -60.0
SPEECH_DBFS = (-40.0, -9.0)
"""Where the level of speech should dance; marked on the scale, judged by the check alone."""

FALL_DB = 1.5
"""How far the bar falls for each quieter level: up at once and down slowly, as meters do."""


class Bar(QWidget):
    """The meter's bar."""

    def __init__(self) -> None:
        super().__init__()
        self._rms_dbfs = FLOOR_DBFS
        self._peak_dbfs = FLOOR_DBFS
        self.setFixedHeight(2 * GRID)

    def show_level(self, level: Level) -> None:
        """Show that level."""
        self._rms_dbfs = max(level.rms_dbfs, self._rms_dbfs - FALL_DB, FLOOR_DBFS)
        self._peak_dbfs = max(level.peak_dbfs, self._peak_dbfs - FALL_DB, FLOOR_DBFS)
        self.update()

    def clear(self) -> None:
        """The microphone is closed."""
        self._rms_dbfs = self._peak_dbfs = FLOOR_DBFS
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt's own name)
        """Paint track, wanted span, level and peak."""
        scheme = theme.colours()
        painter = QPainter(self)
        width, height = self.width(), self.height()

        def x(dbfs: float) -> float:
            return width * min(1.0, max(0.0, 1.0 - dbfs / FLOOR_DBFS))

        painter.fillRect(self.rect(), QColor(scheme.line))
        low, high = SPEECH_DBFS
        painter.fillRect(QRectF(x(low), height - 3, x(high) - x(low), 3), scheme.tone(Tone.GOOD))
        loud = self._peak_dbfs > -1.0
        colour = scheme.tone(Tone.PROBLEM) if loud else QColor(scheme.accent)
        painter.fillRect(QRectF(0, 0, x(self._rms_dbfs), height - 4), colour)
        if self._peak_dbfs > FLOOR_DBFS:
            painter.fillRect(QRectF(x(self._peak_dbfs) - 2, 0, 2, height - 4), colour)


class LevelMeter(QFrame):
    """Bar, figure and sentence."""

    def __init__(self) -> None:
        super().__init__()
        theme.set_style(self, panel=True)
        self._bar = Bar()
        self._ask = theme.label(Size.SMALL, muted=True)
        self._sentence = theme.label(Size.TITLE)
        self._figure = theme.label(Size.SMALL, muted=True, wrap=False)
        self._figure.setFixedWidth(10 * GRID)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self._bar, 1)
        top.addWidget(self._figure)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, GRID + GRID // 2)
        column.setSpacing(GRID // 2)
        column.addLayout(top)
        column.addWidget(self._ask)
        column.addWidget(self._sentence)

    def show_level(self, level: Level, words: Words) -> None:
        """Show what was just heard."""
        self._bar.show_level(level)
        heard = max(level.rms_dbfs, FLOOR_DBFS - 40)
        self._figure.setText(fact_text("level_dbfs", round(heard), words))

    def clear(self) -> None:
        """The microphone is closed."""
        self._bar.clear()
        self._figure.clear()

    def show_words(self, words: Words) -> None:
        """Ask for the sentence."""
        self._ask.setText(words(N_("Read this aloud, as you would to the patient:")))
        self._sentence.setText(words(N_("“Hello, can you hear me well? Let us begin.”")))
        self._bar.setAccessibleName(words(N_("Microphone level")))
