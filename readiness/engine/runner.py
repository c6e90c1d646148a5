"""Runs probes, each in a child process that can be killed, and judges what they measure.

A driver that hangs, a library that crashes, a device that vanishes and a computer that falls asleep end as a finding,
never as a frozen window.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from readiness.engine.awake_clock import now_s
from readiness.engine.channel import Inbox
from readiness.engine.messages import Crashed, Done, Hello, WireMessage
from readiness.engine.probe_child import ProbeChild, start
from readiness.engine.probe_findings import HowEnded, ProbeFindings
from readiness.i18n import N_
from readiness.model import Activity, Alive, Check, Ended, Event, Measured, Probe, ProbeMessage, Request, Started

log = logging.getLogger(__name__)

GRACE_S = 0.5
"""How long a probe may take to let its device go before it is killed."""

FRAME_S = 1 / 30
"""How often a probe's messages are taken; of what it says in between, the newest of each kind."""

TICK_S = 0.25
"""How often the processes themselves are looked at."""

SLEPT_S, LATE_S = 10.0, 1.0
"""A wait that lasts this much too long was sleep, and the tests begin again; or it was a busy computer."""

AWAKE_AGAIN = Activity(N_("The computer was asleep. Testing again …"))


class Stop:
    """Ends a run from another thread."""

    def __init__(self) -> None:
        self.is_set = False
        self._wake: Callable[[], None] = lambda: None

    def set(self) -> None:
        """End the run that was given this; any number of times."""
        self.is_set = True
        self._wake()

    def on_set(self, wake: Callable[[], None]) -> None:
        """Have `wake` called when it is set."""
        self._wake = wake


@dataclass(frozen=True, slots=True)
class ProbeExit:
    """A probe's process is over, and how it ended."""

    why: HowEnded


@dataclass(frozen=True, slots=True)
class ProbeDoubt:
    """A live probe's answers do not count until it speaks again: it is silent, or the computer has been asleep."""

    why: Literal["silent", "asleep"]


ProbeNews = ProbeMessage | ProbeExit | ProbeDoubt


def listen(
    probes: Sequence[Probe], request: Request, stop: Stop | None = None, clock: Callable[[], float] = now_s
) -> Iterator[tuple[Probe, ProbeNews]]:
    """Start every probe side by side and yield what they say, as they say it.

    A probe may be silent for `deadline_s`, longer on a slow computer. After the computer has slept, those that were
    running begin again. Closing this generator, or setting `stop`, ends every child; one that does not let go within
    `GRACE_S` is killed with all that it started. Nothing that a child does or leaves undone blocks longer than that.
    """
    run = _Listening(request, stop or Stop(), clock)
    try:
        for probe in probes:
            yield from run.begin(probe)
        while run.children and not run.stop.is_set:
            yield from run.turn()
    finally:
        run.close()


class _Listening:
    def __init__(self, request: Request, stop: Stop, clock: Callable[[], float]) -> None:
        self.request, self.stop, self.now_s = request, stop, clock
        self.inbox = Inbox()
        self.children: list[ProbeChild] = []
        self._looked_s = self.now_s()
        stop.on_set(self.inbox.wake)

    def begin(self, probe: Probe) -> Iterator[tuple[Probe, ProbeNews]]:
        try:
            self.children.append(start(probe, self.request, self.inbox, self.now_s()))
        except OSError:
            log.debug("%s", probe.name, exc_info=True)
            yield probe, ProbeExit("crashed")

    def turn(self) -> Iterator[tuple[Probe, ProbeNews]]:
        """Wait for something to happen, and tell it."""
        overslept_s = self._wait()
        before_s, self._looked_s = self._looked_s, self.now_s()
        if self._looked_s - before_s - TICK_S > LATE_S:
            for child in self.children:
                child.was_asleep(self._looked_s - before_s)
        for child in list(self.children):
            yield from self._hear(child)
        if overslept_s > SLEPT_S:
            for child in list(self.children):
                yield from self._begin_again(child)
        for child in list(self.children):
            yield from self._watch(child)

    def _wait(self) -> float:
        """Wait until a child is due; how much longer it took than it should have."""
        before_s = self.now_s()
        with self.inbox.changed:
            patience_s = self._patience_s(before_s)
            if patience_s > 0 and not self.stop.is_set:
                self.inbox.changed.wait(patience_s)
        return self.now_s() - before_s - max(patience_s, 0.0)

    def _patience_s(self, at_s: float) -> float:
        due = [child.due_s for child in self.children if child.channel.has_news or child.channel.ended]
        return min(TICK_S, *(each - at_s for each in due), *(each.deadline_s - at_s for each in self.children))

    def _hear(self, child: ProbeChild) -> Iterator[tuple[Probe, ProbeNews]]:
        at_s = self.now_s()
        if not child.channel.has_news or at_s < child.due_s:
            return
        child.due_s = at_s + FRAME_S
        child.heard_s, child.doubted = at_s, False
        for said in child.channel.take():
            yield from self._told(child, said, at_s)

    def _told(self, child: ProbeChild, said: WireMessage, at_s: float) -> Iterator[tuple[Probe, ProbeNews]]:
        if child.done:
            return
        match said:
            case Hello():
                child.greet(at_s)
            case Done():
                child.done = True
                self._let_go(child)
            case Crashed(trace=trace):
                log.debug("%s: %s", child.probe.name, trace)
                child.crashed = True
                self._let_go(child)
            case Alive():
                pass
            case _:
                child.settled = child.settled or (isinstance(said, Measured) and said.settled)
                yield child.probe, said

    def _let_go(self, child: ProbeChild) -> None:
        child.channel.stop()
        child.ends_by_s = self.now_s() + GRACE_S

    def _watch(self, child: ProbeChild) -> Iterator[tuple[Probe, ProbeNews]]:
        """End a child that is over or over its time, and doubt one that is silent."""
        at_s = self.now_s()
        if child.channel.has_news and not child.done:
            return  # it is heard first
        is_over = child.is_over(at_s)
        if is_over or at_s >= child.deadline_s:
            why: HowEnded = "finished" if child.done else "crashed" if is_over or child.crashed else "timed_out"
            self.children.remove(child)
            child.kill()
            yield child.probe, ProbeExit(why)
        elif self.request.live and child.settled and not child.doubted and at_s >= child.stale_s:
            child.doubted = True
            yield child.probe, ProbeDoubt("silent")

    def _begin_again(self, child: ProbeChild) -> Iterator[tuple[Probe, ProbeNews]]:
        if child.done or child.crashed:
            return
        self.children.remove(child)
        child.kill()
        yield child.probe, ProbeDoubt("asleep")
        yield child.probe, AWAKE_AGAIN
        yield from self.begin(child.probe)

    def close(self) -> None:
        """Let every child let its device go, and kill what has not within `GRACE_S`."""
        for child in self.children:
            child.channel.stop()
        ends_s = self.now_s() + GRACE_S
        while self.now_s() < ends_s and not all(child.is_gone for child in self.children):
            with self.inbox.changed:
                self.inbox.changed.wait(0.02)
        for child in self.children:
            child.kill()
        self.children.clear()


def run(
    probes: Sequence[Probe],
    checks: Sequence[Check[Any, Any]],
    request: Request,
    stop: Stop | None = None,
    clock: Callable[[], float] = now_s,
) -> Iterator[Event]:
    """Run the probes that the checks need, and those that measure nothing, and judge what they measure.

    Yields `Started`, then what each probe says with every measurement judged (`Judged`), then `Ended` for each probe.
    A probe that is not asked to be live ends by itself. Every check has a settled finding when the run ends by itself.

    Args:
        probes: those that may run; one that no check needs does not.
        checks: the checks, in the order in which they are told.
        request: what every probe is asked.
        stop: ends the run from another thread.
        clock: seconds that only go forward, time asleep included.
    """
    found = {
        probe.name: ProbeFindings(tuple(check for check in checks if check.measurement in probe.yields))
        for probe in probes
    }
    needed = [probe for probe in probes if found[probe.name].checks or not probe.yields]
    for probe in needed:
        yield Event(probe.name, Started(tuple(check.id for check in found[probe.name].checks)))
    for probe, said in listen(needed, request, stop, clock):
        findings = found[probe.name]
        match said:
            case ProbeExit(why=ended):
                yield from (Event(probe.name, judged) for judged in findings.last_words(ended))
                yield Event(probe.name, Ended())
            case ProbeDoubt(why=why):
                yield from (Event(probe.name, judged) for judged in findings.doubt())
                if why == "asleep":
                    findings.latest.clear()
            case Measured():
                yield from (Event(probe.name, judged) for judged in findings.judge(said, request.policy))
            case Alive():
                pass
            case _:
                yield Event(probe.name, said)
