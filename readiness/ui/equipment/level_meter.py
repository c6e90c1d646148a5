"""The microphone's level meter (too faint, right, too loud), and the sentence to say into it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from readiness.i18n import N_, Words
from readiness.model import Level
from readiness.ui.state.level_zone import FLOOR_DBFS, SPEECH_DBFS, Zone, zone_of
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.state.preview_texts import READ, SENTENCE, MeterWords
from readiness.ui.theme import icons, theme
from readiness.ui.theme.theme import GRID, Size
from readiness.ui.widgets.layouts import fill

FALL_DB = 3.0
"""Maximum fall of the bar per level in dB: like a peak meter it rises at once and falls slowly."""

STANDS_MS = 900
"""How long a word is shown. It describes the loudest moment of that time, so that a pause is not called too faint."""

WORDS = {
    Zone.SILENT: N_("Silent"),
    Zone.FAINT: N_("Too faint"),
    Zone.RIGHT: N_("Just right"),
    Zone.LOUD: N_("Too loud"),
}
TONES = {Zone.SILENT: Tone.UNKNOWN, Zone.FAINT: Tone.REMARK, Zone.RIGHT: Tone.GOOD, Zone.LOUD: Tone.PROBLEM}


class Bar(QProgressBar):
    """The meter's bar.

    Its value is the zone that the word beside it names, and changes as seldom: screen readers read it, and the level is
    drawn in its colour, which would otherwise be a warning in every pause between words.
    """

    def __init__(self) -> None:
        super().__init__()
        self._rms_dbfs = self._peak_dbfs = FLOOR_DBFS
        self.setRange(0, 3)
        self.setValue(0)
        self.setTextVisible(False)
        self.setFixedHeight(2 * GRID)

    def show_level(self, level: Level) -> None:
        """Show the level."""
        self._peak_dbfs = max(level.peak_dbfs, self._peak_dbfs - FALL_DB, FLOOR_DBFS)
        before = self._level_px
        self._rms_dbfs = max(level.rms_dbfs, self._rms_dbfs - FALL_DB, FLOOR_DBFS)
        if self._level_px != before:
            left, right = sorted((before, self._level_px))
            self.update(QRect(left - GRID, 0, right - left + 2 * GRID, self.height()))

    @property
    def _level_px(self) -> int:
        """Length of the bar in whole pixels, since repainting for less would show nothing."""
        return round(self._x(self._rms_dbfs))

    def _x(self, dbfs: float) -> float:
        return self.width() * min(1.0, max(0.0, 1.0 - dbfs / FLOOR_DBFS))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  (Qt's own name)
        """Be opaque: otherwise every widget behind is repainted with each level."""
        super().showEvent(event)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  (Qt's own name)
        """Be opaque again after a change of style, which resets the attribute."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def zone(self) -> Zone:
        """The zone of the level shown."""
        return zone_of(self._rms_dbfs, self._peak_dbfs)

    def clear(self) -> None:
        """Reset the meter when the microphone is closed."""
        self._rms_dbfs = self._peak_dbfs = FLOOR_DBFS
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt's own name)
        """Paint the track, the marked range of good levels, and the current level."""
        scheme = theme.colours()
        painter = QPainter(self)
        # The panel's colour. At 125 % the edge may fall inside a pixel, which would keep some of its old colour.
        painter.fillRect(self.rect().adjusted(-1, -1, 1, 1), QColor(scheme.surface))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = self._x
        width, middle = self.width(), self.height() / 2
        low, high = SPEECH_DBFS
        painter.setPen(QPen(QColor(scheme.muted), 1))
        painter.setBrush(QColor(scheme.ground))
        painter.drawRoundedRect(QRectF(0.5, middle - 4, width - 1, 8), 4, 4)
        painter.setPen(QPen(scheme.tone(Tone.GOOD), 1.5))
        painter.setBrush(scheme.tone_ground(Tone.GOOD))
        painter.drawRoundedRect(QRectF(x(low), middle - 7, x(high) - x(low), 14), 4, 4)
        level = QRectF(1, middle - 3, self._level_px, 6)
        if level.width() > level.height():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(scheme.tone(TONES[Zone(self.value())]))
            painter.drawRoundedRect(level, 3, 3)


class LevelMeter(QFrame):
    """Bar, word, sentence to say, and the button that plays it back, which emits `playback_requested`."""

    playback_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_style(self, panel=True)
        self.bar = Bar()
        self._zone = self._loudest = Zone.SILENT
        self._words = Words("en")
        self._levels_come = False
        self.timer = QTimer(self, interval=STANDS_MS)
        self.timer.timeout.connect(self._show_loudest)
        self.word = theme.label(bold=True, wrap=False)
        self.said = QWidget()
        self.ask = theme.label(Size.SMALL, muted=True)
        self.sentence = theme.label(Size.TITLE)
        self.listen = QPushButton()
        self.listen.setFont(theme.font(bold=True))
        self.listen.setIconSize(QSize(theme.scaled(2 * GRID), theme.scaled(2 * GRID)))
        self.listen.clicked.connect(self.playback_requested)
        self._arrange()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(2 * GRID)
        top.addWidget(self.bar, 1)
        top.addWidget(self.word)
        fill(QVBoxLayout(self.said), self.ask, self.sentence, None)
        below = QHBoxLayout()
        below.setSpacing(2 * GRID)
        below.addWidget(self.said, 1)
        below.addWidget(self.listen)
        fill(QVBoxLayout(self), top, below, gap_px=GRID // 2, margins_px=(2 * GRID, GRID, 2 * GRID, GRID))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Keep room for the sentence to read; at that width it may take two lines."""
        super().resizeEvent(event)
        self._reserve()

    def _reserve(self) -> None:
        """Keep the height of what is asked, so that nothing moves when the sentence comes and goes."""
        self.said.setMinimumHeight(self._lines_px(self.ask, READ) + self._lines_px(self.sentence, SENTENCE))

    def _lines_px(self, label: QLabel, text: str) -> int:
        beside_px = self.width() - self.listen.sizeHint().width() - 6 * GRID - 2 * self.frameWidth()
        room = QRect(0, 0, max(1, beside_px), 1000)
        return label.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self._words(text)).height()

    def show_level(self, level: Level) -> None:
        """Show a new level. The word follows every `STANDS_MS`, and at once when a voice rises out of silence."""
        self._levels_come = True
        self.bar.show_level(level)
        self._loudest = max(self._loudest, self.bar.zone)
        if self._zone is Zone.SILENT and self._loudest >= Zone.RIGHT:
            self.timer.start()
            self._show_loudest()
        if not self.timer.isActive():
            self.timer.start()

    def clear(self) -> None:
        """Reset the meter when the microphone is closed."""
        self.bar.clear()
        self.timer.stop()
        self._loudest = Zone.SILENT
        self._show_loudest()

    def _show_loudest(self) -> None:
        if not self._levels_come:  # a bar that stays half full beside the word "silent" looks like a level
            self.bar.clear()
            self.timer.stop()
        self._levels_come = False
        self._zone, self._loudest = self._loudest, Zone.SILENT
        self._show_zone()

    def _show_zone(self) -> None:
        self.bar.setValue(self._zone.value)
        self.word.setText(self._words(WORDS[self._zone]))
        theme.set_style(self.word, tone=TONES[self._zone].value)

    def show_texts(self, texts: MeterWords, words: Words, *, plays: bool, ready: bool) -> None:
        """Show what to do. `plays`: the button stops the playback; `ready`: there is something to play or stop."""
        changed = words.language != self._words.language
        self._words = words
        if changed or not self.word.text():
            metrics = self.word.fontMetrics()
            self.word.setFixedWidth(max(metrics.horizontalAdvance(words(each)) for each in WORDS.values()) + GRID // 2)
            self._show_zone()
            self._reserve()
        self.ask.setText(words(texts.ask, texts.facts))
        self.sentence.setText(words(texts.sentence, texts.facts))
        self.listen.setText(words(texts.button))
        self.listen.setIcon(icons.icon("stop" if plays else "play", theme.colours().text))
        self.listen.setEnabled(ready)
        self.bar.setAccessibleName(words(N_("Microphone level")))
