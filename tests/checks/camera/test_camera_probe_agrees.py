"""A still picture and a film of the same pixels are judged alike, whatever they show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import portrait
import pytest

from readiness.checks import alone, background, camera, camera_probe, framing, lighting
from readiness.checks.camera_probe import probe
from readiness.model import Finding, Measured, Policy, Request

pytestmark = pytest.mark.slow

CHECKS: tuple[Any, ...] = (camera.CHECK, lighting.CHECK, framing.CHECK, alone.CHECK, background.CHECK)
NEAR = {
    "stops": 0.05,
    "share": 0.005,
    "deg": 0.5,
    "code": 2,
    "codes": 1,
    "ratio": 0.02,
    "heads": 0.02,
    "sharpness": 0.05,
}
"""How far apart two measures of one unit may be."""


def turned(picture: portrait.Picture, degrees: float) -> portrait.Picture:
    height_px, width_px = picture.shape[:2]
    into = cv2.getRotationMatrix2D((width_px / 2, 0.42 * height_px), degrees, 1.0)
    return cv2.warpAffine(picture, into, (width_px, height_px), borderMode=cv2.BORDER_REPLICATE)


def two_people() -> portrait.Picture:
    both = portrait.scene(across=0.65)
    both[:, :500] = portrait.scene(across=0.2, face_height_share=0.25)[:, :500]
    return both


PICTURES: dict[str, Callable[[], portrait.Picture]] = {
    "good": portrait.scene,
    "dark": lambda: portrait.lit(portrait.scene(), 2.0**-4),
    "very dark": lambda: portrait.lit(portrait.scene(), 2.0**-7),
    "light from one side": lambda: portrait.lit(portrait.scene(), portrait.from_image_right(4)),
    "near": lambda: portrait.scene(face_height_share=0.7),
    "far": lambda: portrait.scene(face_height_share=0.13),
    "at the edge": lambda: portrait.scene(across=0.2),
    "tilted": lambda: turned(portrait.scene(), 25),
    "two people": two_people,
    "nobody": lambda: np.repeat(portrait.scene()[:, :1], portrait.WIDTH_PX, axis=1),
    "blurred": lambda: cv2.GaussianBlur(portrait.scene(), (0, 0), 4),
    "upside down": lambda: cv2.rotate(portrait.scene(), cv2.ROTATE_180),
    "coarse": lambda: cv2.resize(portrait.scene(), (400, 225), interpolation=cv2.INTER_AREA),
}


def film_of(path: Path, scene: portrait.Picture) -> Path:
    """A film without loss; one corner of it changes by the least there is, since pictures without noise stand still."""
    height_px, width_px = scene.shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"PNG "), 10, (width_px, height_px))
    for number in range(12):
        frame = scene.copy()
        frame[:2, :2] ^= number % 2
        writer.write(frame)
    writer.release()
    return path


QUICK = Policy((camera.Policy(settle_within_s=1.0),))


def found_in_film(path: Path) -> tuple[Finding, ...]:
    latest = {
        type(message.measurement): message.measurement
        for message in camera_probe.watch(Request(camera=str(path), policy=QUICK))
        if isinstance(message, Measured)
    }
    return tuple(check.judge(latest[check.measurement], check.policy()) for check in CHECKS)


@pytest.mark.parametrize("shows", PICTURES)
def test_still_and_film(tmp_path: Path, shows: str) -> None:
    scene = cv2.resize(PICTURES[shows](), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    (tmp_path / "still.png").write_bytes(cv2.imencode(".png", scene)[1].tobytes())
    stills = probe.judge_picture(tmp_path / "still.png", Policy())
    films = found_in_film(film_of(tmp_path / "film.avi", scene))
    assert [each.code for each in stills] == [each.code for each in films]
    for still, film in zip(stills, films, strict=True):
        for name, value in still.measured.items():
            unit = name.rpartition("_")[2]
            if isinstance(value, float) and unit in NEAR:
                assert film.measured[name] == pytest.approx(value, abs=NEAR[unit]), name
