"""The computer sleeps, its clock is set, or it is slow: the engine is given a clock that does what its would."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

import made_up_probes as made_up

from faults import bad_probes as bad
from faults.commands import CommandFault
from faults.fault import Seen, Surroundings
from faults.preparations import runs
from readiness.engine.runner import run
from readiness.i18n import Words
from readiness.model import Activity, Judged, Request

Clock = Callable[[], float]


def jumps(by_s: float, after_s: float = 2.0) -> Callable[[], Clock]:
    """A clock that goes on while the computer sleeps for so long."""

    def begin() -> Clock:
        begun_s = time.monotonic()

        def now_s() -> float:
            at_s = time.monotonic()
            return at_s + (by_s if at_s - begun_s > after_s else 0.0)

        return now_s

    return begin


def runs_fast(times: float) -> Callable[[], Clock]:
    """To this clock everything that the computer does takes so many times as long."""
    return lambda: lambda: times * time.monotonic()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFault:
    """A live run of the engine under a clock.

    Attributes:
        name: what happens.
        clock: begins it.
        run: the probe's function.
        promised: the codes, one after the other, joined by ` → `; a repeated one stands once.
        says: the word that the person reads meanwhile.
        watched_s: how long the run is watched.
    """

    name: str
    clock: Callable[[], Clock]
    promised: str
    says: str = ""
    run: Callable[..., Iterator[object]] = made_up.waits_alive
    watched_s: float = 6.0
    quick: bool = True

    @property
    def within_s(self) -> float:
        return self.watched_s + 1


def observe(fault: ClockFault, _: Surroundings) -> Seen:
    """Watch a run."""
    codes: list[str] = []
    said: list[str] = []
    begun_s = time.monotonic()
    probe = made_up.probe(fault.run, 4.0)
    events = run([probe], [made_up.CHECK], Request(live=True), clock=fault.clock())
    with closing(events):  # type: ignore[type-var]
        for event in events:
            if isinstance(event.what, Activity):
                said.append(event.what.text)
            if isinstance(event.what, Judged) and codes[-1:] != [event.what.finding.code]:
                codes.append(event.what.finding.code)
                said.append(Words("en")(event.what.finding.headline, event.what.finding.measured))
            if time.monotonic() - begun_s > fault.watched_s or " → ".join(codes) == fault.promised:
                break
    return Seen(" → ".join(codes), " ".join(dict.fromkeys(said)), time.monotonic() - begun_s)


LISTED = ("history", "--json", "--lang", "en")

FAULTS: tuple[ClockFault | CommandFault, ...] = (
    ClockFault(
        name="the computer sleeps for ten minutes",
        clock=jumps(600),
        run=bad.lives_on,
        promised="count.ok → count.silent → count.ok",
        says="The computer was asleep. Testing again …",
        watched_s=15,
    ),
    ClockFault(
        name="the computer sleeps for a weekend",
        clock=jumps(200_000),
        run=bad.lives_on,
        promised="count.ok → count.silent → count.ok",
        says="The computer was asleep. Testing again …",
        watched_s=15,
    ),
    ClockFault(name="the computer hesitates for five seconds", clock=jumps(5), run=bad.lives_on, promised="count.ok"),
    ClockFault(
        name="a computer that is four times slower than most",
        clock=runs_fast(4),
        run=bad.starts_slowly,
        promised="count.ok",
    ),
    CommandFault(
        name="a run of the year 2100 in the history",
        arguments=LISTED,
        arrange=runs("data/history.sqlite", 2, 1, -27_000),
        promised="exit 0",
    ),
    CommandFault(
        name="a run of 1980 in the history",
        arguments=LISTED,
        arrange=runs("data/history.sqlite", 2, 17_000, 1),
        promised="exit 0",
    ),
    CommandFault(
        name="the date was set back by a year, and then a check",
        arrange=runs("data/history.sqlite", -364, -365),
    ),
)
