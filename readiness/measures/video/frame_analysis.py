"""All measures of one picture, shared by the live camera and still pictures."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.measures.video.background import Background, measure_background
from readiness.measures.video.face_tracker import FaceTracker
from readiness.measures.video.framing import Framing, measure_framing
from readiness.measures.video.image_quality import (
    Picture,
    PictureQuality,
    picture_quality,
    reduced,
    sharpness,
    without_bars,
)
from readiness.measures.video.lens import Lens, measure_lens
from readiness.measures.video.light import Light, measure_light
from readiness.measures.video.silhouette import is_silhouette
from readiness.measures.video.upright_face import upright_face

FAR_SHARE = 0.18
"""A face smaller than this share of the picture's height is far away; a dark figure nearby is then the person."""


@dataclass(frozen=True, slots=True)
class FrameAnalysis:
    """The measures of one picture.

    Light, framing and sharpness are for the person's own face, if any. Background, sharpness and lens change slowly and
    are only measured about once a second.

    Attributes:
        faces_count: None if face detection is not available.
        doubtful_count: number of detections that the face mesh does not confirm.
        person_still: whether the person's own face is as still as a photograph; None if there is none.
        others_still: whether the other faces are as still as photographs; None if there are none.
        silhouette: whether the only person is a dark figure against the light.
    """

    quality: PictureQuality
    faces_count: int | None = None
    doubtful_count: int | None = None
    person_still: bool | None = None
    others_still: bool | None = None
    light: Light | None = None
    framing: Framing | None = None
    background: Background | None = None
    sharpness: float | None = None
    lens: Lens | None = None
    silhouette: bool = False
    upside_down: bool = False
    on_its_side: bool = False


def analyse_frame(bgr: Picture, tracker: FaceTracker | None, at_s: float = 0.0) -> FrameAnalysis:
    """Measure one picture of at least 1 × 1 pixel, taken at `at_s` seconds; without a tracker, everything but faces."""
    cells = reduced(bgr)
    quality = picture_quality(bgr, cells)
    if tracker is None:
        return FrameAnalysis(quality, lens=measure_lens(bgr))
    found = tracker.faces(bgr, at_s, cells)
    lens = measure_lens(bgr) if found.slow_is_due else None
    nobody_near = not found.faces or found.faces[0].height < FAR_SHARE * bgr.shape[0]
    is_turned = found.upside_down or found.on_its_side
    silhouette = nobody_near and not is_turned and is_silhouette(without_bars(cells))
    if not found.faces or not found.mesh or silhouette:
        doubtful = len(found.faces) + len(found.doubtful)
        return FrameAnalysis(
            quality,
            0,
            doubtful,
            lens=lens,
            silhouette=silhouette,
            upside_down=found.upside_down,
            on_its_side=found.on_its_side,
        )
    face = found.faces[0]
    return FrameAnalysis(
        quality,
        len(found.faces),
        len(found.doubtful),
        found.person_still,
        found.others_still,
        light=measure_light(bgr, face, upright_face(bgr, found.mesh.points)),
        framing=measure_framing(bgr, face, found.mesh, *found.faces[1:]),
        background=measure_background(bgr, face) if found.slow_is_due else None,
        sharpness=sharpness(bgr, face.left, face.top, face.width, face.height) if found.slow_is_due else None,
        lens=lens,
    )
