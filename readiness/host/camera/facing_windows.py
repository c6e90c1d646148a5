r"""Which way a camera built into the computer faces, as the firmware reports it to Windows.

Chrome's default camera is an external one if there is one, else the built-in one that faces the person (Chromium,
media/capture/video/win/video_capture_device_factory_win.cc). Windows takes the direction from ACPI's `_PLD`, for
devices in the computer's own container only: a socket has a `_PLD` too (Microsoft Learn, "Identifying the location of
internal cameras").
"""

from __future__ import annotations

import sys
import uuid
from collections.abc import Iterable, Mapping
from typing import Literal

Facing = Literal["user", "environment", ""]
"""Where a camera looks; empty for an external camera, and where the firmware does not say."""

VIDEO_CAMERA = "{e5323777-f976-4f5b-9b55-b94699c46e44}"
"""KSCATEGORY_VIDEO_CAMERA, in the path of every camera that may be Chrome's default."""

COMPUTER_CONTAINER = uuid.UUID("00000000-0000-0000-FFFF-FFFFFFFFFFFF")

_PANEL_BYTE, _PANEL_SHIFT, _PANEL_MASK = 8, 3, 0b111
_FRONT, _BACK = 4, 5
"""Bits 67 to 69 of `_PLD`, "Panel" (ACPI 6.5, 6.1.8)."""


def facing_of(pld: bytes) -> Facing:
    """Return the direction in ACPI's `_PLD` buffer."""
    if len(pld) <= _PANEL_BYTE:
        return ""
    panel = pld[_PANEL_BYTE] >> _PANEL_SHIFT & _PANEL_MASK
    return "user" if panel == _FRONT else "environment" if panel == _BACK else ""


def instance_of(path: str) -> str:
    r"""Return the device instance of an interface path: `USB\VID_…\6&1` of `\\?\usb#vid_…#6&1#{…}\global`."""
    parts = path.removeprefix("\\\\?\\").split("#")
    return "\\".join(parts[:3]) if len(parts) > 3 else ""


def default_path(paths: Iterable[str], facing: Mapping[str, Facing]) -> str | None:
    """Return the path of the camera that Chrome takes when nobody has chosen one; None if the first one of all.

    Args:
        paths: paths in Media Foundation's order.
        facing: the direction of built-in cameras, by path.
    """
    found = None
    for path in paths:
        if VIDEO_CAMERA not in path.casefold():
            continue
        if not facing.get(path):
            return path
        if facing[path] == "user":
            found = path
    return found


if sys.platform == "win32":
    from readiness.host.system import device_properties_windows as properties

    def read_facing(paths: Iterable[str]) -> dict[str, Facing]:
        """Return the direction of each built-in camera, by path; others are omitted."""
        found = {path: _facing(instance_of(path)) for path in paths}
        return {path: facing for path, facing in found.items() if facing}

    def _facing(instance: str) -> Facing:
        """Look at the camera's function, then at the USB device that it is a function of."""
        if properties.guid(instance, properties.CONTAINER_ID) != COMPUTER_CONTAINER:
            return ""
        own = facing_of(properties.binary(instance, properties.PHYSICAL_LOCATION))
        return own or facing_of(
            properties.binary(properties.text(instance, properties.PARENT), properties.PHYSICAL_LOCATION)
        )
