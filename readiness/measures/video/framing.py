"""Position of the face in the picture, as shares (0 to 1) of the picture from its upper left corner."""

from __future__ import annotations

import math
from dataclasses import dataclass

from readiness.measures.video.face_finder import Face, roll_of_deg
from readiness.measures.video.face_mesh import Mesh
from readiness.measures.video.head_outline import crown_y_px
from readiness.measures.video.image_quality import Picture

CROWN = 1.05
"""Distance from eyes to crown over that from eyes to chin, used if the head's outline is not visible."""


@dataclass(frozen=True, slots=True)
class Framing:
    """One face in one picture.

    Attributes:
        left_share, top_share, width_share, height_share: the face box.
        right_eye_x_share, right_eye_y_share, left_eye_x_share, left_eye_y_share: the eyes, the person's own right
            and left.
        crown_y_share: the top of the head; negative if it is cut off.
        seen_share: share of the face that is inside the picture.
        chest_heads: visible height of the body below the chin, in head heights.
        roll_deg: tilt of the head; positive towards the person's left shoulder.
        turned_ratio: nose tip's distance from the eyes' midpoint along the eye line, over the eye distance; 0 straight
            ahead, positive towards the person's left.
        next_face_ratio: the next largest face's height over this one's; None if there is no other.
    """

    left_share: float
    top_share: float
    width_share: float
    height_share: float
    right_eye_x_share: float
    right_eye_y_share: float
    left_eye_x_share: float
    left_eye_y_share: float
    crown_y_share: float
    chest_heads: float
    roll_deg: float
    turned_ratio: float
    seen_share: float
    next_face_ratio: float | None = None


def measure_framing(bgr: Picture, face: Face, mesh: Mesh, *others: Face) -> Framing:
    """Measure the framing of the person's face; `others` are the other faces in the picture."""
    height_px, width_px = bgr.shape[:2]
    chin_y = face.top + face.height
    eyes_y = (face.right_eye[1] + face.left_eye[1]) / 2
    outline_y = crown_y_px(bgr, mesh.points)
    crown_y = eyes_y - CROWN * (chin_y - eyes_y) if outline_y is None else outline_y
    inside = ((mesh.points >= 0) & (mesh.points < (width_px, height_px))).all(axis=1)
    return Framing(
        left_share=face.left / width_px,
        top_share=face.top / height_px,
        width_share=face.width / width_px,
        height_share=face.height / height_px,
        right_eye_x_share=face.right_eye[0] / width_px,
        right_eye_y_share=face.right_eye[1] / height_px,
        left_eye_x_share=face.left_eye[0] / width_px,
        left_eye_y_share=face.left_eye[1] / height_px,
        crown_y_share=crown_y / height_px,
        chest_heads=(height_px - chin_y) / max(1.0, chin_y - crown_y),
        roll_deg=roll_of_deg(face),
        turned_ratio=_turned_ratio(face),
        seen_share=float(inside.mean()),
        next_face_ratio=max((other.height for other in others), default=0.0) / max(1.0, face.height) or None,
    )


def _turned_ratio(face: Face) -> float:
    (right_x, right_y), (left_x, left_y), (nose_x, nose_y) = face.right_eye, face.left_eye, face.nose
    eye_distance_px = max(1.0, math.dist(face.right_eye, face.left_eye))
    along_x, along_y = (left_x - right_x) / eye_distance_px, (left_y - right_y) / eye_distance_px
    off_middle_px = (nose_x - (right_x + left_x) / 2) * along_x + (nose_y - (right_y + left_y) / 2) * along_y
    return off_middle_px / eye_distance_px
