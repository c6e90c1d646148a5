"""Running probes, each in a child process that can be killed, and judging their measurements.

A hanging driver, a crashing library, a device that disappears or a suspended computer results in a finding, never in a
frozen window.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from readiness.engine.messages import Crashed, Done, Hello, WireMessage
from readiness.engine.probe_findings import HowEnded, ProbeFindings
from readiness.engine.probe_handle import ProbeHandle, start
from readiness.engine.suspend_aware_clock import now_s
from readiness.i18n import N_
from readiness.model import (
    Activity,
    Alive,
    AnyCheck,
    Ended,
    Event,
    Measured,
    Probe,
    ProbeMessage,
    Request,
    Started,
)

log = logging.getLogger(__name__)

GRACE_S = 0.5
"""Time for a probe to release its device before it is killed."""

FRAME_S = 1 / 30
"""Interval at which a probe's messages are taken; in between only the newest message of each kind is retained."""

TICK_S = 0.25
"""Interval at which the processes are checked."""

SLEPT_S, LATE_S = 10.0, 1.0
"""If a wait overruns by `SLEPT_S`, the computer slept, and the probes are restarted; if by `LATE_S`, it was busy, and
deadlines are extended."""

AWAKE_AGAIN = Activity(N_("The computer was asleep. Testing again …"))


class Stop:
    """Ends a run from another thread."""

    def __init__(self) -> None:
        self.is_set = False
        self.news = threading.Condition()
        """What the run waits for: it is notified of each message of a probe, and when this is set."""

    def set(self) -> None:
        """End the run; may be called repeatedly."""
        self.is_set = True
        with self.news:
            self.news.notify_all()


class ProbeExit(msgspec.Struct, frozen=True):
    """A probe's process has ended."""

    why: HowEnded


class Expired(msgspec.Struct, frozen=True):
    """A live probe's measurements have expired, because it is silent or the computer has been asleep."""

    why: Literal["silent", "asleep"]


ProbeOutput = ProbeMessage | ProbeExit | Expired


def listen(
    probes: Sequence[Probe], request: Request, stop: Stop | None = None, clock: Callable[[], float] = now_s
) -> Iterator[tuple[Probe, ProbeOutput]]:
    """Run probes concurrently and yield their messages as they arrive.

    A probe is killed after `deadline_s` of silence, later on a slow computer. Probes that were running when the
    computer went to sleep are restarted. Closing this generator, or setting `stop`, ends every child; one that does not
    release its device within `GRACE_S` is killed with all its descendants. No child can block this generator for
    longer.
    """
    run = _ProbeRun(request, stop or Stop(), clock)
    try:
        for probe in probes:
            yield from run.start(probe)
        while run.children and not run.stop.is_set:
            yield from run.turn()
    finally:
        run.close()


class _ProbeRun:
    def __init__(self, request: Request, stop: Stop, clock: Callable[[], float]) -> None:
        self.request, self.stop, self.now_s = request, stop, clock
        self.news = stop.news
        self.children: list[ProbeHandle] = []
        self._checked_s = self.now_s()

    def start(self, probe: Probe) -> Iterator[tuple[Probe, ProbeOutput]]:
        try:
            self.children.append(start(probe, self.request, self.news, self.now_s()))
        except OSError:
            log.debug("%s", probe.name, exc_info=True)
            yield probe, ProbeExit("crashed")

    def turn(self) -> Iterator[tuple[Probe, ProbeOutput]]:
        """Wait for the next message or deadline, and yield the news."""
        overslept_s = self._wait()
        before_s, self._checked_s = self._checked_s, self.now_s()
        if self._checked_s - before_s - TICK_S > LATE_S:
            for child in self.children:
                child.shift_times(self._checked_s - before_s)
        for child in list(self.children):
            yield from self._take_messages(child)
        if overslept_s > SLEPT_S:
            for child in list(self.children):
                yield from self._restart(child)
        for child in list(self.children):
            yield from self._check_deadlines(child)

    def _wait(self) -> float:
        """Wait until a child is due; return by how many seconds the wait overran."""
        before_s = self.now_s()
        with self.news:
            timeout_s = self._timeout_s(before_s)
            if timeout_s > 0 and not self.stop.is_set:
                self.news.wait(timeout_s)
        return self.now_s() - before_s - max(timeout_s, 0.0)

    def _timeout_s(self, at_s: float) -> float:
        due = [child.due_s for child in self.children if child.channel.has_news or child.channel.ended]
        return min(TICK_S, *(each - at_s for each in due), *(each.deadline_s - at_s for each in self.children))

    def _take_messages(self, child: ProbeHandle) -> Iterator[tuple[Probe, ProbeOutput]]:
        at_s = self.now_s()
        if not child.channel.has_news or at_s < child.due_s:
            return
        child.due_s = at_s + FRAME_S
        child.heard_s, child.expired = at_s, False
        for message in child.channel.take():
            yield from self._handle(child, message, at_s)

    def _handle(self, child: ProbeHandle, message: WireMessage, at_s: float) -> Iterator[tuple[Probe, ProbeOutput]]:
        if child.done:
            return
        match message:
            case Hello():
                if child.greeted_s is None:  # a second one would put its deadline off
                    child.greet(at_s)
            case Done():
                child.done = True
                self._ask_to_stop(child)
            case Crashed(trace=trace):
                log.debug("%s: %s", child.probe.name, trace)
                child.crashed = True
                self._ask_to_stop(child)
            case _:
                child.settled = child.settled or (isinstance(message, Measured) and message.settled)
                yield child.probe, message

    def _ask_to_stop(self, child: ProbeHandle) -> None:
        child.channel.stop()
        child.ends_by_s = self.now_s() + GRACE_S

    def _check_deadlines(self, child: ProbeHandle) -> Iterator[tuple[Probe, ProbeOutput]]:
        """End a child that has exited or exceeded its deadline, and expire a silent one's measurements."""
        at_s = self.now_s()
        is_over = child.is_over(at_s)
        if not is_over and child.channel.has_news and not child.done:
            return  # its messages are handled first
        if is_over or at_s >= child.deadline_s:
            why: HowEnded = "finished" if child.done else "crashed" if is_over or child.crashed else "timed_out"
            self.children.remove(child)
            ended_with = child.process.poll()
            child.kill()
            if why != "finished":
                log.debug("%s: %s, exit code %s", child.probe.name, why, ended_with)
            yield child.probe, ProbeExit(why)
        elif self.request.live and child.settled and not child.expired and at_s >= child.stale_s:
            child.expired = True
            yield child.probe, Expired("silent")

    def _restart(self, child: ProbeHandle) -> Iterator[tuple[Probe, ProbeOutput]]:
        if child.done or child.crashed:
            return
        self.children.remove(child)
        child.kill()
        yield child.probe, Expired("asleep")
        yield child.probe, AWAKE_AGAIN
        yield from self.start(child.probe)

    def close(self) -> None:
        """Ask every child to release its device, and kill those still running after `GRACE_S`."""
        for child in self.children:
            child.channel.stop()
        ends_s = self.now_s() + GRACE_S
        while self.now_s() < ends_s and not all(child.is_gone for child in self.children):
            with self.news:
                self.news.wait(0.02)
        for child in self.children:
            child.kill()
        self.children.clear()


def run(
    probes: Sequence[Probe],
    checks: Sequence[AnyCheck],
    request: Request,
    stop: Stop | None = None,
    clock: Callable[[], float] = now_s,
) -> Iterator[Event]:
    """Run the probes that the checks need, and those that yield no measurements, and judge their measurements.

    For each probe, yields `Started`, then its messages with every measurement judged (`Judged`), then `Ended`. Unless
    the request is live, probes end by themselves, and every check then has a settled finding.

    Args:
        probes: those that may run; one that no check needs does not.
        checks: the checks, in the order of their results.
        request: the parameters of every probe.
        stop: ends the run from another thread.
        clock: a monotonic clock in seconds that includes time asleep.
    """
    found = {
        probe.name: ProbeFindings(tuple(check for check in checks if check.measurement in probe.yields))
        for probe in probes
    }
    needed = [probe for probe in probes if found[probe.name].checks or not probe.yields]
    for probe in needed:
        yield Event(probe.name, Started(tuple(check.id for check in found[probe.name].checks)))
    for probe, message in listen(needed, request, stop, clock):
        findings = found[probe.name]
        match message:
            case ProbeExit(why=ended):
                yield from (Event(probe.name, judged) for judged in findings.final_findings(ended))
                yield Event(probe.name, Ended())
            case Expired(why=why):
                yield from (Event(probe.name, judged) for judged in findings.expire())
                if why == "asleep":
                    findings.latest.clear()
            case Measured():
                yield from (Event(probe.name, judged) for judged in findings.judge(message, request.policy))
            case Alive():
                pass
            case _:
                yield Event(probe.name, message)
