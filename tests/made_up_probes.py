"""Probes that behave, hang, crash and print, for tests of what runs them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass

from readiness.model import Check, CheckSection, Measured, Outcome, Probe, ProbeMessage, Request, Rule, fact


class Limits(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    least: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    seen: int | None = fact("Seen")
    process_id: int | None = fact("Process", private=True)


CHECK = Check(
    id="count",
    title="Count",
    question="Is it enough?",
    measurement=Count,
    policy=Limits,
    rules=(
        Rule(
            what="few",
            outcome=Outcome.FAIL,
            when=lambda m, p: m.seen is not None and m.seen < p.least,
            headline="Only {seen}.",
            remedy="Add some.",
        ),
        Rule(what="ok", outcome=Outcome.PASS, when=lambda m, _: m.seen is not None, headline="{seen} is enough."),
    ),
)


def behaves(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(seen=1), settled=False)
    yield Measured(Count(seen=7, process_id=os.getpid()))


def says_nothing(_: Request) -> Iterator[ProbeMessage]:
    yield from ()


def hangs(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(seen=9, process_id=os.getpid()), settled=False)
    while True:
        time.sleep(60)


def hangs_after_a_problem(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(seen=2, process_id=os.getpid()), settled=False)
    while True:
        pass


def raises(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(seen=9), settled=False)
    raise RuntimeError("a library's own words")


def dies(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(seen=9), settled=False)
    os.abort()


def prints(_: Request) -> Iterator[ProbeMessage]:
    os.write(1, b"noise on standard output")
    print("more noise")  # noqa: T201
    yield Measured(Count(seen=7))


def goes_on(_: Request) -> Iterator[ProbeMessage]:
    while True:
        yield Measured(Count(seen=7, process_id=os.getpid()))


def probe(run: object, deadline_s: float = 20.0) -> Probe:
    return Probe(name=run.__name__, run=run, yields=(Count,), deadline_s=lambda _: deadline_s)  # type: ignore[attr-defined,arg-type]
