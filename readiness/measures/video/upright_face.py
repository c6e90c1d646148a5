"""A face cropped upright to a fixed size, with masks of its parts from the face mesh.

Point numbers are those of MediaPipe's canonical face model. Left and right are the person's own.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from readiness.measures.video.face_mesh import Points
from readiness.measures.video.image_quality import Picture

EYE_DISTANCE_PX = 48
"""Roughly that of a face in a small window on a phone."""
WIDTH_PX, HEIGHT_PX = 160, 208
EYES_AT_PX = (80, 72)
EDGE_PX = 7
"""Margin along the face's outline that is excluded, so that the background does not count."""
ROUND_FEATURES_PX = 5

OUTLINE = (10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
           152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109)  # fmt: skip
RIGHT_EYE = (33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246)
LEFT_EYE = (263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466)
RIGHT_BROW = (70, 63, 105, 66, 107, 55, 65, 52, 53, 46)
LEFT_BROW = (300, 293, 334, 296, 336, 285, 295, 282, 283, 276)
LIPS = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185)
MIDDLE = (10, 151, 9, 8, 168, 6, 197, 195, 5, 4, 1, 19, 94, 2, 164, 0, 13, 14, 17, 18, 200, 199, 175, 152)
RIGHT_CHEEK = (116, 117, 118, 119, 100, 36, 205, 187, 123)
LEFT_CHEEK = (345, 346, 347, 348, 329, 266, 425, 411, 352)
RIGHT_FOREHEAD = (109, 67, 103, 104, 69, 108, 151, 10)
LEFT_FOREHEAD = (338, 297, 332, 333, 299, 337, 151, 10)

Mask = NDArray[np.bool_]
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class UprightFace:
    """One face; picture and masks are `HEIGHT_PX` × `WIDTH_PX`.

    Attributes:
        bgr: the picture.
        face: mask of the face within its outline, as far as it is inside the original picture.
        skin: mask of the face without eyes, brows and lips.
        on_left: mask of the person's left side.
        seen_share: share of the face inside the original picture, 0 to 1.
        points: the mesh points in this picture.
        inside: mask of pixels inside the original picture.
    """

    bgr: Picture
    face: Mask
    skin: Mask
    on_left: Mask
    seen_share: float
    points: Points
    inside: Mask

    def patch(self, outline: tuple[int, ...]) -> Mask:
        """Return the mask of the polygon of these point numbers, as far as it is inside the original picture."""
        return _within(self.points, outline) & self.inside


def upright_face(bgr: Picture, points: Points) -> UprightFace:
    """Crop the face with these mesh points (in pixels of `bgr`)."""
    right, left = points[list(RIGHT_EYE)].mean(0), points[list(LEFT_EYE)].mean(0)
    eye_distance_px = max(1.0, float(np.hypot(*(left - right))))
    scale = EYE_DISTANCE_PX / eye_distance_px
    along = (left - right) / eye_distance_px
    turn = scale * np.array([[along[0], along[1]], [-along[1], along[0]]], np.float64)
    into = np.hstack([turn, (np.array(EYES_AT_PX) - turn @ ((right + left) / 2))[:, None]])
    upright, inside = _cut_out(bgr, into, scale)
    placed = (points @ into[:, :2].T + into[:, 2]).astype(np.float32)
    outline = _within(placed, OUTLINE)
    face = (cv2.erode(outline.astype(np.uint8), np.ones((EDGE_PX, EDGE_PX), np.uint8)) > 0) & inside
    features = np.zeros(face.shape, bool)
    for each in (RIGHT_EYE, LEFT_EYE, RIGHT_BROW, LEFT_BROW, LIPS):
        features |= _within(placed, each)
    around = np.ones((ROUND_FEATURES_PX, ROUND_FEATURES_PX), np.uint8)
    skin = face & ~(cv2.dilate(features.astype(np.uint8), around) > 0)
    seen_share = float(inside[outline].mean()) if outline.any() else 0.0
    return UprightFace(upright, face, skin, _on_left(placed), seen_share, placed, inside)


def _cut_out(bgr: Picture, into: Matrix, scale: float) -> tuple[Picture, Mask]:
    """Return the upright crop, and the mask of its pixels that are inside `bgr`."""
    size = (WIDTH_PX, HEIGHT_PX)
    shrink = max(1, int(1 / scale))
    if shrink > 1:  # warpAffine ignores INTER_AREA; without this, a large face would be sampled instead of averaged
        bgr, into = _averaged(bgr, into, shrink)
    upright = cv2.warpAffine(bgr, into, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    x, y = _corners(into)
    if x.min() >= 0 and y.min() >= 0 and x.max() <= bgr.shape[1] and y.max() <= bgr.shape[0]:
        return upright, np.ones(upright.shape[:2], bool)
    whole = np.full(bgr.shape[:2], 255, np.uint8)
    return upright, cv2.warpAffine(whole, into, size, flags=cv2.INTER_NEAREST, borderValue=0) > 0


def _averaged(bgr: Picture, into: Matrix, shrink: int) -> tuple[Picture, Matrix]:
    """Return the part of the picture that `into` shows, averaged over squares of `shrink` pixels, and its `into`."""
    spans = []
    for at, side_px in zip(_corners(into), bgr.shape[1::-1], strict=True):
        cells = max(1, side_px // shrink)
        first = int(np.clip(at.min() // shrink - 1, 0, cells - 1))
        last = int(np.clip(at.max() // shrink + 2, first + 1, cells))
        spans.append((first * shrink, last - first))
    (left, columns), (top, rows) = spans
    part = bgr[top : top + rows * shrink, left : left + columns * shrink]
    averaged = cv2.resize(part, (columns, rows), interpolation=cv2.INTER_AREA)
    shift = into[:, 2] + into[:, :2] @ np.array([left, top])
    return averaged, np.hstack([shrink * into[:, :2], shift[:, None]])


def _corners(into: Matrix) -> Matrix:
    """Return x and y, in the picture that `into` is applied to, of the upright crop's corners."""
    crop = np.array([[0, WIDTH_PX, 0, WIDTH_PX], [0, 0, HEIGHT_PX, HEIGHT_PX], [1] * 4])
    corners: Matrix = cv2.invertAffineTransform(into) @ crop
    return corners


def _within(points: Points, outline: tuple[int, ...]) -> Mask:
    mask = np.zeros((HEIGHT_PX, WIDTH_PX), np.uint8)
    cv2.fillPoly(mask, [np.round(points[list(outline)]).astype(np.int32)], 1)
    return mask > 0


def _on_left(points: Points) -> Mask:
    """Return the mask right of the face's midline, which follows the nose of a turned head."""
    line = points[list(MIDDLE)]
    down = np.argsort(line[:, 1])
    middle_x = np.interp(np.arange(HEIGHT_PX), line[down, 1], line[down, 0])
    return np.arange(WIDTH_PX)[None, :] > middle_x[:, None]  # type: ignore[no-any-return]
