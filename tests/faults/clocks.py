"""The computer sleeps, its clock is set, or it is slow: the engine runs with a clock that shows the same."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

import example_probes as examples

from faults import bad_probes as bad
from faults.commands import CommandFault
from faults.fault import Observation, Surroundings
from faults.preparations import runs
from readiness.engine.runner import run
from readiness.i18n import Words
from readiness.model import Activity, Judged, Request

Clock = Callable[[], float]


def jumps(by_s: float, after_s: float = 2.0) -> Callable[[], Clock]:
    """A clock that jumps ahead once, as when the computer has slept."""

    def begin() -> Clock:
        started_s = time.monotonic()

        def now_s() -> float:
            at_s = time.monotonic()
            return at_s + (by_s if at_s - started_s > after_s else 0.0)

        return now_s

    return begin


def runs_fast(times: float) -> Callable[[], Clock]:
    """A clock by which everything takes this many times as long."""
    return lambda: lambda: times * time.monotonic()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFault:
    """A live run of the engine with a faulty clock.

    Attributes:
        name: what happens.
        clock: starts the clock.
        run: the probe's function.
        promised: the sequence of codes without repetitions, joined by ` → `.
        sentence: a part of the text that the person must read.
        watched_s: how long the run is watched.
    """

    name: str
    clock: Callable[[], Clock]
    promised: str
    sentence: str = ""
    run: Callable[..., Iterator[object]] = examples.waits_alive
    watched_s: float = 6.0
    quick: bool = True

    @property
    def within_s(self) -> float:
        return self.watched_s + 1


def observe(fault: ClockFault, _: Surroundings) -> Observation:
    """Inject the fault and watch the run."""
    codes: list[str] = []
    texts: list[str] = []
    started_s = time.monotonic()
    probe = examples.probe(fault.run, 4.0)
    events = run([probe], [examples.CHECK], Request(live=True), clock=fault.clock())
    with closing(events):  # type: ignore[type-var]
        for event in events:
            if isinstance(event.what, Activity):
                texts.append(event.what.text)
            if isinstance(event.what, Judged) and codes[-1:] != [event.what.finding.code]:
                codes.append(event.what.finding.code)
                texts.append(Words("en")(event.what.finding.headline, event.what.finding.measured))
            if time.monotonic() - started_s > fault.watched_s or " → ".join(codes) == fault.promised:
                break
    return Observation(" → ".join(codes), " ".join(dict.fromkeys(texts)), time.monotonic() - started_s)


LIST_HISTORY = ("history", "--json", "--lang", "en")

FAULTS: tuple[ClockFault | CommandFault, ...] = (
    ClockFault(
        name="the computer sleeps for ten minutes",
        clock=jumps(600),
        run=bad.runs_forever,
        promised="count.ok → count.silent → count.ok",
        sentence="The computer was asleep. Testing again …",
        watched_s=15,
    ),
    ClockFault(
        name="the computer sleeps for a weekend",
        clock=jumps(200_000),
        run=bad.runs_forever,
        promised="count.ok → count.silent → count.ok",
        sentence="The computer was asleep. Testing again …",
        watched_s=15,
    ),
    ClockFault(
        name="the computer hesitates for five seconds", clock=jumps(5), run=bad.runs_forever, promised="count.ok"
    ),
    ClockFault(
        name="a computer that is four times slower than most",
        clock=runs_fast(4),
        run=bad.starts_slowly,
        promised="count.ok",
    ),
    CommandFault(
        name="a run of the year 2100 in the history",
        arguments=LIST_HISTORY,
        arrange=runs("data/history.sqlite", 2, 1, -27_000),
        promised="exit 0",
    ),
    CommandFault(
        name="a run of 1980 in the history",
        arguments=LIST_HISTORY,
        arrange=runs("data/history.sqlite", 2, 17_000, 1),
        promised="exit 0",
    ),
    CommandFault(
        name="the date was set back by a year, and then a check",
        arrange=runs("data/history.sqlite", -364, -365),
    ),
)
