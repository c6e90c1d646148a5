"""Findings on light and framing are stable despite noise, slow changes and flickering lamps."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
import portrait
import pytest

from readiness.checks import framing, lighting
from readiness.checks.camera_probe.camera_session import CameraSession
from readiness.host.camera.source import Source
from readiness.host.camera.stream import Frame
from readiness.measures.video.face_finder import FaceFinder
from readiness.measures.video.face_mesh import FaceMesh
from readiness.measures.video.face_model import FACE_MESH, read_face_model
from readiness.model import AnyCheck, Measured, Policy

pytestmark = pytest.mark.slow

ANALYSE_EVERY_S = 0.2
FILM_S = 6.0
MAINS_HZ = 50
READ_OUT_S = 1 / 30
"""A rolling shutter reads the last row so much later than the first."""

CHECKS: tuple[AnyCheck, ...] = (lighting.CHECK, framing.CHECK)
Light = Callable[[float], Any]


def flickering(at_s: float) -> portrait.Picture:
    """A lamp on the mains: a third weaker a hundred times a second, so that dark bands wander over the picture."""
    rows_s = at_s + np.linspace(0, READ_OUT_S, portrait.HEIGHT_PX // 2)
    gain: portrait.Picture = 1 - 0.33 * np.sin(2 * math.pi * MAINS_HZ * rows_s * 1.003) ** 2
    return gain[:, None, None]


LIGHTS: dict[str, Light] = {
    "good": lambda _: 1.0,
    "dark": lambda _: 2.0**-4,
    "at dusk": lambda at_s: 2.0 ** (-5 * at_s / FILM_S),
    "at dawn": lambda at_s: 2.0 ** (-5 * (1 - at_s / FILM_S)),
    "flickering": flickering,
}


def film(scene: portrait.Picture, light: Light) -> Iterator[tuple[float, portrait.Picture]]:
    half = cv2.resize(scene, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    for number in range(round(FILM_S / ANALYSE_EVERY_S)):
        at_s = number * ANALYSE_EVERY_S
        yield at_s, portrait.noisy(portrait.lit(half, light(at_s)), number, sigma=3.0)


def findings(pictures: Iterable[tuple[float, portrait.Picture]]) -> dict[str, list[tuple[float, str]]]:
    """What light and place are found to be after each analysis."""
    models = (FaceFinder(read_face_model()), FaceMesh(read_face_model(FACE_MESH)))
    session = CameraSession.of(Source(kind="video", name=""), Policy(), models)
    codes: dict[str, list[tuple[float, str]]] = {check.id: [] for check in CHECKS}
    for number, (at_s, bgr) in enumerate(pictures):
        frame = Frame(bgr, at_s, number)
        session.add(frame)
        session.analyse(frame)
        latest = {
            type(message.measurement): message.measurement
            for message in session.measured(settled=True)
            if isinstance(message, Measured)
        }
        for check in CHECKS:
            codes[check.id].append((at_s, check.judge(latest[check.measurement], check.policy()).code))
    return codes


def back_within_a_second(codes: Sequence[tuple[float, str]]) -> list[str]:
    """Return the findings that came back so soon; light that becomes better step by step passes over a remark."""
    left_s: dict[str, float] = {}
    back = []
    for (_, before), (at_s, after) in pairwise(codes):
        if before != after:
            left_s[before] = at_s
            back += [after] if at_s - left_s.get(after, -math.inf) < 1.0 else []
    return back


@pytest.mark.parametrize("light", LIGHTS)
def test_no_finding_about_light_and_place_comes_back_within_a_second(light: str) -> None:
    found = findings(film(portrait.scene(), LIGHTS[light]))
    assert {check: back_within_a_second(codes) for check, codes in found.items()} == {check: [] for check in found}
