"""Pictures from anything OpenCV opens, read on a thread of their own so that a driver that hangs hangs nobody else."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from numpy.typing import NDArray

# OpenCV reads these when it is imported. Hardware transforms make Media Foundation open slowly (opencv #17687, #20327).
os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")
os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(2**26))  # twice 8K; a file of few MB can unpack to GBs

import cv2
import numpy as np

from readiness.host.camera.devices import Camera

cv2.setNumThreads(1)  # the window, and the meeting soon, need the other cores

LET_GO_WITHIN_S = 0.4
USUAL_FRAMES_PER_S = 25.0
NEARLY_S = 0.01
"""A picture that comes this much before its time is on time: cameras are not that even."""
MISSES, MISS_S = 10, 0.05
"""How many pictures a device may fail to give, mostly while it starts, and the pause after each."""
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: height × width × 3 bytes BGR.

    `at_s` counts from the stream's start: media time in a file, the clock otherwise. `number` counts every picture
    that the source gave, also those that nobody had time for.
    """

    bgr: NDArray[Any]
    at_s: float
    number: int


@dataclass(frozen=True, slots=True)
class Opening:
    """One way to open a source: what `cv2.VideoCapture` is given."""

    source: int | str
    backend: int = cv2.CAP_ANY
    parameters: tuple[int, ...] = ()


def of_camera(camera: Camera) -> tuple[Opening, ...]:
    """The ways to open a camera, best first."""
    return tuple(Opening(route.index, route.backend) for route in camera.routes)


def opens_addresses() -> bool:
    """Whether network streams can be opened here: the package for Windows carries no FFmpeg."""
    return cv2.videoio_registry.hasBackend(cv2.CAP_FFMPEG)


def of_address(url: str, patience_s: float) -> tuple[Opening, ...]:
    """The way to open a network stream; it is given up when it says nothing for `patience_s`."""
    patience_ms = int(patience_s * 1000)
    limits = (cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, patience_ms, cv2.CAP_PROP_READ_TIMEOUT_MSEC, patience_ms)
    return (Opening(url, cv2.CAP_FFMPEG, limits),)


def of_video(path: Path) -> tuple[Opening, ...]:
    """The way to open a video file."""
    return (Opening(str(path)),)


class TooLargeError(Exception):
    """A still picture of more than 2²⁶ pixels."""


def read_still(path: Path) -> NDArray[Any] | None:
    """A still picture, upright by its EXIF, 8-bit BGR; None when the file is no picture, or a damaged one.

    The bytes are read here, because OpenCV on Windows opens only paths of the system's code page.

    Raises:
        OSError: the file cannot be read.
        TooLargeError: it is too large to open.
    """
    return decode(path.read_bytes())


def decode(content: bytes) -> NDArray[Any] | None:
    """A picture from a file's bytes; None when they are no picture, or half of one.

    Raises:
        TooLargeError: it is too large to open.
    """
    if not content or _is_torn_png(content):
        return None
    try:
        return cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as problem:
        if "MAX_IMAGE" in problem.err:
            raise TooLargeError from None
        return None


def _is_torn_png(content: bytes) -> bool:
    """Whether a PNG's chunk is longer than the rest of the file: OpenCV would reserve up to 2 GiB for it first."""
    if not content.startswith(_PNG_SIGNATURE):
        return False
    at = len(_PNG_SIGNATURE)
    while at + 8 <= len(content):
        at += 12 + int.from_bytes(content[at : at + 4], "big")  # a length, a name, the data and a checksum
    return at > len(content)


class CameraStream:
    """An open source. Close it, or use it in a `with` statement, to let the camera go.

    Args:
        openings: tried in order until one gives a picture.
        media_time: it is a file: every picture is given, and `at_s` is its place in the film.
        paced: give a file's pictures at the speed of the film.
        every_s: give no more than a picture in this time; the others are counted, and never turned into a picture.
    """

    def __init__(
        self, openings: Sequence[Opening], *, media_time: bool = False, paced: bool = False, every_s: float = 0.0
    ) -> None:
        self._openings = openings
        self._media_time = media_time
        self._paced = paced
        self._every_s = every_s
        self._shots: queue.Queue[Shot | None] = queue.Queue(maxsize=1)
        self._stop = threading.Event()
        self._started_s = time.monotonic()
        self._heard_s = self._started_s
        self.ended = False
        self._reader = threading.Thread(target=self._read, name="camera", daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def silent_s(self) -> float:
        """Seconds since the last picture, or since the start when there was none."""
        return time.monotonic() - self._heard_s

    def next(self, patience_s: float) -> Shot | None:
        """The newest picture not yet given (of a file: the next); None when none came in time or none is left."""
        if self.ended:
            return None
        try:
            shot = self._shots.get(timeout=patience_s)
        except queue.Empty:
            return None
        if shot is None:
            self.ended = True
        else:
            self._heard_s = time.monotonic()
        return shot

    @property
    def let_go(self) -> bool:
        """Is the source free again? Not while its driver hangs."""
        return not self._reader.is_alive()

    def close(self) -> None:
        """Let the source go. A driver that hangs is left behind; it ends with the process."""
        self._stop.set()
        self._reader.join(LET_GO_WITHIN_S)

    def _read(self) -> None:
        for opening in self._openings:
            if self._stop.is_set() or self._read_from(opening):
                break
        self._give(None)

    def _read_from(self, opening: Opening) -> bool:
        """Give every picture of one opening; False when it had none."""
        number = 0
        try:
            capture = cv2.VideoCapture(opening.source, opening.backend, opening.parameters)
        except cv2.error:
            return False
        try:
            pace = _frames_per_s(capture) if self._media_time else 0.0
            misses_left = MISSES if isinstance(opening.source, int) else 0
            due_s = 0.0
            while not self._stop.is_set():
                if not capture.grab():
                    if misses_left == 0:
                        break
                    misses_left -= 1
                    self._stop.wait(MISS_S)
                    continue
                at_s = number / pace if self._media_time else time.monotonic() - self._started_s
                number += 1
                if at_s < due_s - NEARLY_S:
                    continue
                got, picture = capture.retrieve()
                if not got:
                    continue
                due_s = max(due_s + self._every_s, at_s)
                if self._paced:
                    self._stop.wait(max(0.0, self._started_s + at_s - time.monotonic()))
                self._give(Shot(_as_bgr(picture), at_s, number - 1))
        except cv2.error:
            pass  # a damaged file or a vanished device: the stream ends here
        finally:
            capture.release()
        return number > 0

    def _give(self, shot: Shot | None) -> None:
        while not self._stop.is_set():
            try:
                self._shots.put(shot, timeout=0.1 if self._media_time or shot is None else 0.0001)
            except queue.Full:
                if not self._media_time and shot is not None:
                    self._drop_oldest()
            else:
                return

    def _drop_oldest(self) -> None:
        try:
            self._shots.get_nowait()
        except queue.Empty:
            return  # it was just taken


def _frames_per_s(capture: cv2.VideoCapture) -> float:
    said = capture.get(cv2.CAP_PROP_FPS)
    return said if 1 <= said <= 240 else USUAL_FRAMES_PER_S


def _as_bgr(picture: NDArray[Any]) -> NDArray[Any]:
    if picture.ndim == 2 or picture.shape[2] == 1:
        return cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
    return picture
