"""Every check and every probe, in the order a person meets them. Adding a check is a file and a line here."""

from __future__ import annotations

from typing import Any

from readiness.checks import browser, camera, connection, framing, headset, leak, lighting, microphone, picture, voice
from readiness.model import Check, Probe

ALL: tuple[Check[Any, Any], ...] = (
    camera.CHECK,
    lighting.CHECK,
    framing.CHECK,
    headset.CHECK,
    microphone.CHECK,
    browser.CHECK,
    connection.CHECK,
)

PROBES: tuple[Probe, ...] = (picture.PROBE, headset.PROBE, voice.PROBE, browser.PROBE, connection.PROBE)

ON_REQUEST: tuple[Check[Any, Any], ...] = (leak.CHECK,)
"""They make a sound: run when asked by name, or when the policy says always."""

ON_REQUEST_PROBES: tuple[Probe, ...] = (leak.PROBE,)
