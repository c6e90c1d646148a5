"""Listing cameras with names, persistent ids and how OpenCV opens each, without opening them."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.host.camera.kind import Kind, camera_kind

if TYPE_CHECKING:
    from cv2_enumerate_cameras.camera_info import CameraInfo

MSMF, DSHOW, V4L2, AVFOUNDATION = 1400, 700, 200, 1200
"""OpenCV's numbers for the systems' camera interfaces (`cv2.CAP_*`)."""

_WINDOWS_VIRTUAL_CAMERAS = ("\\\\?\\swd#vcamdevapi#", "\\\\?\\root#")
"""Path prefixes of cameras without hardware on Windows, whatever their names: created with MFCreateVirtualCamera, and
of drivers that no bus has found (root-enumerated): ManyCam, Iriun, Snap, Lenovo's Smart Connect."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of a camera interface's list, from `cv2-enumerate-cameras`."""

    index: int
    name: str
    path: str | None
    vid: int | None
    pid: int | None
    backend: int


@dataclass(frozen=True, slots=True)
class Route:
    """One way for OpenCV to open a camera."""

    index: int
    backend: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """A camera. `id` is persistent; `path` may change when others are plugged in. `routes` are tried in order."""

    id: str
    path: str
    name: str
    kind: Kind
    vid_pid: str | None
    routes: tuple[Route, ...]

    @property
    def index(self) -> int:
        """OpenCV's index in the first route."""
        return self.routes[0].index


def list_cameras() -> tuple[Camera, ...]:
    """Return the system's cameras: physical ones first, then virtual, then infrared.

    On Windows the one that Chrome takes when nobody has chosen is before all others.
    """
    from cv2_enumerate_cameras import enumerate_cameras

    backends = {"win32": (MSMF, DSHOW), "darwin": (AVFOUNDATION,)}.get(sys.platform, (V4L2,))
    listed = [
        as_listed(info)
        for backend in backends
        for info in sorted(enumerate_cameras(backend), key=lambda info: info.index)
    ]
    found = cameras(listed, _persistent_names(), _software_devices())
    if sys.platform == "win32":
        from readiness.host.camera.facing_windows import default_path, read_facing

        paths = [line.path for line in listed if line.backend == MSMF and line.path]
        return with_first(found, default_path(paths, read_facing(paths)))
    return found


def as_listed(info: CameraInfo) -> Listed:
    """Convert an entry; on macOS its texts are PyObjC's, a subclass of `str` that the probe's messages cannot hold."""
    path = None if info.path is None else str(info.path)
    return Listed(info.index, str(info.name or ""), path, info.vid, info.pid, info.backend)


def cameras(
    listed: Iterable[Listed], persistent_names: Mapping[str, str] | None = None, software: Collection[str] = ()
) -> tuple[Camera, ...]:
    """Merge entries of the same camera from several interfaces, and determine each camera's kind.

    Args:
        listed: the entries of all interfaces of this system.
        persistent_names: a persistent name for a path that may change when cameras are plugged in (Linux).
        software: the paths of cameras without hardware (Linux).
    """
    entries_by_id: dict[str, list[Listed]] = {}
    for line in listed:
        entries_by_id.setdefault(_id(line, persistent_names or {}), []).append(line)
    system_has_msmf = any(line.backend == MSMF for lines in entries_by_id.values() for line in lines)
    found = [
        Camera(
            id=id_,
            path=lines[0].path or "",
            name=lines[0].name,
            kind=_kind(lines, software, system_has_msmf=system_has_msmf),
            vid_pid=_vid_pid(lines[0]),
            routes=tuple(Route(line.index, line.backend) for line in lines),
        )
        for id_, lines in entries_by_id.items()
    ]
    order: tuple[Kind, ...] = ("physical", "virtual", "infrared")
    return tuple(sorted(found, key=lambda camera: order.index(camera.kind)))


def with_first(found: Sequence[Camera], path: str | None) -> tuple[Camera, ...]:
    """Put the camera with this path first."""
    return tuple(sorted(found, key=lambda camera: camera.path != path))


def choose_camera(found: Sequence[Camera], wanted: str | None) -> Camera | None:
    """Return the camera denoted by `wanted`: an id or path, a name, an index, or a unique part of a name.

    If `wanted` is None, return the first camera that is not infrared by its name (those are for signing in and show no
    colours), or else the first of those, whose picture shows it.
    Return None rather than another camera if the wanted one is not connected.
    """
    if wanted is None:
        return next((camera for camera in found if camera.kind != "infrared"), found[0] if found else None)
    word = wanted.casefold()
    for fits in (
        [camera for camera in found if wanted and {wanted, _without_class(wanted)} & {camera.id, camera.path}],
        [camera for camera in found if camera.name.casefold() == word],
        [camera for camera in found if str(camera.index) == wanted],
    ):
        if fits:
            return fits[0]
    partly = [camera for camera in found if word and not word.isdigit() and word in camera.name.casefold()]
    return partly[0] if len(partly) == 1 else None


def _id(line: Listed, persistent_names: Mapping[str, str]) -> str:
    if not line.path:
        return f"{line.backend}:{line.name}"
    return _without_class(persistent_names.get(line.path, line.path))


def _without_class(path: str) -> str:
    r"""Strip the interface class from a Windows device path (…#{65e8773d-…}\global), so that interfaces agree on it."""
    return re.sub(r"#\{[0-9a-f-]{36}\}(\\.*)?$", "", path, flags=re.IGNORECASE).lower() if "#" in path else path


def _kind(lines: Sequence[Listed], software: Collection[str], *, system_has_msmf: bool) -> Kind:
    # What has a driver has a path, and Media Foundation lists it; a DirectShow filter alone is software
    without_hardware = system_has_msmf or not lines[0].path
    only_a_filter = without_hardware and all(line.backend == DSHOW for line in lines) and lines[0].vid is None
    made_up = any((line.path or "").casefold().startswith(_WINDOWS_VIRTUAL_CAMERAS) for line in lines)
    return camera_kind(lines[0].name, is_software=only_a_filter or made_up or lines[0].path in software)


def _vid_pid(line: Listed) -> str | None:
    return None if line.vid is None or line.pid is None else f"{line.vid:04x}:{line.pid:04x}"


def _persistent_names() -> Mapping[str, str]:
    """Return a persistent name per device: by model and serial number, or else by the port it is plugged into."""
    by_port, by_model = (sorted(Path("/dev/v4l", kind).glob("*"), reverse=True) for kind in ("by-path", "by-id"))
    return {str(link.resolve()): str(link) for link in (*by_port, *by_model)}


def _software_devices() -> frozenset[str]:
    """Return the paths of kernel-created virtual devices (v4l2loopback), whatever their names."""
    links = Path("/sys/class/video4linux").glob("video*")
    return frozenset(f"/dev/{link.name}" for link in links if "/virtual/" in str(link.resolve()))
