"""How reports identify this station: an id of the kind the policy selects, its unit and its site."""

from __future__ import annotations

import contextlib
import platform
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from readiness.host.system.asset_tag import asset_tag
from readiness.model import Section
from readiness.storage.paths import machine_folder
from readiness.storage.station_number import ensure_station_number, read_station_number

UNKNOWN = "unknown"
"""The id of a station that cannot store its number; a new number for every report would be worse."""

Identity = Literal["random", "machine_name", "asset_tag"]


class Station(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `station` of the policy: how reports identify this station."""

    id: Annotated[
        Identity,
        msgspec.Meta(description="a random number names nobody; IT chooses a name when reports must lead to a place"),
    ] = "random"
    unit: Annotated[
        str, msgspec.Meta(max_length=80, description="the clinic or ward, for comparing units; no person's name")
    ] = ""
    site: Annotated[
        str, msgspec.Meta(max_length=80, description="the building or town, for comparing sites; no person's name")
    ] = ""


def station_id(station: Station, folder: Path) -> str:
    """Return the station id for reports; without a machine name or asset tag, the random number.

    Args:
        station: the policy section.
        folder: where the random number is stored (`storage.paths.user_folder`).
    """
    read_name: dict[Identity, Callable[[], str]] = {
        "random": lambda: "",
        "machine_name": platform.node,
        "asset_tag": asset_tag,
    }
    return read_name[station.id]().strip() or _random_id(folder)


def _random_id(folder: Path) -> str:
    """Return the number that IT has set for the machine, or else the person's own, created if missing."""
    for source in (machine_folder(), folder):
        number = read_station_number(source)
        if number:
            return number
    with contextlib.suppress(OSError):  # a full or locked disk must not stop the check
        return ensure_station_number(folder)
    return UNKNOWN
