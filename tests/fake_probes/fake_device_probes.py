"""Probes that act as hardware, and checks for them: for tests of the window with the real runner."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

from readiness.model import (
    Activity,
    AnyCheck,
    Check,
    CheckMeasurement,
    CheckSection,
    Level,
    Measured,
    Outcome,
    Place,
    Policy,
    Preview,
    Probe,
    ProbeMessage,
    Request,
    Rule,
    fact,
)


class Limits(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    min_db: float = 10.0


class Brightness(CheckMeasurement, frozen=True, kw_only=True):
    brightness_db: float | None = fact("Brightness (dB)")
    process_id: int | None = fact("Process", private=True)


class Loudness(CheckMeasurement, frozen=True, kw_only=True):
    loudness_db: float | None = fact("Loudness")


class LinkSpeed(CheckMeasurement, frozen=True, kw_only=True):
    speed_mbps: float | None = fact("Speed")


def pace() -> None:
    threading.Event().wait(0.02)


def see(request: Request) -> Iterator[ProbeMessage]:
    yield Activity("Opening the eye …")
    while True:
        yield Preview(4, 2, bytes(24))
        yield Measured(Brightness(brightness_db=20.0, process_id=os.getpid()))
        if not request.live:
            return
        pace()


def hear(request: Request) -> Iterator[ProbeMessage]:
    yield Level(-30.0, -20.0)
    yield Measured(Loudness(loudness_db=2.0))
    while request.live:
        yield Level(-30.0, -20.0)
        pace()


def link(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(LinkSpeed(speed_mbps=100.0))


def hang(_: Request) -> Iterator[ProbeMessage]:
    yield Activity("Waiting for the eye …")
    yield Measured(Brightness(process_id=os.getpid()), settled=False)
    threading.Event().wait(600)


def crash(_: Request) -> Iterator[ProbeMessage]:
    yield Preview(4, 2, bytes(24))
    raise OSError("the driver fell over")


def seconds(_: Policy) -> float:
    return 30.0


EYE = Check(
    id="eye",
    title="Eye",
    question="Can you be seen?",
    measurement=Brightness,
    policy=Limits,
    rules=(
        Rule(
            what="dark",
            outcome=Outcome.FAIL,
            when=lambda m, p: m.brightness_db is not None and m.brightness_db < p.min_db,
            headline="It is dark.",
            remedy="Light a lamp.",
        ),
        Rule(what="ok", outcome=Outcome.PASS, when=lambda m, _: m.brightness_db is not None, headline="You are seen."),
    ),
    guideline=("surroundings.face",),
)
EAR = Check(
    id="ear",
    title="Ear",
    question="Can you be heard?",
    measurement=Loudness,
    policy=Limits,
    rules=(
        Rule(
            what="quiet",
            outcome=Outcome.FAIL,
            when=lambda m, p: m.loudness_db is not None and m.loudness_db < p.min_db,
            headline="You are quiet.",
            remedy="Turn the microphone up.",
            place=Place.SOUND,
        ),
        Rule(what="ok", outcome=Outcome.PASS, when=lambda m, _: m.loudness_db is not None, headline="You are heard."),
    ),
)
LINK = Check(
    id="link",
    title="Link",
    question="Are you connected?",
    measurement=LinkSpeed,
    policy=Limits,
    rules=(
        Rule(
            what="slow",
            outcome=Outcome.WARN,
            when=lambda m, _: m.speed_mbps is not None and m.speed_mbps < 1000,
            headline="The network is slow.",
            remedy="Plug in the cable.",
        ),
        Rule(what="ok", outcome=Outcome.PASS, when=lambda m, _: m.speed_mbps is not None, headline="Connected."),
    ),
)
CHECKS: tuple[AnyCheck, ...] = (EYE, EAR, LINK)

SEE = Probe(name="see", run=see, yields=(Brightness,), deadline_s=seconds)
HEAR = Probe(name="hear", run=hear, yields=(Loudness,), deadline_s=seconds)
CONNECT = Probe(name="connect", run=link, yields=(LinkSpeed,), deadline_s=seconds)
HANG = Probe(name="see", run=hang, yields=(Brightness,), deadline_s=seconds)
CRASH = Probe(name="see", run=crash, yields=(Brightness,), deadline_s=seconds)
PROBES = (SEE, HEAR, CONNECT)
