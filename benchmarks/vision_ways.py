"""Well-lit portraits relit in one way after another: `python benchmarks/vision_ways.py FOLDER`.

The folder contains pictures of one well-lit face each, `.png` or `.jpg`. Each is placed with the eyes level and
`EYES_APART_PX` apart, as in the set of labelled portraits (`benchmarks/vision.py`), and lit in the same ways as those:
the gains from one side were read off that set. Light of its own from the other side weakens what is added, so that not
every picture that passes is a mistake; look at them.
"""

from __future__ import annotations

import dataclasses
import functools
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import readiness.host.camera.stream  # noqa: F401  (first: it sets OpenCV up)
from readiness.checks import lighting
from readiness.measures.video.face_finder import FaceFinder
from readiness.measures.video.face_mesh import FaceMesh
from readiness.measures.video.face_model import FACE_MESH, read_face_model
from readiness.measures.video.face_tracker import FaceTracker
from readiness.measures.video.frame_analysis import analyse_frame
from readiness.measures.video.image_quality import Picture
from readiness.measures.video.upright_face import LEFT_EYE, RIGHT_EYE
from readiness.model import Outcome

import cv2  # isort: skip  (after camera_stream)

import numpy as np  # isort: skip

WIDTH_PX, HEIGHT_PX = 1280, 720
EYES_AT_PX, EYES_APART_PX = (640, 287), 100
ACROSS = [-1.3, -0.9, -0.7, -0.5, -0.3, -0.1, 0.1, 0.3, 0.4, 0.9]
"""Distance from the face's middle to the side that the lamp is not on, in eye distances."""
LAMP = [1.7, 1.16, 0.93, 0.68, 0.53, 0.4, 0.27, 0.14, 0.11, 0.13]
SOFT_LAMP = [1.6, 1.24, 1.08, 0.84, 0.74, 0.69, 0.6, 0.5, 0.45, 0.33]
ROOM = 0.7
"""Gain of what is behind the person when a lamp is beside them."""
VEIL = 0.022
"""Light of a window behind that is scattered in the lens, over white."""
EDGE_PX = 3.0
"""Half the width of a hard shadow's edge across the face."""

Linear = Any
Way = Callable[[Linear], tuple[Linear, float]]
"""Turns the light of a picture into another, with the standard deviation of its noise in codes."""


@functools.cache
def person() -> Linear:
    """Return how much of each pixel is the person, 0 to 1, softly."""
    y, x = np.mgrid[:HEIGHT_PX, :WIDTH_PX].astype(np.float32)
    x, y = x - EYES_AT_PX[0], y - EYES_AT_PX[1]
    head = (x / 152) ** 2 + (y / 218) ** 2 < 1
    body = (np.abs(x) < np.clip(102 + 1.1 * (y - 133), 0, 315)) & (y > 133)
    return cv2.GaussianBlur((head | body).astype(np.float32), (0, 0), 9)[..., None]


def lamp(gains: list[float], from_right: int) -> Way:
    """Return the way of a lamp at the picture's left (1) or right (-1), with these gains across the face."""
    across = from_right * (np.arange(WIDTH_PX) - EYES_AT_PX[0]) / EYES_APART_PX
    gain = np.interp(across, ACROSS, gains)[None, :, None]
    return lambda light: (light * (gain * person() + ROOM * (1 - person())), 0.5)


def hard_lamp(from_right: int) -> Way:
    """Return the way of a lamp that leaves one half three stops darker, with a hard edge at mid-face."""
    away_px = from_right * (np.arange(WIDTH_PX) - EYES_AT_PX[0])
    gain = (0.125 + 0.875 / (1 + np.exp(np.clip(away_px / EDGE_PX, -50, 50))))[None, :, None]
    return lambda light: (light * gain, 0.5)


def exposed(stops: float, noise_codes: float = 0.5) -> Way:
    """Return the way of another exposure."""
    return lambda light: (light * 2.0**stops, noise_codes)


def against_the_light(stops: float) -> Way:
    """Return the way of a white window behind, and a person so many stops darker."""
    return lambda light: ((light * 2.0**-stops + VEIL) * person() + (1 - person()), 0.5)


WAYS: dict[str, Way] = {
    "as they are": exposed(0),
    "white wall": lambda light: (light * person() + 0.8 * (1 - person()), 0.5),
    "dark, 3 stops": exposed(-3, 1.0),
    "dark, 4 stops": exposed(-4, 1.8),
    "dark, 5.5 stops": exposed(-5.5, 5.0),
    "dark, with gain": exposed(-2.85, 4.5),
    "backlit, 3 stops": against_the_light(3),
    "backlit, 4 stops": against_the_light(4),
    "over, 2 stops": exposed(2),
    "over, 3 stops": exposed(3),
    "side, left": lamp(LAMP, 1),
    "side, right": lamp(LAMP, -1),
    "mild side, left": lamp(SOFT_LAMP, 1),
    "mild side, right": lamp(SOFT_LAMP, -1),
    "hard edge, left": hard_lamp(1),
    "hard edge, right": hard_lamp(-1),
}
OUTCOMES = (Outcome.PASS, Outcome.WARN, Outcome.FAIL)


def main() -> int:
    """Print how many pass, are remarked on and fail in each way, in all and by the lightness of their skin."""
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    models = FaceFinder(read_face_model()), FaceMesh(read_face_model(FACE_MESH))
    files = sorted(each for each in Path(sys.argv[1]).iterdir() if each.suffix in {".png", ".jpg"})
    judged = [
        {name: _judged(way(light), models, seed) for name, way in WAYS.items()}
        for seed, file in enumerate(files)
        if (light := _placed(file, models)) is not None
    ]
    in_order = sorted(judged, key=lambda each: each["as they are"][1])
    third = -(-len(in_order) // 3)
    groups = {"all": in_order} | {
        name: in_order[first * third : (first + 1) * third]
        for first, name in enumerate(("darkest third", "middle third", "lightest third"))
    }
    print(f"{len(judged)} of {len(files)} pictures; pass, remark, fail")
    print(f"{'':18}" + "".join(f"{name:>16}" for name in groups))
    for way in WAYS:
        print(f"{way:18}" + "".join(f"{_counted(group, way):>16}" for group in groups.values()))
    return 0


def _counted(group: list[dict[str, tuple[Outcome, float]]], way: str) -> str:
    counts = Counter(min(each[way][0], Outcome.FAIL) for each in group)
    return ", ".join(str(counts[outcome]) for outcome in OUTCOMES)


def _placed(file: Path, models: tuple[FaceFinder, FaceMesh]) -> Linear | None:
    """Return the picture's linear light with its face in place; None if there is not one face."""
    finder, mesh = models
    bgr = cv2.imread(str(file))
    faces = finder.search(bgr) if bgr is not None else ()
    if bgr is None or len(faces) != 1:
        return None
    points = mesh.measure(bgr, finder.refine(bgr, faces[0])).points
    right, left = points[list(RIGHT_EYE)].mean(0), points[list(LEFT_EYE)].mean(0)
    along = (left - right) * EYES_APART_PX / float((left - right) @ (left - right))
    turn = np.array([[along[0], along[1]], [-along[1], along[0]]])
    into = np.hstack([turn, (np.array(EYES_AT_PX) - turn @ ((right + left) / 2))[:, None]])
    placed = cv2.warpAffine(bgr, into, (WIDTH_PX, HEIGHT_PX), borderMode=cv2.BORDER_REPLICATE)
    return (placed / np.float32(255)) ** 2.2


def _judged(lit: tuple[Linear, float], models: tuple[FaceFinder, FaceMesh], seed: int) -> tuple[Outcome, float]:
    """Return the outcome for a picture with noise and after JPEG, and the code of the face's brightest skin."""
    light, noise_codes = lit
    noise = np.random.default_rng(seed).normal(0, noise_codes, (HEIGHT_PX, WIDTH_PX, 1))
    codes = np.clip(255 * np.clip(light, 0, 1) ** (1 / 2.2) + noise, 0, 255).astype(np.uint8)
    decoded = cv2.imdecode(cv2.imencode(".jpg", codes, [cv2.IMWRITE_JPEG_QUALITY, 90])[1], cv2.IMREAD_COLOR)
    analysis = analyse_frame(cast("Picture", decoded), FaceTracker(*models))
    measured = dataclasses.asdict(analysis.light) if analysis.light else {}
    quality = analysis.quality
    finding = lighting.CHECK.judge(
        lighting.Measurement(
            faces_count=analysis.faces_count,
            silhouette=analysis.silhouette,
            brightest_code=quality.brightest_code,
            detail_codes=quality.detail_codes,
            **measured,
        ),
        lighting.Policy(),
    )
    return finding.outcome, measured.get("highlight_code", 0.0)


if __name__ == "__main__":
    sys.exit(main())
