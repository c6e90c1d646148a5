"""Runs probes, each in a child process that can be killed, and judges what they measure.

A driver that hangs, a library that crashes and a device that vanishes end as a finding, never as a frozen window.
"""

from __future__ import annotations

import logging
import multiprocessing
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Literal

from readiness.engine import probe_process
from readiness.model import (
    Check,
    Ended,
    Event,
    Finding,
    Judged,
    Measured,
    Outcome,
    Policy,
    Probe,
    ProbeMessage,
    Request,
    Started,
)

log = logging.getLogger(__name__)

GRACE_S = 0.5
"""How long a probe may take to let its device go before it is killed."""


class Stop:
    """Ends a run from another thread."""

    def __init__(self) -> None:
        self.heard, self._said = multiprocessing.Pipe(duplex=False)

    def set(self) -> None:
        """End the run that was given this; any number of times."""
        self._said.send_bytes(b"stop")


@dataclass(frozen=True, slots=True)
class ProbeExit:
    """A probe's process is over, and why."""

    why: Literal["finished", "crashed", "timed_out"]


@dataclass(slots=True)
class _Child:
    probe: Probe
    process: BaseProcess
    connection: Connection
    allowed_s: float
    deadline: float
    crashed: bool = False


def listen(
    probes: Sequence[Probe], request: Request, stop: Stop | None = None
) -> Iterator[tuple[Probe, ProbeMessage | ProbeExit]]:
    """Start every probe side by side and yield what they say, as they say it.

    A probe has `deadline_s` from its start to say something settled, and then as long again after each thing it says.
    Closing this generator, or setting `stop`, ends every child; one that does not let go within `GRACE_S` is killed.
    """
    children = [_start(probe, request) for probe in probes]
    try:
        while children:
            patience = max(0.0, min(one.deadline for one in children) - time.monotonic())
            ready = wait([one.connection for one in children] + ([stop.heard] if stop else []), patience)
            if stop and stop.heard in ready:
                return
            now = time.monotonic()
            for one in list(children):
                said = (
                    _hear(one) if one.connection in ready else ProbeExit("timed_out") if one.deadline <= now else None
                )
                if isinstance(said, ProbeExit):
                    children.remove(one)
                    _end([one])
                if said is not None:
                    yield one.probe, said
    finally:
        _end(children)


def _start(probe: Probe, request: Request) -> _Child:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    loud = log.isEnabledFor(logging.DEBUG)
    process = context.Process(
        target=probe_process.work,
        args=(probe.run, request, theirs),
        kwargs={"loud": loud},
        name=probe.name,
        daemon=True,
    )
    process.start()
    theirs.close()
    allowed_s = probe.deadline_s(request.policy)
    return _Child(probe, process, ours, allowed_s, time.monotonic() + allowed_s)


def _hear(one: _Child) -> ProbeMessage | ProbeExit | None:
    try:
        said = one.connection.recv()
    except (EOFError, OSError):
        one.process.join(GRACE_S)
        # None: it has said all and closed its end, but a busy computer takes its time to let it go. A process that
        # falls over closes nothing before it is gone, and then has its exit code.
        return ProbeExit("crashed" if one.crashed or one.process.exitcode not in (0, None) else "finished")
    if isinstance(said, probe_process.Crashed):
        log.debug("%s: %s", one.probe.name, said.trace)
        one.crashed = True
        return None
    if isinstance(said, Measured) and said.settled:
        one.deadline = time.monotonic() + one.allowed_s
    return said  # type: ignore[no-any-return]


def _end(children: Sequence[_Child]) -> None:
    for one in children:
        one.connection.close()
    patience = time.monotonic() + GRACE_S
    for one in children:
        one.process.join(max(0.0, patience - time.monotonic()))
        if one.process.is_alive():
            one.process.kill()
            one.process.join()
        one.process.close()


@dataclass(slots=True)
class _ProbeFindings:
    """What has been found so far for the checks of one probe."""

    checks: tuple[Check[Any, Any], ...]
    latest: dict[str, Judged] = field(default_factory=dict)

    def judge(self, said: Measured, policy: Policy) -> list[Judged]:
        fresh = [
            Judged(check.judge(said.measurement, policy.of(check.policy)), said.measurement, said.settled)
            for check in self.checks
            if isinstance(said.measurement, check.measurement)
        ]
        self.latest |= {judged.finding.check: judged for judged in fresh}
        return fresh

    def last_words(self, gone: ProbeExit) -> list[Judged]:
        """Findings for the checks that were left open: silence is never go."""
        return [
            Judged(self._last_word(check, gone), None, settled=True)
            for check in self.checks
            if check.id not in self.latest or not self.latest[check.id].settled or gone.why != "finished"
        ]

    def _last_word(self, check: Check[Any, Any], gone: ProbeExit) -> Finding:
        seen = self.latest.get(check.id)
        if seen and (gone.why == "finished" or seen.finding.outcome is Outcome.FAIL):
            return seen.finding
        why = {"finished": "not_assessed"}.get(gone.why, gone.why)
        return check.not_assessed(why, seen.finding.measured if seen else None)


def run(
    probes: Sequence[Probe], checks: Sequence[Check[Any, Any]], request: Request, stop: Stop | None = None
) -> Iterator[Event]:
    """Run the probes that the checks need, and those that measure nothing, and judge what they measure.

    Yields `Started`, then what each probe says with every measurement judged (`Judged`), then `Ended` for each probe.
    A probe that is not asked to be live ends by itself. Every check has a
    settled finding when the run ends by itself.
    """
    dockets = {
        probe.name: _ProbeFindings(tuple(check for check in checks if check.measurement in probe.yields))
        for probe in probes
    }
    needed = [probe for probe in probes if dockets[probe.name].checks or not probe.yields]
    for probe in needed:
        yield Event(probe.name, Started(tuple(check.id for check in dockets[probe.name].checks)))
    for probe, said in listen(needed, request, stop):
        docket = dockets[probe.name]
        if isinstance(said, ProbeExit):
            for judged in docket.last_words(said):
                yield Event(probe.name, judged)
            yield Event(probe.name, Ended())
        elif isinstance(said, Measured):
            for judged in docket.judge(said, request.policy):
                yield Event(probe.name, judged)
        else:
            yield Event(probe.name, said)
