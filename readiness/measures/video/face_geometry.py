"""Position and orientation of a face in its own coordinates: u along the eye line, v down the face."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.measures.video.face_finder import Face


@dataclass(frozen=True, slots=True)
class FaceGeometry:
    """A face's geometry relative to the midpoint of its eyes; lengths in pixels of the picture.

    Attributes:
        eye_middle: the origin of u and v.
        along, down: unit vectors of u (towards image right, the person's left) and v (towards the chin).
        eye_distance_px: between the eyes' centres.
        eye_mouth_px: from the eyes' midpoint to the mouth's; at least 0.6 eye distances, because landmarks behind a
            mask collapse. nose_u_px, nose_v_px: coordinates of the nose tip.
    """

    eye_middle: NDArray[np.float64]
    along: NDArray[np.float64]
    down: NDArray[np.float64]
    eye_distance_px: float
    eye_mouth_px: float
    nose_u_px: float
    nose_v_px: float

    @property
    def turned_ratio(self) -> float:
        """The nose tip's distance from the eyes' midpoint along the eye line, over the eye distance.

        0 straight ahead; positive towards the person's left.
        """
        return self.nose_u_px / self.eye_distance_px


def face_geometry(face: Face) -> FaceGeometry:
    """Compute a face's geometry from its landmarks."""
    right_eye, left_eye = np.array(face.right_eye), np.array(face.left_eye)
    eye_middle = (right_eye + left_eye) / 2
    mouth_middle = (np.array(face.right_mouth) + np.array(face.left_mouth)) / 2
    eye_distance_px = max(1.0, math.dist(face.right_eye, face.left_eye))
    along = (left_eye - right_eye) / eye_distance_px
    down = np.array([-along[1], along[0]])
    nose = np.array(face.nose) - eye_middle
    return FaceGeometry(
        eye_middle=eye_middle,
        along=along,
        down=down,
        eye_distance_px=eye_distance_px,
        eye_mouth_px=max(math.dist(eye_middle, mouth_middle), 0.6 * eye_distance_px),
        nose_u_px=float(nose @ along),
        nose_v_px=float(nose @ down),
    )
