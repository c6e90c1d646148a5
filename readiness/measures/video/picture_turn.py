"""Whether a picture is upside down or on its side: then a face is clearer once the picture is turned back."""

from __future__ import annotations

from typing import Literal

import cv2

from readiness.measures.video.face_finder import SURE_SCORE, FaceFinder
from readiness.measures.video.face_mesh import SURELY_PRESENT, FaceMesh
from readiness.measures.video.image_quality import Picture

Turn = Literal["half", "quarter"]

QUARTER_TURNS = (cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_90_COUNTERCLOCKWISE)
CLEAR_SCORE, CLEARER_BY = 0.915, 0.02
"""The detector's score is up to 0.90 for upside-down faces, and mostly higher for upright ones."""


def turn_of(bgr: Picture, finder: FaceFinder, mesh: FaceMesh, score: float, *, shows_face: bool) -> Turn | None:
    """Return by how much a picture is turned; None if it is the right way up.

    The detector also finds upside-down faces, with a lower score. This detects 95 of 96 rotated pictures, and none of
    288 upright ones (docs/vision.md). Upside down, a mask and the eyes above it look like a face to the detector, but
    not to the mesh.

    Args:
        bgr: the picture.
        finder: the detector.
        mesh: confirms the face in the turned picture.
        score: that of the clearest face in the picture as it is; 0 if there is none.
        shows_face: whether the mesh is sure of one of them; quarter turns are then not tried.
    """
    least = max(SURE_SCORE, score + CLEARER_BY)
    half = _score_turned(bgr, finder, mesh, cv2.ROTATE_180)
    quarter = 0.0 if shows_face else max(_score_turned(bgr, finder, mesh, each) for each in QUARTER_TURNS)
    if half >= max(least, quarter):
        return "half"
    return "quarter" if quarter >= least else None


def _score_turned(bgr: Picture, finder: FaceFinder, mesh: FaceMesh, turn: int) -> float:
    """Return the score of the clearest face in the turned picture; 0 if the mesh does not confirm it."""
    turned = cv2.rotate(bgr, turn)
    face = max(finder.search(turned), key=lambda each: each.score, default=None)
    if face is None or face.score < SURE_SCORE:
        return 0.0
    presence = mesh.measure(turned, finder.refine(turned, face)).presence
    return face.score if presence >= SURELY_PRESENT else 0.0
