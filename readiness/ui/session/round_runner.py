"""Starts the probes of a round of tests, and records the round."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from readiness.checks import headset, microphone
from readiness.model import Event, Judged, Request
from readiness.policy.sections import values
from readiness.storage.station_number import read_station_number
from readiness.support.run_diff import todays_go
from readiness.support.run_record import constant_things
from readiness.ui.session.history_store import HistoryStore
from readiness.ui.session.mend_results import MendResults
from readiness.ui.session.probe_runner import ProbeRunner
from readiness.ui.session.rounds import Round
from readiness.ui.state.events import ComparedWithGo
from readiness.ui.state.state import State

VOICE, DEVICE = microphone.CHECK.id, headset.CHECK.id
"""A microphone that passed earlier today needs less speech, so the headset's check runs before the voice's."""


class RoundRunner:
    """Starts probes with the devices and answers chosen by the person.

    Args:
        engine: what runs the probes.
        history: the runs on this station.
        request: the common parameters of all probes.
        now: the computer's clock.
    """

    def __init__(
        self, engine: ProbeRunner, history: HistoryStore, request: Request, now: Callable[[], datetime]
    ) -> None:
        self._engine, self._history, self._request, self._now = engine, history, request, now
        self._round: Round | None = None
        self._held = ""
        self._brief = ""
        self._mends = MendResults()

    def begin(self, state: State) -> None:
        """End the current round and begin a new one."""
        self.finish(state)
        moment = self._now()
        if self._history.folder:
            runs = self._history.runs(since=moment.replace(hour=0, minute=0, second=0, microsecond=0))
            self._round = Round(
                policy=self._request.policy,
                started_at=moment,
                started_s=time.monotonic(),
                constant_things=constant_things(values(self._request.policy)),
                salt=read_station_number(self._history.folder),
                go=todays_go(runs, [row.check.id for row in state.rows], moment),
            )
        device = _probe_of(state, DEVICE)
        self._held = _probe_of(state, VOICE) if device and self._round and self._round.go else ""
        self._brief = ""

    def start(self, state: State, name: str, *, afresh: bool) -> None:
        """Run the probe; a resumed one continues from its earlier measurement.

        The voice's probe is held back until the headset is known; its earlier run ends without a result.
        """
        if name == self._held:
            self._engine.hold(name)
            return
        request = self._asked(state, name, afresh=afresh)
        if name == self._brief and self._round:
            self._brief = ""
            request = replace(request, policy=self._round.shortened())
        self._engine.start(state.probes[name].probe, request)

    def update(self, state: State, event: Event) -> ComparedWithGo | None:
        """Update the round; return a comparison with the last go of the day when there is a new one."""
        if self._round is None or not isinstance(event.what, Judged):
            return None
        self._mends.update(state)
        if self._held and event.what.finding.check == DEVICE and event.what.settled:
            name, self._held = self._held, ""
            heard = event.what.measurement
            self._brief = name if heard is not None and self._round.is_known(heard) else ""
            if state.probes[name].running:  # else Chrome still has the microphone, or the window is minimised
                self.start(state, name, afresh=True)
        self._round.update(state)
        self._keep(state, over=False)
        since = self._round.unchanged_since(state)
        return None if since == state.unchanged_since else ComparedWithGo(since)

    def finish(self, state: State) -> None:
        """End the round."""
        self._keep(state, over=True)
        self._history.add_mends(self._mends.take(), self._now())
        self._round = None

    def _keep(self, state: State, *, over: bool) -> None:
        run = self._round.to_keep(state, over=over) if self._round else None
        if run:
            self._history.add(run)

    def _asked(self, state: State, name: str, *, afresh: bool) -> Request:
        shown = next((row.shown for row in state.rows if row.probe == name and row.shown), None)
        return replace(
            state.choices.request(self._request),
            so_far=None if afresh or shown is None else shown.measurement,
            heard=state.heard if state.probes[name].on_request else None,
        )


def _probe_of(state: State, check: str) -> str:
    return next((row.probe for row in state.rows if row.check.id == check), "")
