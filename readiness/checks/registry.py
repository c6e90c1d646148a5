"""All checks and probes, in display order. To add a check, add it here.

A probe's process imports its own check and no other: it has no use for this module.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

import msgspec

from readiness.checks import (
    alone,
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
    network_path,
    power,
    rehearsal,
)
from readiness.model import AnyCheck, Policy, Probe


class CheckGroup(msgspec.Struct, frozen=True):
    """Checks that run on the same occasion, in display order, and that occasion's probes; some have no check."""

    checks: tuple[AnyCheck, ...] = ()
    probes: tuple[Probe, ...] = ()


NO_CHECKS = CheckGroup()

AT_ONCE = CheckGroup(
    checks=(
        camera.CHECK,
        lighting.CHECK,
        framing.CHECK,
        alone.CHECK,
        background.CHECK,
        headset.CHECK,
        microphone.CHECK,
        browser.CHECK,
        connection.CHECK,
        network_path.CHECK,
        power.CHECK,
    ),
    probes=(
        camera_probe.PROBE,
        headset.PROBE,
        microphone.PROBE,
        browser.PROBE,
        connection.PROBE,
        network_path.PROBE,
        power.PROBE,
    ),
)

ON_REQUEST = CheckGroup((leak.CHECK,), (leak.PROBE,))
"""What plays sound runs only if it is requested by name, or if the policy says always."""

AFTERWARDS = CheckGroup((rehearsal.CHECK,), (rehearsal.PROBE,))
"""What needs devices that the others have open runs after them."""

EVERY = (*AT_ONCE.checks, *ON_REQUEST.checks, *AFTERWARDS.checks)
EVERY_ID = tuple(check.id for check in EVERY)


def applicable(checks: Iterable[AnyCheck], policy: Policy, system: str = sys.platform) -> tuple[AnyCheck, ...]:
    """Return those of the checks that run on this station: on its system, and under this policy."""
    return tuple(check for check in checks if system in check.systems and check.applies(policy))
