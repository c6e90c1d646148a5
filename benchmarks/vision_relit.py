"""Accuracy of the lighting check in synthetic rooms: `python benchmarks/vision_relit.py`.

Person, skin tone, room and camera come from `tests/inputs/relit.py`. The only limits tuned on them are those for dark
skin in front of a wall. Every kind of light is combined with every skin tone, at several positions in the picture and
in several formats.
"""

from __future__ import annotations

import dataclasses
import sys
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "tests/inputs"))  # the public-domain portrait, and how it is relit

import relit

import readiness.host.camera.stream  # noqa: F401  (first: it sets OpenCV up)
from readiness.checks import lighting
from readiness.measures.video.face_finder import FaceFinder
from readiness.measures.video.face_mesh import FaceMesh
from readiness.measures.video.face_model import FACE_MESH, read_face_model
from readiness.measures.video.face_tracker import FaceTracker
from readiness.measures.video.frame_analysis import analyse_frame
from readiness.model import Finding

LAMP: dict[str, Any] = {"lamp": 1.0, "around": 0.1}
MILD_LAMP: dict[str, Any] = {"lamp": 0.8, "around": 0.36}
KINDS: dict[str, dict[str, Any]] = {
    "good, grey wall": {},
    "good, light wall": {"wall": 0.5},
    "good, white wall": {"wall": 0.7},
    "good, tungsten": {"wall": 0.5, "cast": (0.5, 0.85, 1.25)},
    "dark, evening": {"lamp": 0.04, "around": 0.02, "wall": 0.02, "gain_max": 2.0},
    "dark, night": {"lamp": 0.016, "around": 0.009, "wall": 0.012, "gain_max": 4.0},
    "backlit, behind": {"lamp": 0.15, "around": 0.2, "window": (0.1, 0.7, 12.0)},
    "backlit, beside": {"lamp": 0.1, "around": 0.15, "wall": 0.2, "window": (0.45, 0.5, 20.0)},
    "mildly backlit": {"lamp": 0.35, "around": 0.3, "window": (0.3, 0.5, 4.0)},
    "side, left": {**LAMP, "towards": (1.0, -0.1, 0.25)},
    "side, right": {**LAMP, "towards": (-1.0, -0.1, 0.25)},
    "mild side, left": {**MILD_LAMP, "towards": (1.0, -0.2, 0.5)},
    "mild side, right": {**MILD_LAMP, "towards": (-1.0, -0.2, 0.5)},
    "over-exposed": {"exposure_stops": 2.6},
}
PLACES: tuple[tuple[dict[str, float], tuple[int, int], int], ...] = (
    ({}, (1280, 720), 85),
    ({"face_height_share": 0.28, "across": 0.45}, (640, 480), 65),
    ({"face_height_share": 0.44, "across": 0.55, "down": 0.46}, (1920, 1080), 75),
    ({"face_height_share": 0.33, "across": 0.52}, (960, 540), 60),
)


EXPOSED_STOPS = (0.0, 1.0, 2.0, 2.6, 3.0, 3.5)
WALLS = {"grey": 0.3, "white": 0.7}

Models = tuple[FaceFinder, FaceMesh]


def main() -> int:
    """Print the findings for each kind of light, by skin tone, and for each step of over-exposure."""
    models = FaceFinder(read_face_model()), FaceMesh(read_face_model(FACE_MESH))
    kinds(models)
    over_exposed(models)
    return 0


def judged(room: relit.Room, seed: int, models: Models) -> tuple[Finding, lighting.Measurement]:
    """Return the finding for the person in a room, and its measurement."""
    analysis = analyse_frame(relit.picture(room, seed), FaceTracker(*models))
    numbers = dataclasses.asdict(analysis.light) if analysis.light else {}
    measured = lighting.Measurement(faces_count=analysis.faces_count, **numbers)
    return lighting.CHECK.judge(measured, lighting.Policy()), measured


def kinds(models: Models) -> None:
    """Print the codes for each kind of light at every position, by tone."""
    failed: Counter[str] = Counter()
    for kind, light in KINDS.items():
        print(kind)
        for tone, reflectance in relit.TONES.items():
            codes: Counter[str] = Counter()
            for seed, (place, size, quality) in enumerate(PLACES):
                room = relit.Room(**{"tone": reflectance, "place": place, "size": size, "quality": quality, **light})
                finding, _ = judged(room, seed, models)
                codes[finding.code.removeprefix("lighting.")] += 1
                failed[tone] += kind.startswith("good") and finding.outcome > finding.outcome.WARN
            print(f"  {tone:8}" + ", ".join(f"{code} {count}" for code, count in sorted(codes.items())))
    print(f"well-lit faces that failed, by tone: { {tone: failed[tone] for tone in relit.TONES} }")


def over_exposed(models: Models) -> None:
    """Print the code, the contrast of the features and the white share of the skin, by tone and wall."""
    print("over-exposed by so many stops: code, codes of contrast, white share of the skin")
    for tone, reflectance in relit.TONES.items():
        for wall, light in WALLS.items():
            print(f"  {tone} skin, {wall} wall")
            for stops in EXPOSED_STOPS:
                finding, measured = judged(relit.Room(tone=reflectance, wall=light, exposure_stops=stops), 0, models)
                code = finding.code.removeprefix("lighting.")
                print(f"    {stops:3} {code:22}{measured.legibility_codes:5.1f}  {measured.over_exposed_share:.2f}")


if __name__ == "__main__":
    sys.exit(main())
