"""The pages of the three steps; the second and third are created when first shown."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from readiness.i18n import Words
from readiness.meeting_policy import Override, Service
from readiness.station import Station
from readiness.ui.equipment.equipment_page import EquipmentPage, sentences
from readiness.ui.session.window_config import WindowConfig
from readiness.ui.state.events import MeetingRequested, OverrideChosen
from readiness.ui.state.state import State
from readiness.ui.state.step import Step

if TYPE_CHECKING:
    from readiness.ui.room.room_page import RoomPage
    from readiness.ui.start.start_page import StartPage


class Pages(QStackedWidget):
    """`event_raised` is emitted with a `WindowEvent`; `copied` to copy the summary for IT support.

    `finished`: the checklist's last open question was answered by key. `sign_requested` carries a `SignAction`.
    """

    event_raised = Signal(object)
    copied = Signal()
    finished = Signal()
    sign_requested = Signal(object)

    def __init__(self, state: State, config: WindowConfig) -> None:
        super().__init__()
        self._config = config
        self.equipment = EquipmentPage(state, sentences(config.guideline, config.every_check))
        self.equipment.event_raised.connect(self.event_raised)
        self.addWidget(self.equipment)

    @cached_property
    def room(self) -> RoomPage:
        """Step 2."""
        from readiness.ui.room.room_page import RoomPage

        preferences = self._config.preferences
        unit = preferences.current.sign_unit or self._config.policy.of(Station).unit
        page = RoomPage(self._config.guideline, unit, preferences.current.sign_room, parent=self)
        page.event_raised.connect(self.event_raised)
        page.sign.location_edited.connect(lambda room, unit: preferences.keep(sign_room=room, sign_unit=unit))
        page.sign.use_requested.connect(self.sign_requested)
        if page.checklist:
            page.checklist.finished.connect(self.finished)
        self.addWidget(page)
        return page

    @cached_property
    def start(self) -> StartPage:
        """Step 3."""
        from readiness.ui.start.start_page import StartPage

        policy = self._config.policy
        page = StartPage(self._config.guideline, policy.of(Service), policy.of(Override))
        page.opened.connect(lambda: self.event_raised.emit(MeetingRequested(now=True)))
        page.override_chosen.connect(lambda reason: self.event_raised.emit(OverrideChosen(reason)))
        page.outage.copied.connect(self.copied)
        self.addWidget(page)
        return page

    def show_state(self, state: State, words: Words) -> None:
        """Show the current step's page."""
        match state.step:
            case Step.EQUIPMENT:
                self.equipment.show_state(state, words)
                self.setCurrentWidget(self.equipment)
            case Step.ROOM:
                self.room.show_state(state, words)
                self.setCurrentWidget(self.room)
            case Step.START:
                self.start.show_state(state, words, self._config.now())
                self.setCurrentWidget(self.start)
