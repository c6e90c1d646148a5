"""Check `power`: is the computer plugged in, or will the battery last for the meeting?

The guideline does not mention it. The check is omitted on a computer without a battery.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from readiness.checks.keep_alive import pause
from readiness.host.system.battery import battery
from readiness.i18n import N_
from readiness.model import (
    HIGHER_IS_STRICTER,
    Alive,
    Check,
    CheckMeasurement,
    CheckSection,
    Measured,
    Outcome,
    Probe,
    Request,
    Rule,
    fact,
)

MEASURE_AGAIN_S = 2.0


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Minimum charge without a charger."""

    remark_below_percent: Annotated[
        float,
        Meta(
            ge=0,
            le=100,
            description="our choice: a laptop that lasts three hours of video has more than an hour left",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 40
    no_go_below_percent: Annotated[
        float,
        Meta(
            ge=0,
            le=100,
            description="our choice: Windows' own warning of a low battery comes at 10 %",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 10


class Measurement(CheckMeasurement, frozen=True, kw_only=True):
    """The battery's charge, and whether the charger is plugged in."""

    is_plugged_in: bool | None = fact(N_("The charger is plugged in"))
    battery_percent: float | None = fact(N_("Charge of the battery (%)"))


def measure() -> Measurement:
    """Measure the battery."""
    found = battery()
    if found is None:
        return Measurement()
    return Measurement(is_plugged_in=found.is_plugged_in, battery_percent=found.percent)


def run(request: Request) -> Iterator[Measured | Alive]:
    """Measure once; in a live run every `MEASURE_AGAIN_S`, so that plugging in a charger is noticed."""
    yield Measured(measure())
    while request.live:
        yield from pause(MEASURE_AGAIN_S)
        yield Measured(measure())


def _below(measured: Measurement, limit_percent: float) -> bool:
    return measured.battery_percent is not None and measured.battery_percent < limit_percent


RULES: tuple[Rule[Measurement, Policy], ...] = (
    Rule(
        what="nearly_empty",
        outcome=Outcome.FAIL,
        when=lambda m, p: m.is_plugged_in is False and _below(m, p.no_go_below_percent),
        headline=N_("The battery is nearly empty."),
        remedy=N_("Plug in the charger."),
    ),
    Rule(
        what="battery_low",
        outcome=Outcome.WARN,
        when=lambda m, p: m.is_plugged_in is not True and _below(m, p.remark_below_percent),
        headline=N_("The battery may not last the meeting."),
        remedy=N_("Plug in the charger."),
    ),
    Rule(
        what="ok_plugged_in",
        outcome=Outcome.PASS,
        when=lambda m, _: m.is_plugged_in is True,
        headline=N_("The computer is plugged in."),
    ),
    Rule(
        what="ok_battery",
        outcome=Outcome.PASS,
        when=lambda m, _: m.battery_percent is not None,
        headline=N_("The battery lasts the meeting."),
    ),
)

CHECK = Check(
    id="power",
    title=N_("Power"),
    question=N_("Is the computer plugged in, or does the battery last the meeting?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    nothing_to_judge=(N_("The computer tells of no battery."), N_("Make sure that the computer is plugged in.")),
    reason=N_("A computer that switches off ends the meeting in the middle of a sentence."),
    applies=lambda _: battery() is not None,
)

PROBE = Probe(name="power", run=run, yields=(Measurement,), deadline_s=lambda _: 8.0)
