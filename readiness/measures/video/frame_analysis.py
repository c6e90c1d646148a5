"""Everything that is measured on one picture, in one look: the live camera and a still picture share it."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.measures.video.background import Background, measure_background
from readiness.measures.video.face_tracker import FaceTracker
from readiness.measures.video.framing import Framing, measure_framing
from readiness.measures.video.image_quality import Picture, PictureQuality, picture_quality, reduced, sharpness
from readiness.measures.video.light import Light, measure_light
from readiness.measures.video.upright_face import upright_face


@dataclass(frozen=True, slots=True)
class FrameAnalysis:
    """What one picture shows. All but `quality` and the count are of the largest face, if there is one.

    The background and the lens are slow to change, and so measured only about once a second.

    `faces_count` is None when faces could not be looked for.
    """

    quality: PictureQuality
    faces_count: int | None = None
    light: Light | None = None
    framing: Framing | None = None
    background: Background | None = None
    sharpness: float | None = None
    upside_down: bool = False


def look(bgr: Picture, tracker: FaceTracker | None, at_s: float = 0.0) -> FrameAnalysis:
    """Measure one picture, at least 1 × 1 pixel, taken at `at_s`; without a tracker, all but faces."""
    cells = reduced(bgr)
    quality = picture_quality(bgr, cells)
    if tracker is None:
        return FrameAnalysis(quality)
    found = tracker.faces(bgr, at_s, cells)
    if not found.faces:
        return FrameAnalysis(quality, 0, upside_down=found.upside_down)
    face = found.faces[0]
    height_px, width_px = bgr.shape[:2]
    return FrameAnalysis(
        quality,
        len(found.faces),
        light=measure_light(bgr, face, upright_face(bgr, found.mesh.points)) if found.mesh else None,
        framing=measure_framing(width_px, height_px, *found.faces),
        background=measure_background(bgr, face) if found.rest_is_due else None,
        sharpness=sharpness(bgr, face.left, face.top, face.width, face.height) if found.rest_is_due else None,
    )
