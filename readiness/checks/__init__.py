"""Every check and every probe, in the order a person meets them. Adding a check is a file and a line here.

A check's module is imported when somebody asks for the checks: a probe's process imports its own and no other.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from readiness.model import Check, Policy, Probe


@dataclass(frozen=True, slots=True)
class Listed:
    """Where a check is.

    Attributes:
        id: the check's id.
        module: the module below `readiness.checks` with its `CHECK`; the id, unless another.
        probe: the module with the `PROBE` that measures it; the check's own, unless another.
        when: `at_once`; `on_request`: it makes a sound, and is run when asked by name or when the policy says always;
            `afterwards`: it needs the devices that the others have open, and is run when those have let go.
    """

    id: str
    module: str = ""
    probe: str = ""
    when: Literal["at_once", "on_request", "afterwards"] = "at_once"


LISTED = (
    Listed("camera", probe="camera_probe"),
    Listed("lighting", probe="camera_probe"),
    Listed("framing", probe="camera_probe"),
    Listed("alone", module="other_people", probe="camera_probe"),
    Listed("background", probe="camera_probe"),
    Listed("headset"),
    Listed("microphone"),
    Listed("browser"),
    Listed("connection"),
    Listed("path", module="network_path"),
    Listed("power"),
    Listed("leak", when="on_request"),
    Listed("rehearsal", when="afterwards"),
)

CHECK_IDS = tuple(each.id for each in LISTED if each.when == "at_once")
ON_REQUEST_IDS = tuple(each.id for each in LISTED if each.when == "on_request")
AFTERWARDS_IDS = tuple(each.id for each in LISTED if each.when == "afterwards")
EVERY_ID = tuple(each.id for each in LISTED)

ALL: tuple[Check[Any, Any], ...]
"""The checks of `CHECK_IDS`; this and the next ones are imported when they are asked for."""

PROBES: tuple[Probe, ...]
ON_REQUEST: tuple[Check[Any, Any], ...]
ON_REQUEST_PROBES: tuple[Probe, ...]
AFTERWARDS: tuple[Check[Any, Any], ...]
AFTERWARDS_PROBES: tuple[Probe, ...]
EVERY: tuple[Check[Any, Any], ...]
"""The checks of all three lists."""

_LISTS = {
    "ALL": ("at_once",),
    "PROBES": ("at_once",),
    "ON_REQUEST": ("on_request",),
    "ON_REQUEST_PROBES": ("on_request",),
    "AFTERWARDS": ("afterwards",),
    "AFTERWARDS_PROBES": ("afterwards",),
    "EVERY": ("at_once", "on_request", "afterwards"),
}


def __getattr__(name: str) -> tuple[Any, ...]:
    """The lists above."""
    if name not in _LISTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    listed = [each for each in LISTED if each.when in _LISTS[name]]
    if name.endswith("PROBES"):
        found = _found("PROBE", dict.fromkeys(each.probe or each.module or each.id for each in listed))
    else:
        found = _found("CHECK", (each.module or each.id for each in listed))
    globals()[name] = found
    return found


def _found(what: str, modules: Iterable[str]) -> tuple[Any, ...]:
    return tuple(getattr(importlib.import_module(f"{__name__}.{module}"), what) for module in modules)


def in_force(policy: Policy, system: str = sys.platform) -> tuple[Check[Any, Any], ...]:
    """The checks of `ALL` that are asked on this station: those for its system that apply under this policy."""
    checks = _found("CHECK", (each.module or each.id for each in LISTED if each.when == "at_once"))
    return tuple(check for check in checks if system in check.systems and check.applies(policy))
