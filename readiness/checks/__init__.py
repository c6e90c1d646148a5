"""Every check and every probe, in the order a person meets them. Adding a check is a file and a line here."""

from __future__ import annotations

import sys
from typing import Any

from readiness.checks import (
    background,
    browser,
    camera,
    camera_probe,
    connection,
    framing,
    headset,
    leak,
    lighting,
    microphone,
    microphone_probe,
    network_path,
)
from readiness.model import Check, Policy, Probe

ALL: tuple[Check[Any, Any], ...] = (
    camera.CHECK,
    lighting.CHECK,
    framing.CHECK,
    background.CHECK,
    headset.CHECK,
    microphone.CHECK,
    browser.CHECK,
    connection.CHECK,
    network_path.CHECK,
)

PROBES: tuple[Probe, ...] = (
    camera_probe.PROBE,
    headset.PROBE,
    microphone_probe.PROBE,
    browser.PROBE,
    connection.PROBE,
    network_path.PROBE,
)

ON_REQUEST: tuple[Check[Any, Any], ...] = (leak.CHECK,)
"""They make a sound: run when asked by name, or when the policy says always."""

ON_REQUEST_PROBES: tuple[Probe, ...] = (leak.PROBE,)


def in_force(policy: Policy, system: str = sys.platform) -> tuple[Check[Any, Any], ...]:
    """The checks of `ALL` that are asked on this station: those for its system that apply under this policy."""
    return tuple(check for check in ALL if system in check.systems and check.applies(policy))
