"""A poster on the wall behind the person, and a person there: what `alone` says of them over time."""

from __future__ import annotations

import functools
from collections.abc import Callable
from itertools import groupby

import cv2
import numpy as np
import portrait
import pytest

from readiness.checks import alone
from readiness.checks.camera_probe.camera_session import CameraSession
from readiness.host.camera.source import Source
from readiness.host.camera.stream import Frame
from readiness.measures.video.face_finder import FaceFinder
from readiness.measures.video.face_mesh import FaceMesh
from readiness.measures.video.face_model import FACE_MESH, read_face_model
from readiness.model import Measured, Policy

pytestmark = pytest.mark.slow

EVERY_S, LASTS_S = 0.8, 9.6
NOISE = np.random.default_rng(0).normal(0, 3, (360, 640, 1)).astype(np.float32)


@functools.cache
def scene(across: float, behind: float) -> portrait.Picture:
    """The person, and somebody behind on image left."""
    both = portrait.scene(across=across)
    both[:, :430] = portrait.scene(across=behind, face_height_share=0.25)[:, :430]
    return cv2.resize(both, (640, 360), interpolation=cv2.INTER_AREA)


def told(behind: Callable[[int], float]) -> list[str]:
    """The codes that follow each other while the person sways, with somebody at that place in each picture."""
    models = FaceFinder(read_face_model()), FaceMesh(read_face_model(FACE_MESH))
    session = CameraSession.of(Source(kind="physical", name=""), Policy(), models)
    codes = []
    for number in range(round(LASTS_S / EVERY_S)):
        noisy = scene(0.6 + 0.01 * (number % 2), behind(number)) + np.roll(NOISE, 37 * number, axis=1)
        frame = Frame(np.clip(noisy, 0, 255).astype(np.uint8), EVERY_S * number, number)
        session.add(frame)
        session.analyse(frame)
        (measured,) = (
            message.measurement
            for message in session.measured(settled=True)
            if isinstance(message, Measured) and isinstance(message.measurement, alone.Measurement)
        )
        codes.append(alone.CHECK.judge(measured, alone.Policy()).code)
    return [code for code, _ in groupby(codes)]


def test_poster_is_called_somebody_else_only_until_it_has_not_moved_for_a_while() -> None:
    assert told(lambda _: 0.14) == ["alone.several_people", "alone.still_face"]


def test_person_behind_who_breathes_is_called_somebody_else_throughout() -> None:
    assert told(lambda number: 0.14 + 0.004 * (number % 4 > 1)) == ["alone.several_people"]
