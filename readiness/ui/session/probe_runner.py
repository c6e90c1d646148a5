"""Bridge from the engine's runner to the window: one thread per run, one signal for all their events."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, Signal

from readiness.engine.runner import Stop, run
from readiness.model import AnyCheck, Ended, Event, Level, Preview, Probe, Request
from readiness.support import fault_log


@dataclass(eq=False, slots=True)
class _Run:
    probe: Probe
    request: Request
    stop: Stop = field(default_factory=Stop)
    preview_handled: threading.Event = field(default_factory=threading.Event)
    level_handled: threading.Event = field(default_factory=threading.Event)
    stopped: bool = False
    held: bool = False
    thread: threading.Thread | None = None


CLOSES_WITHIN_S = 3.0
"""Time limit for closing; the engine itself releases devices or kills a probe within half a second."""


class ProbeRunner(QObject):
    """Runs probes, at most one run per probe; `handle` is called with every event in the GUI thread.

    A probe that is started while running is stopped first, and restarted when its device is free.
    """

    _event_received = Signal(object, object)

    def __init__(self, checks: Sequence[AnyCheck], handle: Callable[[Event], None]) -> None:
        super().__init__()
        self._checks = checks
        self._handle = handle
        self._runs: dict[str, _Run] = {}
        self._next: dict[str, _Run] = {}
        self._event_received.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self, probe: Probe, request: Request) -> None:
        """Run `probe`, after its current run has ended, if there is one."""
        fresh = _Run(probe, request)
        if probe.name in self._runs:
            self.stop(probe.name)
            self._next[probe.name] = fresh
        else:
            self._begin(fresh)

    def stop(self, name: str) -> bool:
        """Ask the probe's run to stop, and forget a restart that waits for it.

        Returns:
            Whether there is a run; then `Ended` follows when it has stopped.
        """
        self._next.pop(name, None)
        ongoing = self._runs.get(name)
        if ongoing:
            ongoing.held = False
        if ongoing and not ongoing.stopped:
            ongoing.stopped = True
            ongoing.stop.set()
        return ongoing is not None

    def hold(self, name: str) -> None:
        """Stop the probe's run as for a restart that will be requested later; no event of it follows."""
        if self.stop(name):
            self._runs[name].held = True

    def close(self) -> None:
        """Stop all runs and wait until every child process has exited. No events follow."""
        self._next.clear()
        for name in self._runs:
            self.stop(name)
        for ongoing in self._runs.values():
            if ongoing.thread:
                ongoing.thread.join(CLOSES_WITHIN_S)
        self._runs.clear()

    def _begin(self, ongoing: _Run) -> None:
        self._runs[ongoing.probe.name] = ongoing
        ongoing.preview_handled.set()
        ongoing.level_handled.set()
        thread = threading.Thread(target=self._work, args=(ongoing,), name=ongoing.probe.name, daemon=True)
        try:
            thread.start()
        except RuntimeError as error:  # the system starts no more, for lack of memory or by a limit
            fault_log.note_fault(error)
            self._event_received.emit(ongoing, Event(ongoing.probe.name, Ended()))
        else:
            ongoing.thread = thread

    def _work(self, ongoing: _Run) -> None:
        try:
            for event in run([ongoing.probe], self._checks, ongoing.request, ongoing.stop):
                if isinstance(event.what, Ended) or not self._is_wanted(ongoing, event.what):
                    continue  # `Ended` is emitted below however the run ends
                self._event_received.emit(ongoing, event)
        finally:
            self._event_received.emit(ongoing, Event(ongoing.probe.name, Ended()))

    @staticmethod
    def _is_wanted(ongoing: _Run, what: object) -> bool:
        """Whether the window has handled the previous preview or level; if not, this one is dropped."""
        if not isinstance(what, Preview | Level):
            return True
        taken = ongoing.preview_handled if isinstance(what, Preview) else ongoing.level_handled
        if not taken.is_set():
            return False
        taken.clear()
        return True

    def _deliver(self, ongoing: _Run, event: Event) -> None:
        if self._runs.get(event.probe) is not ongoing:
            return
        if isinstance(event.what, Preview | Level):
            (ongoing.preview_handled if isinstance(event.what, Preview) else ongoing.level_handled).set()
        if isinstance(event.what, Ended):
            del self._runs[event.probe]
            following = self._next.pop(event.probe, None)
            if following:
                self._begin(following)
            elif not ongoing.held:
                self._handle(event)
        elif not ongoing.stopped:
            self._handle(event)
