"""Starting the tests: which at once, which when another has answered, and what becomes of the round they make."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from readiness.checks import headset, microphone
from readiness.model import Event, Judged, Request
from readiness.ui.session.history_store import HistoryStore
from readiness.ui.session.probe_runner import ProbeRunner
from readiness.ui.session.test_rounds import Round, begin_round
from readiness.ui.state.events import ComparedWithGo
from readiness.ui.state.state import State

VOICE, DEVICE = microphone.CHECK.id, headset.CHECK.id
"""The voice is asked for less when the microphone is known from earlier today; so the microphone is looked at first."""


class TestSession:
    """Asks the engine for probes, with what a person has chosen and said.

    Args:
        engine: what runs the probes.
        past: the history.
        request: what every probe is asked.
        now: the computer's clock.
    """

    def __init__(self, engine: ProbeRunner, past: HistoryStore, request: Request, now: Callable[[], datetime]) -> None:
        self._engine, self._past, self._request, self._now = engine, past, request, now
        self._round: Round | None = None
        self._held = ""

    def begin(self, state: State) -> None:
        """A new round of tests begins; the one before is over."""
        self.finish(state)
        if self._past.folder:
            self._round = begin_round(
                state=state,
                runs=self._past.runs(),
                policy=self._request.policy,
                folder=self._past.folder,
                moment=self._now(),
                now_s=time.monotonic(),
            )
        device = _probe_of(state, DEVICE)
        self._held = _probe_of(state, VOICE) if device and self._round and self._round.go else ""

    def start(self, state: State, name: str, *, afresh: bool) -> None:
        """Run that probe; when it is taken up again, with what it had measured so far."""
        if name == self._held:
            return
        self._engine.start(state.works[name].probe, self._asked(state, name, afresh=afresh))

    def hear(self, state: State, event: Event) -> ComparedWithGo | None:
        """Follow the round; what is to be told of how things are against today's go."""
        if self._round is None or not isinstance(event.what, Judged):
            return None
        if self._held and event.what.finding.check == DEVICE and event.what.settled:
            name, self._held = self._held, ""
            request = self._asked(state, name, afresh=True)
            known = self._round.is_known(event.what.measurement)
            policy = self._round.shortened() if known else request.policy
            self._engine.start(state.works[name].probe, replace(request, policy=policy))
        self._round.hear(state)
        self._keep(state, over=False)
        since = self._round.unchanged_since(state)
        return None if since == state.unchanged_since else ComparedWithGo(since)

    def finish(self, state: State) -> None:
        """The round is over."""
        self._keep(state, over=True)
        self._round = None

    def _keep(self, state: State, *, over: bool) -> None:
        run = self._round.to_keep(state, over=over) if self._round else None
        if run:
            self._past.add(run)

    def _asked(self, state: State, name: str, *, afresh: bool) -> Request:
        shown = next((row.shown for row in state.rows if row.probe == name and row.shown), None)
        return replace(
            state.choices.request(self._request),
            so_far=None if afresh or shown is None else shown.measurement,
            heard=state.heard if state.works[name].on_request else None,
        )


def _probe_of(state: State, check: str) -> str:
    return next((row.probe for row in state.rows if row.check.id == check), "")
