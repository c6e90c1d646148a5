"""Films of a person at a desk, made from the public-domain portrait, for benchmarks of speed and stability."""

from __future__ import annotations

import functools
import math
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.extend(str(Path(__file__).parents[1] / "tests" / each) for each in ("inputs", "virtual", "programs"))

import numpy as np
import portrait
import relit

from readiness.host.camera.stream import CameraStream, Frame  # first: it sets OpenCV up
from readiness.measures.video.face_model import read_face_model

import cv2  # isort: skip  (after camera_stream)

Picture = portrait.Picture

MOVEMENTS = ("still", "now and then", "sways", "camera sways")
"""How the person moves: never, during one second in three, or always; and always together with the whole picture."""

PERIOD_S = 3
"""Period of the movement, though not of the noise, so that a film can be played in a loop."""

SWAY_SHARE = 0.03
"""Amplitude of the movement as a share of the picture's width; the speed is at most three times that per second."""


def person_film(moves: str, lasts_s: float, frames_per_s: float) -> Iterator[tuple[float, Picture]]:
    """Yield time and picture, 1280 × 720 with sensor noise: a person in front of a room, moving as `moves` says."""
    noise = np.random.default_rng(0).normal(0, 2, (portrait.HEIGHT_PX, portrait.WIDTH_PX, 3))
    room = shelves()
    for number in range(round(lasts_s * frames_per_s)):
        at_s = number / frames_per_s
        place = {"across": 0.5 + SWAY_SHARE * _sway(moves, at_s)}
        scene = portrait.scene(**place)
        if moves != "camera sways":
            person = relit.person_and_face(place)[0][..., None]
            scene = scene * person + room * (1 - person)
        yield at_s, np.clip(scene + np.roll(noise, 37 * number, axis=1), 0, 255).astype(np.uint8)


def _sway(moves: str, at_s: float) -> float:
    if moves == "still":
        return 0.0
    if moves == "now and then":
        return math.sin(math.pi * (at_s % PERIOD_S)) if at_s % PERIOD_S < 1 else 0.0
    return math.sin(2 * math.pi * at_s / PERIOD_S)


def shelves() -> Picture:
    """Return a motionless background: a room with things on shelves."""
    room = np.full((portrait.HEIGHT_PX, portrait.WIDTH_PX, 3), 170, np.uint8)
    made_up = np.random.default_rng(1)
    for _ in range(60):
        left, top, width, height = (int(made_up.integers(0, limit)) for limit in (1200, 650, 160, 120))
        colour = tuple(int(code) for code in made_up.integers(40, 230, 3))
        cv2.rectangle(room, (left, top), (left + width, top + height), colour, -1)
    return room


@functools.cache
def _detector() -> tuple[cv2.FaceDetectorYN, Picture]:
    model = np.frombuffer(read_face_model(), np.uint8)
    small = cv2.resize(portrait.scene(), (640, 360), interpolation=cv2.INTER_AREA)
    return cv2.FaceDetectorYN.create("onnx", model, np.empty(0, np.uint8), (640, 360), 0.6, 0.3, 5000), small


def plain_pass() -> float:
    """Run YuNet alone on a picture of 640 × 360; return this thread's processor time, ms."""
    detector, small = _detector()
    started_s = time.thread_time()
    detector.detect(small)
    return 1000 * (time.thread_time() - started_s)


class Film(CameraStream):
    """A camera on the film's own clock, so that it plays as fast as it is read."""

    def __init__(self, pictures: Iterator[tuple[float, Picture]]) -> None:
        self._pictures, self._number, self._due_s = pictures, 0, 0.0
        self.every_s, self.ended = 0.0, False

    @property
    def silent_s(self) -> float:
        """Always 0: the film never stops delivering."""
        return 0.0

    def next(self, patience_s: float) -> Frame | None:  # noqa: ARG002  (a film does not wait)
        """Return the next picture."""
        for at_s, picture in self._pictures:
            self._number += 1
            if at_s >= self._due_s - 0.01:
                self._due_s = max(self._due_s + self.every_s, at_s)
                return Frame(picture, at_s, self._number - 1)
        self.ended = True
        return None
