"""The camera that a meeting uses, which Chrome chooses unless the person has."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.host.browser import chrome
from readiness.host.browser.device_ranking import preferred
from readiness.host.camera.devices import Camera, choose_camera


def meeting_camera(found: Sequence[Camera], wanted: str | None) -> Camera | None:
    """Return the camera denoted by `wanted`, or else the one that Chrome uses; see `devices.choose_camera`."""
    return choose_camera(found, wanted or preferred(chrome.device_ranking().cameras, [each.name for each in found]))
