"""Face detection with YuNet: on the whole picture, then again on a close-up of the face for reliable landmarks.

A single pass over the whole picture biases the eyes of a small face towards level, so its roll is unusable. The second
pass uses only the face, rotated upright by the roll found so far.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from readiness.measures.video.image_quality import Picture

Rows = NDArray[Any]
"""The detector's results, one a row: box (4 numbers), five points (10) and score."""

LONGEST_SIDE_PX = 640
"""Larger pictures are scaled down to this, because the detector gives spurious boxes for very large faces."""
SHORTEST_SIDE_PX = 32
"""The detector's stride; in a narrower picture it gives false detections."""
SURE_SCORE = 0.8
MAYBE_SCORE = 0.5
"""Score of a face that the picture's edge cuts, or of somebody dark near a window. The face mesh must confirm it
(`face_tracker.py`): in 331 pictures it confirmed three, all people, and refused the rest."""
POSSIBLE_SCORE = 0.3
"""Score of a face in the dark, against the light, or with a mask or dark glasses; used if there is nothing better, and
confirmed in the same way."""
MIN_HEIGHT_SHARE = 0.06
"""Half of what is too far for the person (`framing.face_height_fail_share`); judgement."""
OVERLAP = 0.3
"""Boxes with more overlap are one face; OpenCV's default for this detector."""
CLOSE_UP_PX = 320
CLOSE_UP_MARGIN = 1.5
CLOSE_UP_PASSES = 2
LEVEL_ENOUGH_DEG = 2.0
OVERSHOOT = 1.3
"""Residual roll in a close-up is underestimated by about a quarter, so the next one is rotated further."""
UPRIGHT_DEG = 9.0
"""A face with no more roll than this in the first close-up needs no second one: 74 faces with 20° roll gave 11° or
more.
"""
LIKELY_SCORE = 0.6
BRIGHTER_STOPS = 2.0
"""If no likely face is found, a brightened copy is searched as well. Of 37 faces under-exposed by eight stops, 16 were
found without it and all with it; 90 pictures without a face gave no further detections."""
EDGE_PX, EDGE_SHARE = 320, 0.25
"""Size to which a picture is scaled down to look for faces that its edge cuts, and the share of its width that is
mirrored at each edge."""
ON_SEAM = 0.15
"""Largest distance of such a face's middle from the edge, over its width; a whole face beside the edge has 0.5 and
more."""
JUMP = 1.25
"""A face whose size changes by more than this factor between two frames is another face, or none."""

_BRIGHTER = np.clip(np.arange(256) * 2 ** (BRIGHTER_STOPS / 2.2), 0, 255).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class Face:
    """A detected face, in pixels of the picture. Left and right are the person's own.

    Attributes:
        left, top, width, height: the box; the chin is at its lower edge.
        right_eye, left_eye, nose, right_mouth, left_mouth: points (x, y).
        score: the detector's confidence, 0 to 1.
    """

    left: float
    top: float
    width: float
    height: float
    right_eye: tuple[float, float]
    left_eye: tuple[float, float]
    nose: tuple[float, float]
    right_mouth: tuple[float, float]
    left_mouth: tuple[float, float]
    score: float


class FaceFinder:
    """The detector, loaded once.

    Args:
        weights: the model's bytes, see `face_model.read_face_model`.
    """

    def __init__(self, weights: bytes) -> None:
        model = np.frombuffer(weights, np.uint8)
        nothing = np.empty(0, np.uint8)
        self._whole = cv2.FaceDetectorYN.create("onnx", model, nothing, (640, 360), POSSIBLE_SCORE, OVERLAP, 5000)
        self._edges = cv2.FaceDetectorYN.create("onnx", model, nothing, (320, 180), SURE_SCORE, OVERLAP, 50)
        close_up = (CLOSE_UP_PX, CLOSE_UP_PX)
        self._close_up = cv2.FaceDetectorYN.create("onnx", model, nothing, close_up, 0.5, OVERLAP, 50)

    def find(self, bgr: Picture) -> tuple[Face, ...]:
        """Find faces of at least `MIN_HEIGHT_SHARE` of the picture's height, most prominent first and refined."""
        faces = self.search(bgr)
        return (self.refine(bgr, faces[0]), *faces[1:]) if faces else ()

    def search(self, bgr: Picture) -> tuple[Face, ...]:
        """Find faces like `find`, but with only the coarse landmarks of the pass over the whole picture."""
        height_px, width_px = bgr.shape[:2]
        scale = min(1.0, LONGEST_SIDE_PX / max(height_px, width_px))
        if scale * min(height_px, width_px) < SHORTEST_SIDE_PX:
            return ()
        small = _scaled(bgr, scale)
        self._whole.setInputSize((small.shape[1], small.shape[0]))
        rows = self._large_enough(small)
        if rows[:, 14].max(initial=0.0) < LIKELY_SCORE:
            brighter = self._large_enough(cv2.LUT(cv2.GaussianBlur(small, (3, 3), 0), _BRIGHTER))
            rows = _each_once(np.vstack([rows, brighter]))
        maybe = rows[rows[:, 14] >= MAYBE_SCORE]
        if rows[:, 14].max(initial=0.0) < SURE_SCORE:
            maybe = rows[np.argsort(-rows[:, 14])][:1]
        prominent_first = maybe[np.argsort(-_prominence(maybe, small))]
        return tuple(_face(row[:14] / scale, row[14]) for row in prominent_first)

    def cut_by_edge(self, bgr: Picture) -> tuple[Face, ...]:
        """Find faces of which the left or right edge of the picture cuts off about a half.

        Mirrored at the edge, the half that is seen makes up a whole face.
        """
        scale = min(1.0, EDGE_PX / max(bgr.shape[:2]))
        outer_px = int(EDGE_SHARE * bgr.shape[1])
        outer = np.hstack([bgr[:, :outer_px], bgr[:, bgr.shape[1] - outer_px :]])
        small = _scaled(outer, scale)
        seam_px = small.shape[1] // 2
        if min(small.shape[0], seam_px) < SHORTEST_SIDE_PX:
            return ()
        left, right = small[:, :seam_px], small[:, seam_px : 2 * seam_px]
        mirrored = np.ascontiguousarray(np.hstack([left[:, ::-1], left, right, right[:, ::-1]]))
        self._edges.setInputSize((mirrored.shape[1], mirrored.shape[0]))
        rows = _detect(self._edges, mirrored)
        rows = rows[rows[:, 3] >= MIN_HEIGHT_SHARE * mirrored.shape[0]]
        found: list[Face] = []
        for at_px, edge_px in ((seam_px, 0.0), (3 * seam_px, scale * bgr.shape[1])):
            cut = rows[np.abs(rows[:, 0] + rows[:, 2] / 2 - at_px) < ON_SEAM * rows[:, 2]]
            cut[:, [0, 4, 6, 8, 10, 12]] += edge_px - at_px
            found += [_face(row[:14] / scale, row[14]) for row in cut]
        return tuple(found)

    def _large_enough(self, small: Picture) -> Rows:
        rows = _detect(self._whole, small)
        large: Rows = rows[rows[:, 3] >= MIN_HEIGHT_SHARE * small.shape[0]]
        return large

    def refine(self, bgr: Picture, face: Face, roll_deg: float | None = None) -> Face:
        """Refine a face's landmarks on an upright close-up; return it unchanged if it is not found there.

        Args:
            bgr: the picture.
            face: the face.
            roll_deg: initial roll, if a better estimate than that of `face` is known.
        """
        refined = face
        roll_deg = roll_of_deg(face) if roll_deg is None else roll_deg
        for _ in range(CLOSE_UP_PASSES):
            closer = self._closer(bgr, face, roll_deg)
            if closer is None:
                break
            refined = closer
            left_deg = roll_of_deg(refined) - roll_deg
            if abs(left_deg) < LEVEL_ENOUGH_DEG or abs(roll_deg + left_deg) < UPRIGHT_DEG:
                break
            roll_deg += OVERSHOOT * left_deg
        return refined

    def follow(self, bgr: Picture, face: Face) -> Face | None:
        """Return a refined face's new position in a later picture; None if no face is near.

        The box is moved and scaled with the landmarks, so that it matches the box that a search would give.
        """
        closer = self._closer(bgr, face, roll_of_deg(face))
        if closer is None:
            return None
        before, now = _points(face), _points(closer)
        scale = float(np.linalg.norm(now - now.mean(0)) / max(1.0, float(np.linalg.norm(before - before.mean(0)))))
        if not 1 / JUMP <= scale <= JUMP:
            return None
        centre = np.array([face.left + face.width / 2, face.top + face.height / 2])
        x, y = now.mean(0) + scale * (centre - before.mean(0))
        width, height = scale * face.width, scale * face.height
        return replace(closer, left=float(x - width / 2), top=float(y - height / 2), width=width, height=height)

    def _closer(self, bgr: Picture, face: Face, roll_deg: float) -> Face | None:
        """Return the face with landmarks from a close-up rotated by `roll_deg`; None if no face is found in it."""
        into = into_close_up(face, roll_deg, CLOSE_UP_PX)
        crop = cv2.warpAffine(bgr, into, (CLOSE_UP_PX, CLOSE_UP_PX), borderMode=cv2.BORDER_REPLICATE)
        rows = _detect(self._close_up, crop)
        if len(rows) == 0:
            return None
        nearest = np.argmin(np.hypot(*(rows[:, :2] + rows[:, 2:4] / 2 - CLOSE_UP_PX / 2).T))
        back = cv2.invertAffineTransform(into)
        return _with_landmarks(face, rows[nearest, 4:14].reshape(5, 2) @ back[:, :2].T + back[:, 2])


def into_close_up(face: Face, roll_deg: float, side_px: int) -> NDArray[np.float64]:
    """Return the transformation from the picture to a square around the face, turned upright by its roll."""
    centre = (face.left + face.width / 2, face.top + face.height / 2)
    scale = side_px / (CLOSE_UP_MARGIN * max(face.width, face.height))
    into = np.asarray(cv2.getRotationMatrix2D(centre, roll_deg, scale), np.float64)
    into[:, 2] += np.array([side_px / 2 - centre[0], side_px / 2 - centre[1]])
    return into


def _scaled(bgr: Picture, scale: float) -> Picture:
    return bgr if scale == 1.0 else cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def _detect(detector: cv2.FaceDetectorYN, bgr: Picture) -> Rows:
    rows: Rows | None = detector.detect(bgr)[1]
    return np.empty((0, 15), np.float32) if rows is None else rows


def _prominence(rows: Rows, bgr: Picture) -> NDArray[np.float64]:
    """Return how far each detection stands out: its height, less if the edge cuts it off or if it is off the middle.

    The person at the computer is near and sits before the camera. Somebody who leans in beside them may have the larger
    face, but stands at the edge and is often cut off by it.
    """
    height_px, width_px = bgr.shape[:2]
    left, top, width, height = rows[:, :4].T.astype(np.float64)
    across = np.clip(left + width, 0, width_px) - np.clip(left, 0, width_px)
    down = np.clip(top + height, 0, height_px) - np.clip(top, 0, height_px)
    from_middle = np.abs(left + width / 2 - width_px / 2) / width_px
    prominence: NDArray[np.float64] = height * (across / width) * (down / height) * (1 - from_middle)
    return prominence


def _each_once(rows: Rows) -> Rows:
    """Return the best of several detections of the same face."""
    kept = cv2.dnn.NMSBoxes(rows[:, :4].tolist(), rows[:, 14].tolist(), 0.0, OVERLAP)
    once: Rows = rows[np.asarray(kept, int).reshape(-1)]
    return once


def roll_of_deg(face: Face) -> float:
    """Return the roll of the eye line in the picture; positive if the person's left eye is lower."""
    return math.degrees(math.atan2(face.left_eye[1] - face.right_eye[1], face.left_eye[0] - face.right_eye[0]))


def _face(numbers: Rows, score: float) -> Face:
    left, top, width, height = (float(number) for number in numbers[:4])
    empty = (0.0, 0.0)
    bare = Face(left, top, width, height, empty, empty, empty, empty, empty, float(score))
    return _with_landmarks(bare, numbers[4:14].reshape(5, 2))


def _points(face: Face) -> NDArray[np.float64]:
    return np.array([face.right_eye, face.left_eye, face.nose, face.right_mouth, face.left_mouth])


def _with_landmarks(face: Face, points: NDArray[Any]) -> Face:
    right_eye, left_eye, nose, right_mouth, left_mouth = ((float(x), float(y)) for x, y in points)
    return replace(
        face, right_eye=right_eye, left_eye=left_eye, nose=nose, right_mouth=right_mouth, left_mouth=left_mouth
    )
