"""Step 1: the picture and the meter to the left, one row a check to the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from readiness.guideline.data import Guideline
from readiness.i18n import N_, Words
from readiness.model import Check, Ended, Event, Level, Outcome, Policy, Preview
from readiness.ui.equipment.camera_preview import CameraPreview
from readiness.ui.equipment.check_row import CheckRow
from readiness.ui.equipment.classification_section import ClassificationSection
from readiness.ui.equipment.headset_question import HeadsetQuestion
from readiness.ui.equipment.leak_section import LeakSection
from readiness.ui.equipment.level_meter import LevelMeter
from readiness.ui.equipment.playback_section import PlaybackSection
from readiness.ui.equipment.row_section import RowSection
from readiness.ui.state.preview_overlay import bars, face_box, wanted_box
from readiness.ui.state.state import State, newest, waits
from readiness.ui.theme import outcome_icon
from readiness.ui.theme.theme import GRID, Tone


class EquipmentPage(QWidget):
    """What the person asks of a row comes out with the check's id."""

    toggled = Signal(str)
    retested = Signal(str)
    place_asked = Signal(str)
    chosen = Signal(object, str)
    wished = Signal(object)

    def __init__(self, state: State, policy: Policy, said: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self._policy = policy
        self._camera = self._microphone = ""
        self._asked: frozenset[str] = frozenset()
        self.picture = CameraPreview()
        self.meter = LevelMeter()
        parts = _parts(policy)
        self.rows = {
            row.check.id: CheckRow(row, said.get(row.check.id, ()), parts.get(row.check.id, ())) for row in state.rows
        }
        for name, row in self.rows.items():
            for part in row.parts:
                part.wished.connect(self.wished)
            row.toggled.connect(lambda each=name: self.toggled.emit(each))
            row.retested.connect(lambda each=name: self.retested.emit(each))
            row.choice.chosen.connect(self.chosen)
            row.place_asked.connect(lambda each=name: self.place_asked.emit(each))
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(self.picture, 100)
        left.addWidget(self.meter)
        left.addStretch(1)
        sides = QHBoxLayout(self)
        sides.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        sides.setSpacing(2 * GRID)
        sides.addLayout(left, 13)
        self._area = self._list()
        sides.addWidget(self._area, 12)

    def _list(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self.rows.values():
            column.addWidget(row)
        column.addStretch()
        area.setWidget(inside)
        return area

    def ask(self, check: str) -> None:
        """Open that row, put the keyboard on the question in it, and bring it into view."""
        row = self.rows[check]
        if not row.header.isChecked():
            self.toggled.emit(check)
        if any(part.take_focus() for part in row.parts):
            self._area.ensureWidgetVisible(row)

    def _bring_into_view(self, state: State) -> None:
        """A question that has just come is seen whole, as far as there is room."""
        asked = frozenset(row.check.id for row in state.rows if row.opened and row.finding.asks)
        for check in asked - self._asked:
            QTimer.singleShot(0, self, lambda row=self.rows[check]: self._area.ensureWidgetVisible(row.parts[0]))
        self._asked = asked

    def hear(self, event: Event, words: Words) -> None:
        """Pictures and sound levels go straight to what shows them: they are looked at, never judged."""
        match event.what:
            case Preview():
                self._camera = event.probe
                self.picture.show_frame(event.what)
            case Level():
                self._microphone = event.probe
                self.meter.show_level(event.what, words)
            case Ended() if event.probe == self._camera:
                self.picture.clear()
            case Ended() if event.probe == self._microphone:
                self.meter.clear()

    def show_state(self, state: State, words: Words) -> None:
        """Show rows, overlay and sentence."""
        metrics = next(iter(self.rows.values())).header.title.fontMetrics() if self.rows else self.fontMetrics()
        widest = max((metrics.horizontalAdvance(words(row.check.title)) for row in state.rows), default=0)
        for row in state.rows:
            self.rows[row.check.id].header.title.setFixedWidth(widest + GRID)
            self.rows[row.check.id].show_row(state, row, words)
        self._bring_into_view(state)
        framing = next((row for row in state.rows if row.check.id == "framing"), None)
        tone = (
            outcome_icon.OF_OUTCOME[framing.finding.outcome] if framing and not waits(state, framing) else Tone.WORKING
        )
        self.picture.show_overlay(
            face_box(newest(state, "framing")),
            wanted_box(self._policy),
            bars(newest(state, "lighting"), self._policy),
            tone,
        )
        self.picture.show_words(_message(state, words), _caption(state, words), words)
        self.meter.show_words(words)


def _parts(policy: Policy) -> Mapping[str, Sequence[RowSection]]:
    """What stands in the opened rows of some checks, besides what is in every row."""
    return {
        "headset": (HeadsetQuestion(policy), LeakSection(), ClassificationSection()),
        "microphone": (PlaybackSection(),),
    }


def sentences(guideline: Guideline | None, checks: Sequence[Check[Any, Any]]) -> Mapping[str, Sequence[str]]:
    """What the guideline says behind each check, by the check's id."""
    if guideline is None:
        return {}
    text = {sentence.id: sentence.text for sentence in guideline.sentences}
    return {check.id: [text[each] for each in check.guideline if each in text] for check in checks}


def _message(state: State, words: Words) -> str:
    """Why there is no picture."""
    camera = next((row for row in state.rows if row.check.id == "camera" and row.shown), None)
    if camera and camera.finding.outcome is not Outcome.PASS:
        return words(camera.finding.headline, camera.finding.measured)
    return words(N_("Here you will see yourself."))


def _caption(state: State, words: Words) -> str:
    """What to do about the picture, said where the person looks."""
    for name in ("framing", "lighting"):
        row = next((row for row in state.rows if row.check.id == name and row.shown), None)
        if row and row.finding.outcome is not Outcome.PASS:
            return words(row.finding.remedy, row.finding.measured)
    return ""
