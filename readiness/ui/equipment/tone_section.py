"""The tone test: a tone on each side, and the question whether the person heard it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from readiness.checks import playback, side_tones
from readiness.checks.headset import Measurement
from readiness.i18n import N_, Words
from readiness.model import CheckMeasurement
from readiness.ui.equipment.row_section import RowSection
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.events import ProbeRequested, ToneAnswered
from readiness.ui.state.outcome_tone import WORDS, Tone
from readiness.ui.state.state import State
from readiness.ui.theme import theme
from readiness.ui.theme.accessibility import say
from readiness.ui.theme.outcome_icon import OutcomeIcon
from readiness.ui.theme.theme import GRID, Size
from readiness.ui.widgets.layouts import fill

NAME = side_tones.PROBE.name
SAYS = N_("You will hear a soft tone on the left, then on the right.")
HEARD = N_("You heard the tone on both sides.")
NOT_HEARD = N_("The tone was not heard on both sides.")
TURNED_OFF = N_("The computer's sound is turned off.")
VOLUME = N_("The computer's volume is {percent} %.")


class ToneSection(RowSection):
    """The test's button, the system's volume, the question once both tones have been played, and what the answer means.

    The answer counts in the headset's finding, and only for that output.

    Args:
        announce: reads the question out to who does not see that it has come.
    """

    def __init__(self, announce: Callable[[QWidget, str], None] = say) -> None:
        super().__init__()
        self._announce = announce
        self._plays = self._awaits_answer = False
        self._output_key = ""
        self._way: object = None
        self.button, self.yes, self.no = (QPushButton() for _ in range(3))
        self.button.clicked.connect(self._play_or_stop)
        self.yes.clicked.connect(lambda: self._answer(heard=True))
        self.no.clicked.connect(lambda: self._answer(heard=False))
        self._explanation = theme.label(Size.SMALL, muted=True)
        self.volume = theme.label(Size.SMALL, muted=True)
        self._question_text = theme.label(Size.SMALL)
        self._icon = OutcomeIcon(2 * GRID)
        self.result = theme.label(Size.SMALL)
        self._question = _line(self._question_text, self.yes, self.no)
        self._result_line = _line(self._icon, self.result)
        fill(
            QVBoxLayout(self),
            _line(self.button, self._explanation),
            self.volume,
            self._question,
            self._result_line,
            gap_px=GRID // 2,
        )

    def show_row(self, state: State, row: RowState, words: Words) -> None:
        """Show whether the tones can be played, are playing, or were heard."""
        status = state.probes.get(NAME)
        self.setVisible(status is not None)
        if status is None:
            return
        wanted = state.requested_probe == NAME
        awaited = self._awaits_answer
        if self._plays and not wanted:
            self._awaits_answer = not status.running and state.notice != playback.CANNOT_PLAY
        self._plays = wanted
        self._forget_if_moved(row)
        other = bool(state.requested_probe) and not wanted
        self.button.setText(words(N_("Stop")) if wanted else words(N_("Play a tone on each side")))
        self.button.setEnabled(wanted or not (other or status.running or state.meeting_requested or state.meeting_open))
        self.button.setAccessibleName(self.button.text())
        self._explanation.setText(words(status.activity if wanted and status.activity else SAYS))
        self.button.setAccessibleDescription(self._explanation.text())
        self._show_volume(row.latest, words)
        self._show_answer(state.choices.tones.get(self._output_key), words)
        if self._awaits_answer and not awaited:
            self._announce(self, self._question_text.text())

    def _show_volume(self, measured: CheckMeasurement | None, words: Words) -> None:
        """Show how loud the system plays, and whether it plays at all: the likely reason for hearing nothing."""
        if not isinstance(measured, Measurement):
            return  # the check is being repeated; what was shown still holds
        percent, off = measured.output_level_percent, measured.output_muted is True
        self.volume.setVisible(off or percent is not None)
        self.volume.setText(words(TURNED_OFF) if off else words(VOLUME, {"percent": percent}))
        theme.set_style(self.volume, tone=Tone.REMARK.value if off else "")

    def _forget_if_moved(self, row: RowState) -> None:
        now = row.latest
        if not isinstance(now, Measurement):
            return  # the check is being repeated; nothing says that the output has changed
        way = (now.id, now.same_device, now.loud_output, now.output_key)
        if way != self._way:
            self._awaits_answer = False
        self._way, self._output_key = way, now.output_key or ""

    def _show_answer(self, heard: bool | None, words: Words) -> None:  # noqa: FBT001  (yes, no or nothing said)
        question = words(side_tones.QUESTION)
        self._question_text.setText(question)
        for button, text in ((self.yes, words(N_("Yes"))), (self.no, words(N_("No")))):
            button.setText(text)
            button.setAccessibleName(f"{question} {text}")
        self._question.setVisible(self._awaits_answer and not self._plays)
        self._result_line.setVisible(heard is not None)
        if heard is not None:
            tone = Tone.GOOD if heard else Tone.REMARK
            text = words(HEARD) if heard else f"{words(NOT_HEARD)} {words(side_tones.REMEDY)}"
            self._icon.show_tone(tone)
            theme.set_style(self.result, tone="" if heard else tone.value)
            self.result.setText(text)
            self.result.setAccessibleName(f"{words(WORDS[tone])}: {text}")

    def _play_or_stop(self) -> None:
        stops = self._plays
        self._plays, self._awaits_answer = False, False
        self.event_raised.emit(ToneAnswered(self._output_key, None))
        self.event_raised.emit(ProbeRequested("" if stops else NAME))

    def _answer(self, *, heard: bool) -> None:
        self._awaits_answer = False
        self.event_raised.emit(ToneAnswered(self._output_key, heard))
        self.button.setFocus()


def _line(*parts: QWidget) -> QWidget:
    line = QWidget()
    row = fill(QHBoxLayout(line), *parts[:-1], gap_px=GRID + GRID // 2)
    row.addWidget(parts[-1], 0 if isinstance(parts[-1], QPushButton) else 1)
    if isinstance(parts[-1], QPushButton):
        row.addStretch(1)
    return line
