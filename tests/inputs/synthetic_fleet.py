"""A made-up fleet: reports of many stations over many days, measured by a seeded model, judged by the program."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from synthetic_measurements import equipment, findings

from readiness import __version__
from readiness.checks import microphone
from readiness.model import Policy
from readiness.policy.sections import values
from readiness.report.contents import Report
from readiness.report.product_name import product_name
from readiness.storage.mend_log import MadeMend

LAST_DAY = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FleetModel:
    """`stations` report about every working day for `days` days; some fall silent. The seed decides everything."""

    stations: int
    days: int
    seed: int = 1

    def reports(self) -> Iterator[Report]:
        """Station by station, oldest first."""
        policy = Policy()
        limits = values(policy)
        chance = random.Random(self.seed)  # noqa: S311  (no secret: the same fleet every time)
        for nth in range(self.stations):
            own = equipment(chance)
            silent_for = chance.choice((0, 0, 0, 0, 0, 0, 0, 20))
            for days_ago in range(self.days - 1, silent_for - 1, -1):
                moment = LAST_DAY - timedelta(days=days_ago, minutes=-chance.randrange(480))
                if moment.weekday() < 5 and chance.random() < 0.9:
                    yield Report(
                        findings=findings(own, policy, chance),
                        started_at=moment,
                        duration_s=2.5,
                        policy=limits,
                        station=f"station-{nth:05d}",
                        unit=f"Vårdcentral {nth % 23}",
                        site=f"Ort {nth % 23 % 5}",
                        mends=_mends(own["headset"], chance),
                    )


def _mends(headset: Mapping[str, Any], chance: random.Random) -> tuple[MadeMend, ...]:
    """What the window has mended since the last report: one in fifty times the microphone was off."""
    if chance.random() >= 0.02:
        return ()
    product = product_name(headset.get("family"), headset.get("vid_pid"), headset["device_class"])
    return (
        MadeMend(
            check=microphone.CHECK.id,
            kind=chance.choice(("unmute", "louder")),
            helped=chance.random() < 0.8,
            product=product or "",
            version=__version__,
        ),
    )
