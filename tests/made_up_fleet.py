"""A made-up fleet: reports of many stations over many days, from a seeded model over the program's own findings."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from readiness.checks import ALL
from readiness.model import Finding, Outcome, Policy
from readiness.policy.sections import values
from readiness.report.contents import Report

LAST_DAY = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
HEADSETS = (
    {"family": "Jabra Evolve2", "vid_pid": "0b0e:2412", "device_class": "call_headset"},
    {"family": "Logitech Zone", "vid_pid": "046d:0af7", "device_class": "call_headset"},
    {"device_class": "builtin_mic"},
)


@dataclass(frozen=True, slots=True)
class FleetModel:
    """`stations` report about every working day for `days` days; some fall silent. The seed decides everything."""

    stations: int
    days: int
    seed: int = 1

    def reports(self) -> Iterator[Report]:
        """Station by station, oldest first."""
        policy = values(Policy())
        chance = random.Random(self.seed)  # noqa: S311  (no secret: the same fleet every time)
        for nth in range(self.stations):
            unit, site, headset = f"Vårdcentral {nth % 23}", f"Ort {nth % 23 % 5}", chance.choice(HEADSETS)
            silent_for = chance.choice((0, 0, 0, 0, 0, 0, 0, 20))
            for days_ago in range(self.days - 1, silent_for - 1, -1):
                moment = LAST_DAY - timedelta(days=days_ago, minutes=-chance.randrange(480))
                if moment.weekday() < 5 and chance.random() < 0.9:
                    yield Report(
                        findings=tuple(_finding(check, chance, headset) for check in ALL),
                        started_at=moment,
                        duration_s=2.5,
                        policy=policy,
                        station=f"station-{nth:05d}",
                        unit=unit,
                        site=site,
                    )


def _finding(check: object, chance: random.Random, headset: dict[str, str]) -> Finding:
    assert hasattr(check, "rules")
    assert hasattr(check, "id")
    passing = [rule for rule in check.rules if rule.outcome is Outcome.PASS]
    rule = chance.choice(passing) if chance.random() < 0.96 else chance.choice(check.rules)
    measured = dict(headset) if check.id == "headset" else {}
    return Finding(
        check=check.id,
        code=f"{check.id}.{rule.what}",
        outcome=rule.outcome,
        headline=rule.headline,
        remedy=rule.remedy,
        measured=measured,
    )
