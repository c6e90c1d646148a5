"""Frames from any source that OpenCV opens, read on a separate thread so that a hanging driver blocks nothing else."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Iterator, Sequence
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

from readiness.host.camera.devices import AVFOUNDATION, Camera

cv2.setNumThreads(1)  # the window, and the meeting soon, need the other cores

RELEASE_TIMEOUT_S = 0.4
USUAL_FRAMES_PER_S = 25.0
NEARLY_S = 0.01
"""Tolerance for frames that arrive early, because cameras are not perfectly regular."""
MISSES, MISS_S = 10, 0.05
"""Number of failed reads tolerated from a device, mostly while it starts, and the pause after each."""
_SIZE = (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT)
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: height × width × 3 bytes BGR.

    `at_s` is the time since the stream's start: media time for a file, real time otherwise. `number` counts every frame
    of the source, including skipped ones.
    """

    bgr: NDArray[Any]
    at_s: float
    number: int


WIDE_PX = (640, 360)
"""Meetings ask for 16:9. For 4:3, OpenCV's default, many cameras cut off the sides, where somebody may sit."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One way to open a source: the arguments of `cv2.VideoCapture`, and the picture size to ask for."""

    source: int | str
    backend: int = cv2.CAP_ANY
    parameters: tuple[int, ...] = ()
    size_px: tuple[int, int] | None = None


def of_camera(camera: Camera) -> tuple[Opening, ...]:
    """Return the ways to open a camera, best first: with the picture that a meeting gets, then as it comes.

    AVFoundation gives the camera's whole picture, and would distort it to another size.
    """
    return tuple(
        Opening(route.index, route.backend, size_px=size_px)
        for route in camera.routes
        for size_px in ((None,) if route.backend == AVFOUNDATION else (WIDE_PX, None))
    )


def opens_addresses() -> bool:
    """Whether network streams can be opened here: the package for Windows carries no FFmpeg."""
    return cv2.videoio_registry.hasBackend(cv2.CAP_FFMPEG)


def of_address(url: str, patience_s: float) -> tuple[Opening, ...]:
    """Return the way to open a network stream, with `patience_s` as timeout for opening and reading."""
    patience_ms = int(patience_s * 1000)
    limits = (cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, patience_ms, cv2.CAP_PROP_READ_TIMEOUT_MSEC, patience_ms)
    return (Opening(url, cv2.CAP_FFMPEG, limits),)


def of_video(path: Path) -> tuple[Opening, ...]:
    """Return the way to open a video file."""
    return (Opening(str(path)),)


class TooManyPixelsError(Exception):
    """A still picture of more than 2²⁶ pixels."""


def read_still(path: Path) -> NDArray[Any] | None:
    """Read a still picture as 8-bit BGR, rotated according to EXIF; None if the file is not a valid picture.

    The file is read here, because OpenCV on Windows only opens paths in the system's code page.

    Raises:
        OSError: the file cannot be read.
        TooManyPixelsError: it has too many pixels.
    """
    return decode(path.read_bytes())


def decode(content: bytes) -> NDArray[Any] | None:
    """Decode a picture file's content; None if it is not a picture or is truncated.

    Raises:
        TooManyPixelsError: it has too many pixels.
    """
    if not content or _is_truncated_png(content):
        return None
    try:
        return cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as problem:
        if "MAX_IMAGE" in problem.err:
            raise TooManyPixelsError from None
        return None


def _is_truncated_png(content: bytes) -> bool:
    """Whether a PNG chunk claims to be longer than the file, for which OpenCV would allocate up to 2 GiB."""
    if not content.startswith(_PNG_SIGNATURE):
        return False
    at = len(_PNG_SIGNATURE)
    while at + 8 <= len(content):
        at += 12 + int.from_bytes(content[at : at + 4], "big")  # a length, a name, the data and a checksum
    return at > len(content)


class CameraStream:
    """An open source. Close it, or use it in a `with` statement, to release the camera.

    Args:
        openings: tried in order until one gives a frame.
        media_time: the source is a file: deliver every frame, with `at_s` in media time.
        paced: deliver a file's frames at playback speed.
        every_s: minimum time between delivered frames; others are counted but not decoded.

    Attributes:
        every_s: the same, which may be changed at any time.
    """

    def __init__(
        self, openings: Sequence[Opening], *, media_time: bool = False, paced: bool = False, every_s: float = 0.0
    ) -> None:
        self._openings = openings
        self._media_time = media_time
        self._paced = paced
        self.every_s = every_s
        self._frames: queue.Queue[Frame | None] = queue.Queue(maxsize=1)
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
        """Seconds since the last frame, or since the start if there was none."""
        return time.monotonic() - self._heard_s

    def next(self, patience_s: float) -> Frame | None:
        """Return the newest undelivered frame (of a file, the next one); None on timeout or at the end."""
        if self.ended:
            return None
        try:
            frame = self._frames.get(timeout=patience_s)
        except queue.Empty:
            return None
        if frame is None:
            self.ended = True
        else:
            self._heard_s = time.monotonic()
        return frame

    @property
    def is_released(self) -> bool:
        """Whether the source has been released; False while its driver hangs."""
        return not self._reader.is_alive()

    def close(self) -> None:
        """Release the source. A hanging driver is abandoned; it ends with the process."""
        self._stop.set()
        self._reader.join(RELEASE_TIMEOUT_S)

    def _read(self) -> None:
        for opening in self._openings:
            if self._stop.is_set() or self._read_from(opening):
                break
        self._deliver(None)

    def _read_from(self, opening: Opening) -> bool:
        """Deliver all frames of one opening; return False if there were none."""
        number = -1
        try:
            capture = _opened(opening)
        except cv2.error:
            return False
        try:
            pace = _frames_per_s(capture) if self._media_time else 0.0
            due_s = 0.0
            for number in self._grabbed(capture, misses_left=MISSES if isinstance(opening.source, int) else 0):
                at_s = number / pace if self._media_time else time.monotonic() - self._started_s
                if at_s < due_s - NEARLY_S:
                    continue
                got, picture = capture.retrieve()
                if not got:
                    continue
                due_s = max(due_s + self.every_s, at_s)
                if self._paced:
                    self._stop.wait(max(0.0, self._started_s + at_s - time.monotonic()))
                self._deliver(Frame(_as_bgr(picture), at_s, number))
        except cv2.error:
            pass  # a damaged file or a vanished device: the stream ends here
        finally:
            capture.release()
        return number >= 0

    def _grabbed(self, capture: cv2.VideoCapture, misses_left: int) -> Iterator[int]:
        """Take frames without decoding them, and yield their numbers, until there are no more."""
        number = 0
        while not self._stop.is_set():
            if capture.grab():
                yield number
                number += 1
            elif misses_left:
                misses_left -= 1
                self._stop.wait(MISS_S)
            else:
                return

    def _deliver(self, frame: Frame | None) -> None:
        while not self._stop.is_set():
            try:
                self._frames.put(frame, timeout=0.1 if self._media_time or frame is None else 0.0001)
            except queue.Full:
                if not self._media_time and frame is not None:
                    self._drop_oldest()
            else:
                return

    def _drop_oldest(self) -> None:
        try:
            self._frames.get_nowait()
        except queue.Empty:
            return  # it was just taken


def _opened(opening: Opening) -> cv2.VideoCapture:
    capture = cv2.VideoCapture(opening.source, opening.backend, opening.parameters)
    if opening.size_px:  # the driver takes the nearest size that the camera has
        for dimension, size_px in zip(_SIZE, opening.size_px, strict=True):
            capture.set(dimension, size_px)
    return capture


def _frames_per_s(capture: cv2.VideoCapture) -> float:
    rate = capture.get(cv2.CAP_PROP_FPS)
    return rate if 1 <= rate <= 240 else USUAL_FRAMES_PER_S


def _as_bgr(picture: NDArray[Any]) -> NDArray[Any]:
    if picture.ndim == 2 or picture.shape[2] == 1:
        return cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
    return picture
