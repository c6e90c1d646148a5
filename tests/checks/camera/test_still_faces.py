"""Faces that never move: what is said of a poster behind the person, and of a photograph in their place."""

from __future__ import annotations

import functools
from collections.abc import Callable
from itertools import groupby

import cv2
import numpy as np
import portrait
import pytest

from readiness.checks import alone, camera
from readiness.checks.camera_probe.camera_session import CameraSession
from readiness.host.camera.source import Source
from readiness.host.camera.stream import Frame
from readiness.measures.video.face_finder import FaceFinder
from readiness.measures.video.face_mesh import FaceMesh
from readiness.measures.video.face_model import FACE_MESH, read_face_model
from readiness.model import AnyCheck, Measured, Policy

pytestmark = pytest.mark.slow

EVERY_S = 0.8
NOISE = np.random.default_rng(0).normal(0, 3, (360, 640, 1)).astype(np.float32)


@functools.cache
def scene(across: float, behind: float) -> portrait.Picture:
    """The person, and somebody behind on image left."""
    both = portrait.scene(across=across)
    both[:, :430] = portrait.scene(across=behind, face_height_share=0.25)[:, :430]
    return cv2.resize(both, (640, 360), interpolation=cv2.INTER_AREA)


def told(check: AnyCheck, picture: Callable[[int], portrait.Picture], lasts_s: float) -> list[str]:
    """The codes of a check that follow each other in a film of these pictures, with noise."""
    models = FaceFinder(read_face_model()), FaceMesh(read_face_model(FACE_MESH))
    session = CameraSession.of(Source(kind="physical", name=""), Policy(), models)
    codes = []
    for number in range(round(lasts_s / EVERY_S)):
        noisy = picture(number) + np.roll(NOISE, 37 * number, axis=1)
        frame = Frame(np.clip(noisy, 0, 255).astype(np.uint8), EVERY_S * number, round(30 * EVERY_S) * number)
        session.add(frame)
        session.analyse(frame)
        (measured,) = (
            message.measurement
            for message in session.measured(settled=True)
            if isinstance(message, Measured) and isinstance(message.measurement, check.measurement)
        )
        codes.append(check.judge(measured, check.policy()).code)
    return [code for code, _ in groupby(codes)]


def with_somebody(behind: Callable[[int], float]) -> list[str]:
    """What is said while the person sways, with somebody at that place in each picture."""
    return told(alone.CHECK, lambda number: scene(0.6 + 0.01 * (number % 2), behind(number)), 9.6)


def test_poster_is_called_somebody_else_only_until_it_has_not_moved_for_a_while() -> None:
    assert with_somebody(lambda _: 0.14) == ["alone.several_people", "alone.still_face"]


def test_person_behind_who_breathes_is_called_somebody_else_throughout() -> None:
    assert with_somebody(lambda number: 0.14 + 0.004 * (number % 4 > 1)) == ["alone.several_people"]


BEGINS = ["camera.not_assessed", "camera.ok"]
"""What is said before a face can be known to be still; one picture is no evidence of a film."""


@functools.cache
def alone_at(across: float) -> portrait.Picture:
    return cv2.resize(portrait.scene(across=across), (640, 360), interpolation=cv2.INTER_AREA)


def test_photograph_in_front_of_the_camera_is_asked_to_move() -> None:
    assert told(camera.CHECK, lambda _: alone_at(0.5), 13.6) == [*BEGINS, "camera.motionless"]


def test_person_who_sits_still_and_breathes_is_not() -> None:
    breathing = told(camera.CHECK, lambda number: alone_at(0.5 + 0.004 * (number % 4 > 1)), 13.6)
    assert breathing == BEGINS


def test_person_who_was_taken_for_a_photograph_has_only_to_move_once() -> None:
    moved = told(camera.CHECK, lambda number: alone_at(0.5 if number < 18 else 0.53), 18.4)
    assert moved == [*BEGINS, "camera.motionless", "camera.ok"]
