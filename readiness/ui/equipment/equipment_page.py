"""Step 1: camera preview, device selectors and level meter on the left, one row per check on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from readiness.checks import headset, playback
from readiness.guideline.data import Guideline
from readiness.i18n import N_, Words
from readiness.model import AnyCheck, Device, Ended, Event, Level, Preview
from readiness.ui.equipment.assurance_panel import AssurancePanel
from readiness.ui.equipment.camera_preview import CameraPreview
from readiness.ui.equipment.check_row import CheckRow, Parts, no_parts
from readiness.ui.equipment.device_bar import DeviceBar
from readiness.ui.equipment.level_meter import LevelMeter
from readiness.ui.equipment.row_action import RowAction
from readiness.ui.equipment.row_header import INSET_PX, column_px
from readiness.ui.equipment.row_section import RowSection
from readiness.ui.state.events import ProbeRequested, RowToggled
from readiness.ui.state.preview_overlay import face_box, guide, wanted_box
from readiness.ui.state.preview_texts import message_of, meter_words
from readiness.ui.state.state import State, afterwards_rows
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, MARGIN_PX, MAX_WIDTH_PX
from readiness.ui.widgets.collapsible import Collapsible
from readiness.ui.widgets.layouts import fill
from readiness.ui.widgets.split_view import SplitView

LIST_PX = (62 * GRID, 75 * GRID)
"""Minimum and maximum width of the list of checks beside the picture; fits a remedy on one line."""

PICTURE_PX = 125 * GRID
"""A picture this wide grows no further until the list has its maximum width: the camera sends only 640 pixels."""

PICTURE_SHARE = 0.6
"""Maximum height of the picture as a share of the window's, where everything is stacked."""

KEYS = {Qt.Key.Key_K: Device.CAMERA, Qt.Key.Key_C: Device.CAMERA, Qt.Key.Key_M: Device.MICROPHONE}
"""Initials in Swedish and English (Kamera, Camera, Mikrofon), accepted in every language."""


class EquipmentPage(QWidget):
    """`action_requested` carries a `RowAction` and a check's id; `speech_requested` the sentence to say, or nothing."""

    action_requested = Signal(object, str)
    chosen = Signal(object, str)
    event_raised = Signal(object)
    speech_requested = Signal(str)

    def __init__(self, state: State, sentences: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self._camera = self._microphone = ""
        self._asked: frozenset[str] = frozenset()
        self._plays = False
        self._window_size, self._height_px = QSize(), 0
        self.picture, self.devices, self.meter = CameraPreview(), DeviceBar(), LevelMeter()
        self.assurances = AssurancePanel()
        self.rows = {
            row.check.id: CheckRow(row, sentences.get(row.check.id, ()), PARTS.get(row.check.measurement, no_parts))
            for row in (*state.rows, *afterwards_rows(state))
        }
        self.tests = Collapsible(tuple(self.rows.values()), inset_px=INSET_PX)
        self.tests.title.hide()
        self.tests.open(opened=True)
        self._connect()
        self._arrange()

    def _connect(self) -> None:
        self.devices.chosen.connect(self.chosen)
        self.meter.playback_requested.connect(self._listen)
        for name, row in self.rows.items():
            row.event_raised.connect(self.event_raised)
            row.toggled.connect(lambda each=name: self.event_raised.emit(RowToggled(each)))
            row.action_requested.connect(lambda action, each=name: self.action_requested.emit(action, each))

    def _arrange(self) -> None:
        hero = QWidget()
        left = fill(QVBoxLayout(hero), gap_px=GRID, margins_px=(MARGIN_PX, 0, GRID, 0))
        left.addWidget(self.picture, 100)
        left.addWidget(self.devices)
        left.addWidget(self.meter)
        left.addStretch(1)
        inside = QWidget()
        column = fill(QVBoxLayout(inside), gap_px=GRID)
        assured = QVBoxLayout()
        assured.setContentsMargins(INSET_PX, 0, 0, 0)  # in line with the rows' icons
        assured.addWidget(self.assurances)
        column.addLayout(assured)
        column.addWidget(self.tests)
        column.addStretch()
        self._split = SplitView(hero, inside, beside_px=LIST_PX[0], inset_px=INSET_PX)
        fill(QVBoxLayout(self), self._split)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Make the picture as large as its height allows, and give the rest of the width to the list.

        Only the window's size matters, so that no column moves when messages below the page come and go.
        """
        super().resizeEvent(event)
        stacked = self._split.stacks_at(event.size().width())
        self.picture.limit_height(round(self.window().height() * (PICTURE_SHARE if stacked else 1)))
        if self.window().size() != self._window_size:
            self._window_size, self._height_px = self.window().size(), 0
        if event.size().height() <= self._height_px:
            return
        self._height_px = event.size().height()
        width = min(event.size().width(), MAX_WIDTH_PX)
        below = self.devices.sizeHint().height() + self.meter.sizeHint().height() + 4 * GRID
        picture = min(PICTURE_PX, round((self._height_px - below) * 16 / 9))
        least, most = (theme.scaled(each) for each in LIST_PX)
        self._split.set_beside(max(least, min(most, width - picture - MARGIN_PX - 5 * GRID)))
        for row in self.rows.values():
            row.header.share_height(0 if stacked else (self._height_px - 2 * GRID) // len(self.rows))

    def _listen(self) -> None:
        self.event_raised.emit(ProbeRequested("" if self._plays else playback.PROBE.name))

    def ask(self, check: str) -> None:
        """Open the check's row, focus the question in it and scroll to it."""
        row = self.rows[check]
        self.tests.open(opened=True)
        if not row.header.expanded:
            self.event_raised.emit(RowToggled(check))
        if row.take_focus():
            self._split.show_beside(row)

    def _bring_into_view(self, state: State) -> None:
        """Scroll to a question that has just appeared, so that all of it is visible if there is room."""
        asked = frozenset(row.check.id for row in state.rows if row.opened and row.finding.asks)
        for check in asked - self._asked:
            QTimer.singleShot(0, self, lambda row=self.rows[check]: self._split.show_beside(row.details.parts[0]))
        self._asked = asked

    def show_live(self, event: Event) -> None:
        """Show previews and sound levels at once; they bypass the state because nothing judges them."""
        match event.what:
            case Preview():
                self._camera = event.probe
                self.picture.show_frame(event.what)
            case Level():
                self._microphone = event.probe
                self.meter.show_level(event.what)
            case Ended() if event.probe == self._camera:
                self.picture.clear()
            case Ended() if event.probe == self._microphone:
                self.meter.clear()

    def show_state(self, state: State, words: Words) -> None:
        """Show the rows, the preview, the devices and the meter."""
        metrics = next(iter(self.rows.values())).header.title.fontMetrics() if self.rows else self.fontMetrics()
        rows = (*state.rows, *afterwards_rows(state))
        widest = max((column_px(metrics, words(row.check.title)) for row in rows), default=0)
        for row in rows:
            shown = self.rows[row.check.id]
            shown.header.title.setFixedWidth(widest + GRID)
            shown.show_row(state, row, words)
        self._show_routine(state, words)
        self._bring_into_view(state)
        self._show_picture(state, words)
        self.devices.show_state(state, words)
        self._plays = state.requested_probe == playback.PROBE.name
        status = state.probes.get(playback.PROBE.name)
        ready = (
            status is not None
            and state.heard is not None
            and not (state.requested_probe or status.running or state.meeting_requested)
        )
        texts = meter_words(state, plays=self._plays)
        self.speech_requested.emit(f"{words(texts.ask)} {words(texts.sentence)}".strip() if texts.asks else "")
        self.meter.show_texts(texts, words, plays=self._plays, ready=self._plays or ready)
        self.meter.listen.setVisible(status is not None)

    def _show_routine(self, state: State, words: Words) -> None:
        """Hide the checks if a single confirmation is enough, and put what it confirms where it is seen first."""
        routine = self.assurances.show_state(state, words)
        self._split.put_beside_first(first=routine)
        self.tests.show_title(words(N_("All tests ({count})"), {"count": len(self.rows)}))
        if routine is self.tests.title.isHidden():
            self.tests.title.setVisible(routine)
            self.tests.open(opened=not routine)

    def _show_picture(self, state: State, words: Words) -> None:
        face = next((box for row in state.rows if (box := face_box(row.latest))), None)
        self.picture.show_overlay(face, wanted_box(state.policy), guide(state))
        message, dead = message_of(state, words)
        self.picture.show_message(message, words, dead=dead)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """K and M focus the device lists, L plays the voice, arrows move between rows, R repeats the row's test."""
        key = Qt.Key(event.key())
        if key in KEYS:
            self.devices.focus(KEYS[key])
        elif key is Qt.Key.Key_L and self.meter.listen.isEnabled():
            self.meter.listen.click()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key is Qt.Key.Key_Down else -1)
        elif key is Qt.Key.Key_R and (current := self._current()) is not None:
            self.action_requested.emit(RowAction.RETEST, list(self.rows)[current])
        else:
            super().keyPressEvent(event)

    def _current(self) -> int | None:
        focused = self.focusWidget()
        return next((at for at, row in enumerate(self.rows.values()) if focused and row.isAncestorOf(focused)), None)

    def _step(self, by: int) -> None:
        rows, current = list(self.rows.values()), self._current()
        if not rows:
            return
        self.tests.open(opened=True)
        chosen = rows[0 if current is None else max(0, min(len(rows) - 1, current + by))]
        chosen.header.setFocus(Qt.FocusReason.TabFocusReason)
        self._split.show_beside(chosen.header)


def _headset_parts() -> Sequence[RowSection]:
    from readiness.ui.equipment.classification_section import ClassificationSection
    from readiness.ui.equipment.headset_question import HeadsetQuestion
    from readiness.ui.equipment.leak_section import LeakSection
    from readiness.ui.equipment.tone_section import ToneSection

    return (HeadsetQuestion(), ToneSection(), LeakSection(), ClassificationSection())


PARTS: Mapping[type, Parts] = {headset.Measurement: _headset_parts}
"""The sections that only some checks' opened rows have, by measurement type."""


def sentences(guideline: Guideline | None, checks: Sequence[AnyCheck]) -> Mapping[str, Sequence[str]]:
    """Return the guideline's sentences that each check implements, by the check's id."""
    if guideline is None:
        return {}
    text = {sentence.id: sentence.text for sentence in guideline.sentences}
    return {check.id: [text[each] for each in check.guideline if each in text] for check in checks}
