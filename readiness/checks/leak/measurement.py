"""Measurement and policy of the check `leak`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from readiness.i18n import N_
from readiness.model import HIGHER_IS_STRICTER, LOWER_IS_STRICTER, CheckMeasurement, CheckSection, Visibility, fact


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits of the leak test."""

    level_dbfs: Annotated[
        float,
        Meta(
            ge=-60,
            le=-20,
            description="mean level of the sweep; 4 dB under the nominal speech level of ITU-T P.56",
            extra=LOWER_IS_STRICTER,
        ),
    ] = -30
    echo_loss_min_db: Annotated[
        float,
        Meta(
            ge=10,
            le=60,
            description="a laptop's loudspeaker gives 10 to 30 dB, simulated rooms; between it and no path",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 40
    always: Annotated[bool, Meta(description="`readiness check` plays it too; without it only when asked by name")] = (
        False
    )


class Measurement(CheckMeasurement, frozen=True, kw_only=True):
    """The echo of the sweep."""

    microphone: str | None = fact(N_("Microphone"), private=True)
    output: str | None = fact(N_("Output"), private=True)
    microphone_fault: str | None = fact(N_("Obstacle at the microphone"), visibility=Visibility.HEADLINE)
    output_fault: str | None = fact(N_("Obstacle at the output"), visibility=Visibility.HEADLINE)
    microphone_in_use: bool | None = fact(N_("Another program is listening"))
    used_by: str | None = fact(N_("Program that listens"))
    muted: bool | None = fact(N_("The microphone gives no sound"))
    played: bool | None = fact(N_("Played and heard without a break"))
    found: bool | None = fact(N_("The sound came back"))
    echo_loss_db: float | None = fact(N_("Echo loss (dB)"))
    round_trip_ms: float | None = fact(N_("Time there and back (ms)"))
    detectable_db: float | None = fact(N_("Would be found up to an echo loss of (dB)"))
