"""What a report calls this station: an id of the kind that the policy chooses, and the unit it belongs to."""

from __future__ import annotations

import contextlib
import platform
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from readiness.host.system.asset_tag import asset_tag
from readiness.model import ONLY_IT, PRIVATE_LIMIT, Section
from readiness.storage.paths import machine_folder
from readiness.storage.station_id import kept_number, station_number

UNKNOWN = "unknown"
"""The id of a station that can keep no number: better than one that is new every time."""

Identity = Literal["random", "machine_name", "asset_tag"]


class Station(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `station` of the policy: what reports call this station."""

    id: Annotated[
        Identity,
        msgspec.Meta(description="a random number names nobody; IT chooses a name when reports must lead to a place"),
    ] = "random"
    unit: Annotated[
        str, msgspec.Meta(max_length=80, description="the clinic or ward, for comparing units; no person's name")
    ] = ""


class Telemetry(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `telemetry` of the policy: a receiver that gets every report of `readiness check`."""

    otlp_logs_url: Annotated[
        str,
        msgspec.Meta(
            pattern=r"^(https?://[^\s/?#:@\[\]]+(:\d{1,5})?(/[^\s]*)?)?$",
            description="where an OpenTelemetry receiver takes logs over HTTP; empty sends nothing",
            examples=["https://otel.example.se/v1/logs"],
            extra=PRIVATE_LIMIT | ONLY_IT,
        ),
    ] = ""


def station_id(station: Station, folder: Path) -> str:
    """The id that reports name; a station without a name or an asset tag gets its random number.

    Args:
        station: what the policy chooses.
        folder: where the random number is kept (`kept.folders.user_folder`).
    """
    named: dict[Identity, Callable[[], str]] = {
        "random": lambda: "",
        "machine_name": platform.node,
        "asset_tag": asset_tag,
    }
    return named[station.id]().strip() or _random(folder)


def _random(folder: Path) -> str:
    """IT's number for the machine when there is one, or else the person's own on it."""
    for kept in (machine_folder(), folder):
        number = kept_number(kept)
        if number:
            return number
    with contextlib.suppress(OSError):  # a full or locked disk costs a number, not the check
        return station_number(folder)
    return UNKNOWN
