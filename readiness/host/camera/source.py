"""Resolving a camera argument to a device, a network address, a video file or a still picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from readiness.file_reader import is_file
from readiness.host.camera import stream
from readiness.host.camera.devices import list_cameras
from readiness.host.camera.kind import Kind
from readiness.host.camera.meeting_camera import meeting_camera
from readiness.host.camera.stream import Opening
from readiness.server_address import is_url

MAX_STILL_BYTES = 256 * 1024 * 1024
Flaw = Literal["missing", "unreadable", "too_large"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A resolved source. With neither `openings` nor `still`, there is nothing to open.

    Attributes:
        kind: None if it was not found.
        name: display name.
        id: persistent id of a device.
        vid_pid: a USB device's vendor and product, for example `046d:082d`.
        path: a device's path, for finding out which program uses it.
        cameras_count: number of cameras in the system; None if they were not listed.
        found: False if the requested source does not exist; None if none was requested.
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
    """Resolve `wanted`: an address, a file, or a camera by id, name or index.

    If it is None, use the camera that Chrome uses: the first, unless the person has selected another in Chrome before.
    With `devices_only`, addresses and files are not considered.
    """
    if devices_only:
        return _device(wanted)
    if wanted is not None and is_url(wanted):
        name = _host(wanted)
        if not stream.opens_addresses():
            return Source(name=name, found=False)
        return Source(kind="network", name=name, openings=stream.of_address(wanted, network_patience_s))
    if wanted is not None and is_file(Path(wanted)):
        return file_source(Path(wanted))
    return _device(wanted)


def _device(wanted: str | None) -> Source:
    found = list_cameras()
    camera = meeting_camera(found, wanted)
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
    """Return the address's host for display; the whole address if it has none."""
    try:
        return urlsplit(address).hostname or address
    except ValueError:  # such as a bracket that is never closed
        return address


def file_source(path: Path) -> Source:
    """Return a still picture if the content is one, otherwise a video for OpenCV to open."""
    if path.stat().st_size <= MAX_STILL_BYTES:
        still = still_source(path)
        if still.flaw != "unreadable":
            return still
    return Source(kind="video", name=path.name, found=True, openings=stream.of_video(path))


def still_source(path: Path) -> Source:
    """Load a still picture; on failure the result's `flaw` is set."""
    source = Source(kind="still", name=path.name, found=True)
    try:
        if not is_file(path):
            return replace(source, found=False, flaw="missing")
        if path.stat().st_size > MAX_STILL_BYTES:
            return replace(source, flaw="too_large")
        still = stream.read_still(path)
    except OSError:
        return replace(source, flaw="unreadable")
    except stream.TooManyPixelsError:
        return replace(source, flaw="too_large")
    return replace(source, flaw="unreadable") if still is None else replace(source, still=still)
