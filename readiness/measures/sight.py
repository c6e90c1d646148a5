"""Everything that is measured on one picture, in one look: the live camera and a still picture share it."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.measures.face_finder import SURE_SCORE, Face, FaceFinder
from readiness.measures.framing import Framing, measure_framing
from readiness.measures.light import Light, measure_light
from readiness.measures.picture import Picture, PictureQuality, picture_quality, sharpness

CLEAR_SCORE = 0.9
CLEARER_BY = 0.05


@dataclass(frozen=True, slots=True)
class Sight:
    """What one picture shows. `light`, `framing` and `sharpness` are of the largest face; None when there is none.

    `faces_count` is None when faces could not be looked for.
    """

    quality: PictureQuality
    faces_count: int | None = None
    light: Light | None = None
    framing: Framing | None = None
    sharpness: float | None = None
    upside_down: bool = False


def look(bgr: Picture, finder: FaceFinder | None) -> Sight:
    """Measure one picture, at least 1 × 1 pixel; without a finder, all but faces."""
    quality = picture_quality(bgr)
    if finder is None:
        return Sight(quality)
    faces = finder.find(bgr)
    if _is_upside_down(bgr, faces, finder):
        return Sight(quality, 0, upside_down=True)
    if not faces:
        return Sight(quality, 0)
    face = faces[0]
    height_px, width_px = bgr.shape[:2]
    return Sight(
        quality,
        len(faces),
        light=measure_light(bgr, face),
        framing=measure_framing(width_px, height_px, face),
        sharpness=sharpness(bgr, face.left, face.top, face.width, face.height),
    )


def _is_upside_down(bgr: Picture, faces: tuple[Face, ...], finder: FaceFinder) -> bool:
    """Does a face come out clearer when the picture is turned half round?

    The detector also finds faces that stand on their heads, less surely: this tells 62 of 72 turned pictures, and
    none of 288 upright ones (docs/vision.md).
    """
    score = faces[0].score if faces else 0.0
    if score >= CLEAR_SCORE:
        return False
    turned = finder.find(bgr[::-1, ::-1].copy())
    return bool(turned) and turned[0].score >= max(SURE_SCORE, score + CLEARER_BY)
