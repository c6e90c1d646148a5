"""Outline and features of a face as 468 points, from MediaPipe's face landmark model run by OpenCV.

Kartynnik et al., "Real-time Facial Surface Geometry from Monocular Video on Mobile GPUs", 2019 (arXiv 1907.06724). The
model also estimates whether there is a face at all, which the detector alone gets wrong for the back of a head.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from readiness.measures.video.face_finder import Face, into_close_up, roll_of_deg
from readiness.measures.video.image_quality import Picture

INPUT_PX = 192
POINTS_OUTPUT, PRESENCE_OUTPUT = "conv2d_20", "conv2d_30"

PRESENT, SURELY_PRESENT = 0.5, 0.9
"""Minimum presence for a face, and for one that shows which way up the picture is. All 288 labelled portraits have over
0.99, the backs of heads and blurred bystanders under 0.01, faces with mask and headscarf or on their side between."""

Points = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Mesh:
    """One face's points.

    Attributes:
        points: 468 × 2, x and y in pixels of the picture; numbered as in MediaPipe's canonical face model.
        presence: the model's confidence that this is a face, 0 to 1.
    """

    points: Points
    presence: float

    def moved(self, before: Face, now: Face) -> Mesh:
        """Return the points transformed as the face's eyes have moved from `before` to `now`."""
        old, new = np.array(before.left_eye) - before.right_eye, np.array(now.left_eye) - now.right_eye
        turn = complex(*new) / complex(*old) if old.any() else 1 + 0j
        around = (self.points - np.array(before.right_eye)) @ np.array(
            [[turn.real, turn.imag], [-turn.imag, turn.real]]
        )
        return Mesh((around + np.array(now.right_eye)).astype(np.float32), self.presence)


class FaceMesh:
    """The model, loaded once.

    Args:
        weights: the model's bytes, see `face_model.read_face_model`.
    """

    def __init__(self, weights: bytes) -> None:
        self._net = cv2.dnn.readNetFromTFLite(np.frombuffer(weights, np.uint8))

    def measure(self, bgr: Picture, face: Face) -> Mesh:
        """Compute the points of `face` in the picture `bgr`."""
        into = into_close_up(face, roll_of_deg(face), INPUT_PX)
        crop = cv2.warpAffine(bgr, into, (INPUT_PX, INPUT_PX), borderMode=cv2.BORDER_REPLICATE)
        self._net.setInput(cv2.dnn.blobFromImage(crop, 1 / 255, swapRB=True))
        points, presence = self._net.forward([POINTS_OUTPUT, PRESENCE_OUTPUT])
        back = cv2.invertAffineTransform(into).astype(np.float32)
        in_crop = points.reshape(-1, 3)[:, :2]
        logit = float(presence.ravel()[0])
        return Mesh(in_crop @ back[:, :2].T + back[:, 2], 1 / (1 + math.exp(-logit)))
