"""All checks and probes, in display order. To add a check, add its module and a line here.

Modules are imported only when the lists are accessed, so that a probe's process imports its own check and no other.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from typing import Literal

import msgspec

from readiness.model import AnyCheck, Policy, Probe


class Listed(msgspec.Struct, frozen=True):
    """The registration of a check.

    Attributes:
        id: the check's id.
        module: the module below `readiness.checks` with its `CHECK`; defaults to the id.
        probe: the module with the `PROBE` that measures it; defaults to the check's module.
        when: `at_once`: runs with the others; `on_request`: plays sound, so it runs only if requested by name or if the
            policy says always; `afterwards`: needs devices that the others have open, so it runs after them.
    """

    id: str
    module: str = ""
    probe: str = ""
    when: Literal["at_once", "on_request", "afterwards"] = "at_once"


LISTED = (
    Listed("camera", probe="camera_probe"),
    Listed("lighting", probe="camera_probe"),
    Listed("framing", probe="camera_probe"),
    Listed("alone", probe="camera_probe"),
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

EVERY_ID = tuple(each.id for each in LISTED)

ALL: tuple[AnyCheck, ...]
"""The checks that run at once. Like the following lists, it is imported on first access."""

PROBES: tuple[Probe, ...]
ON_REQUEST: tuple[AnyCheck, ...]
ON_REQUEST_PROBES: tuple[Probe, ...]
AFTERWARDS: tuple[AnyCheck, ...]
AFTERWARDS_PROBES: tuple[Probe, ...]
EVERY: tuple[AnyCheck, ...]
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


def __getattr__(name: str) -> tuple[object, ...]:
    """Import the lists above on first access."""
    if name not in _LISTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    listed = [each for each in LISTED if each.when in _LISTS[name]]
    if name.endswith("PROBES"):
        found = _import_all("PROBE", dict.fromkeys(each.probe or each.module or each.id for each in listed))
    else:
        found = _import_all("CHECK", (each.module or each.id for each in listed))
    globals()[name] = found
    return found


def _import_all(what: str, modules: Iterable[str]) -> tuple[object, ...]:
    return tuple(getattr(importlib.import_module(f"{__name__}.{module}"), what) for module in modules)


def applicable(checks: Iterable[AnyCheck], policy: Policy, system: str = sys.platform) -> tuple[AnyCheck, ...]:
    """Return those of the checks that run on this station: on its system, and under this policy."""
    return tuple(check for check in checks if system in check.systems and check.applies(policy))
