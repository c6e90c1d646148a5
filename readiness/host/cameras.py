"""Which cameras are there? Names, lasting ids and how OpenCV opens each; no camera is opened to find out."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["physical", "virtual", "infrared"]

MSMF, DSHOW, V4L2, AVFOUNDATION = 1400, 700, 200, 1200
"""OpenCV's numbers for the systems' camera interfaces (`cv2.CAP_*`)."""

VIRTUAL = re.compile(
    r"\bvirtual\b|\bvirtuell\b|\bOBS\b|ManyCam|Snap Camera|XSplit|VCam\b|DroidCam|Iriun|EpocCam|mmhmm|SplitCam|YouCam"
    r"|e2eSoft|NVIDIA Broadcast|CamTwist|AlterCam|WebcamMax|ChromaCam|v4l2loopback|Dummy video device|screen.?capture",
    re.IGNORECASE,
)
INFRARED = re.compile(r"\bIR\b|infra-?red|infraröd|Windows Hello|\bdepth\b", re.IGNORECASE)


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
        for info in enumerate_cameras(backend)
    ]
    return cameras(listed, _lasting_names())


def cameras(listed: Iterable[Listed], lasting_names: Mapping[str, str] | None = None) -> tuple[Camera, ...]:
    """Put the lines that mean the same camera together and tell what kind each is.

    Args:
        listed: the lines of every interface of this system.
        lasting_names: a lasting name for a path that may change when cameras are plugged in (Linux).
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
            kind=_kind(lines, system_has_msmf=system_has_msmf),
            vid_pid=_vid_pid(lines[0]),
            routes=tuple(Route(line.index, line.backend) for line in lines),
        )
        for id_, lines in together.items()
    ]
    order: tuple[Kind, ...] = ("physical", "virtual", "infrared")
    return tuple(sorted(found, key=lambda camera: order.index(camera.kind)))


def choose(found: Sequence[Camera], wanted: str | None) -> Camera | None:
    """The camera meant by `wanted`: an id or path, a name, an index or a part of one name only; None: the first.

    A camera that is not there is None, never another one.
    """
    if wanted is None:
        return next(iter(found), None)
    word = wanted.casefold()
    for fits in (
        [camera for camera in found if wanted and wanted in {camera.id, camera.path}],
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
    path = lasting_names.get(line.path, line.path)
    # On Windows each interface ends the same device path with a class of its own: …#{65e8773d-…}\global
    return re.sub(r"#\{[0-9a-f-]{36}\}(\\.*)?$", "", path, flags=re.IGNORECASE).lower() if "#{" in path else path


def _kind(lines: Sequence[Listed], *, system_has_msmf: bool) -> Kind:
    name = lines[0].name
    if INFRARED.search(name):
        return "infrared"
    # Media Foundation lists what has a driver; a DirectShow filter alone is software
    only_a_filter = system_has_msmf and all(line.backend == DSHOW for line in lines) and lines[0].vid is None
    return "virtual" if only_a_filter or VIRTUAL.search(name) else "physical"


def _vid_pid(line: Listed) -> str | None:
    return None if line.vid is None or line.pid is None else f"{line.vid:04x}:{line.pid:04x}"


def _lasting_names() -> Mapping[str, str]:
    folder = Path("/dev/v4l/by-id")
    if not folder.is_dir():
        return {}
    return {str(link.resolve()): str(link) for link in sorted(folder.iterdir(), reverse=True)}
