"""What does the person mean by a camera: a device, a network address, a video file or a still picture?"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from readiness.host.browser import chrome
from readiness.host.browser.device_ranking import preferred
from readiness.host.camera import stream
from readiness.host.camera.devices import choose, list_cameras
from readiness.host.camera.kind import Kind
from readiness.host.camera.stream import Opening

STILL_AT_MOST_BYTES = 256 * 1024 * 1024
Flaw = Literal["missing", "unreadable", "too_large"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What was meant. With neither `openings` nor `still`, there is nothing to open.

    Attributes:
        kind: None when it was not found.
        name: what the person calls it.
        id: the lasting id of a device.
        vid_pid: a USB device's vendor and product, such as `046d:082d`.
        path: a device's path, to ask the system who holds it.
        cameras_count: how many cameras the system has; None when it was not asked.
        found: False when something was asked for that is not there.
        flaw: why a file gives no picture.
    """

    kind: Kind | Literal["network", "video", "still"] | None = None
    name: str = ""
    id: str | None = None
    vid_pid: str | None = None
    path: str = ""
    cameras_count: int | None = None
    found: bool | None = None
    openings: tuple[Opening, ...] = ()
    still: Any = None
    flaw: Flaw | None = None


def find_source(wanted: str | None, network_patience_s: float, *, devices_only: bool = False) -> Source:
    """The source that `wanted` names: an address, a file, or a camera by id, name or index.

    None: the camera that Chrome takes, which is the first unless the person has chosen another in Chrome before.

    When the only cameras are infrared and none was asked for, none is opened. With `devices_only` addresses and files
    are not looked for.
    """
    if devices_only:
        return _device(wanted)
    if wanted is not None and re.match(r"[a-z][a-z0-9+.-]+://", wanted, re.IGNORECASE):
        name = _host(wanted)
        if not stream.opens_addresses():
            return Source(name=name, found=False)
        return Source(kind="network", name=name, openings=stream.of_address(wanted, network_patience_s))
    if wanted is not None and _is_file(Path(wanted)):
        return file_source(Path(wanted))
    return _device(wanted)


def _device(wanted: str | None) -> Source:
    found = list_cameras()
    camera = choose(found, wanted or preferred(chrome.device_ranking().cameras, [each.name for each in found]))
    if camera is None and wanted is None and found:
        return Source(kind="infrared", name=found[0].name, cameras_count=len(found))
    if camera is None:
        return Source(name=wanted or "", cameras_count=len(found), found=None if wanted is None else False)
    return Source(
        kind=camera.kind,
        name=camera.name,
        id=camera.id,
        vid_pid=camera.vid_pid,
        path=camera.path,
        cameras_count=len(found),
        found=None if wanted is None else True,
        openings=stream.of_camera(camera),
    )


def _host(address: str) -> str:
    """What an address is called: its host, or all of it when it names none."""
    try:
        return urlsplit(address).hostname or address
    except ValueError:  # such as a bracket that is never closed
        return address


def file_source(path: Path) -> Source:
    """A still picture if its bytes are one, otherwise whatever OpenCV can make of it as a film."""
    if path.stat().st_size <= STILL_AT_MOST_BYTES:
        still = still_source(path)
        if still.flaw != "unreadable":
            return still
    return Source(kind="video", name=path.name, found=True, openings=stream.of_video(path))


def still_source(path: Path) -> Source:
    """A still picture, or what is wrong with the file."""
    source = Source(kind="still", name=path.name, found=True)
    try:
        if not _is_file(path):
            return replace(source, found=False, flaw="missing")
        if path.stat().st_size > STILL_AT_MOST_BYTES:
            return replace(source, flaw="too_large")
        still = stream.read_still(path)
    except OSError:
        return replace(source, flaw="unreadable")
    except stream.TooLargeError:
        return replace(source, flaw="too_large")
    return replace(source, flaw="unreadable") if still is None else replace(source, still=still)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have, or a folder that may not be entered
        return False
