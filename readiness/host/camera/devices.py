"""Which cameras are there? Names, lasting ids and how OpenCV opens each; no camera is opened to find out."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from readiness.host.camera.kind import Kind, camera_kind

MSMF, DSHOW, V4L2, AVFOUNDATION = 1400, 700, 200, 1200
"""OpenCV's numbers for the systems' camera interfaces (`cv2.CAP_*`)."""

_WINDOWS_VIRTUAL_CAMERA = "\\\\?\\swd#vcamdevapi#"
"""Where Windows 11 puts every camera that a program makes with MFCreateVirtualCamera, whatever it is called."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the system's list, as `cv2-enumerate-cameras` gives it."""

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
    """A camera; `id` stays the same when others come and go, `path` may not. `routes` are tried in order."""

    id: str
    path: str
    name: str
    kind: Kind
    vid_pid: str | None
    routes: tuple[Route, ...]

    @property
    def index(self) -> int:
        """OpenCV's index by the first route."""
        return self.routes[0].index


def list_cameras() -> tuple[Camera, ...]:
    """The cameras that the system tells of: physical ones first, then virtual, then infrared."""
    from cv2_enumerate_cameras import enumerate_cameras

    backends = {"win32": (MSMF, DSHOW), "darwin": (AVFOUNDATION,)}.get(sys.platform, (V4L2,))
    listed = [
        Listed(info.index, info.name or "", info.path, info.vid, info.pid, backend)
        for backend in backends
        for info in sorted(enumerate_cameras(backend), key=lambda info: info.index)
    ]
    return cameras(listed, _lasting_names(), _software())


def cameras(
    listed: Iterable[Listed], lasting_names: Mapping[str, str] | None = None, software: Collection[str] = ()
) -> tuple[Camera, ...]:
    """Put the lines that mean the same camera together and tell what kind each is.

    Args:
        listed: the lines of every interface of this system.
        lasting_names: a lasting name for a path that may change when cameras are plugged in (Linux).
        software: the paths of cameras without hardware (Linux).
    """
    together: dict[str, list[Listed]] = {}
    for line in listed:
        together.setdefault(_id(line, lasting_names or {}), []).append(line)
    system_has_msmf = any(line.backend == MSMF for lines in together.values() for line in lines)
    found = [
        Camera(
            id=id_,
            path=lines[0].path or "",
            name=lines[0].name,
            kind=_kind(lines, software, system_has_msmf=system_has_msmf),
            vid_pid=_vid_pid(lines[0]),
            routes=tuple(Route(line.index, line.backend) for line in lines),
        )
        for id_, lines in together.items()
    ]
    order: tuple[Kind, ...] = ("physical", "virtual", "infrared")
    return tuple(sorted(found, key=lambda camera: order.index(camera.kind)))


def choose(found: Sequence[Camera], wanted: str | None) -> Camera | None:
    """The camera meant by `wanted`: an id or path, a name, an index or a part of one name only.

    None: the first, but never an infrared one, which is for signing in and shows no colours. A camera that is not
    there is None, never another one.
    """
    if wanted is None:
        return next((camera for camera in found if camera.kind != "infrared"), None)
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


def _id(line: Listed, lasting_names: Mapping[str, str]) -> str:
    if not line.path:
        return f"{line.backend}:{line.name}"
    return _without_class(lasting_names.get(line.path, line.path))


def _without_class(path: str) -> str:
    r"""On Windows each interface ends the same device path with a class of its own: …#{65e8773d-…}\global."""
    return re.sub(r"#\{[0-9a-f-]{36}\}(\\.*)?$", "", path, flags=re.IGNORECASE).lower() if "#" in path else path


def _kind(lines: Sequence[Listed], software: Collection[str], *, system_has_msmf: bool) -> Kind:
    # Media Foundation lists what has a driver; a DirectShow filter alone is software
    only_a_filter = system_has_msmf and all(line.backend == DSHOW for line in lines) and lines[0].vid is None
    made_up = any((line.path or "").casefold().startswith(_WINDOWS_VIRTUAL_CAMERA) for line in lines)
    return camera_kind(lines[0].name, is_software=only_a_filter or made_up or lines[0].path in software)


def _vid_pid(line: Listed) -> str | None:
    return None if line.vid is None or line.pid is None else f"{line.vid:04x}:{line.pid:04x}"


def _lasting_names(folder: Path = Path("/dev/v4l")) -> Mapping[str, str]:
    """A name for each device by what it is, or else (two alike without serial numbers) by where it is plugged in."""
    links = [*sorted((folder / "by-path").glob("*"), reverse=True), *sorted((folder / "by-id").glob("*"), reverse=True)]
    return {str(link.resolve()): str(link) for link in links}


def _software(folder: Path = Path("/sys/class/video4linux")) -> frozenset[str]:
    """The devices that the Linux kernel made up itself, as v4l2loopback does, whatever they are called."""
    return frozenset(f"/dev/{link.name}" for link in folder.glob("video*") if "/virtual/" in str(link.resolve()))
