"""What is behind the person: how busy, how bright, how sharp. Whatever the face shows is left out.

A plain wall has no detail to be sharp, so nothing is said of its sharpness.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from readiness.measures.video.face_finder import Face
from readiness.measures.video.image_quality import Picture, every_nth

WIDTH_PX = 320
LEAST_SHARE = 0.05
EDGE_CODES = 8.0
"""The gradient (codes a pixel, 320 pixels wide) of the outline of a thing; shading and creases stay below."""
WHITE_CODE = 250
STRUCTURE_PX = 6
SHADING_PX = 61
LEAST_STRUCTURE_CODES = 6.0
"""Contrast between these two sizes: with less, there is only a wall and its shading, which cannot be sharp."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Background:
    """The picture outside the person.

    Attributes:
        behind_share: how much of the picture it is, 0 to 1.
        edges_share: how much of it is outlines of things; a wall has none. None when next to nothing is seen.
        white_share: how much of it is as white as the camera can show; None when next to nothing is seen.
        fine_ratio: fine detail over coarse contrast; far under the face's own when it is blurred. None for a plain
            background.
    """

    behind_share: float
    edges_share: float | None = None
    white_share: float | None = None
    fine_ratio: float | None = None


def measure_background(bgr: Picture, face: Face | None) -> Background:
    """The background of a picture with its largest face, if it has one."""
    scale = min(1.0, WIDTH_PX / bgr.shape[1])
    size = (max(1, round(scale * bgr.shape[1])), max(1, round(scale * bgr.shape[0])))
    sampled = every_nth(bgr, bgr.shape[1] // (2 * WIDTH_PX))
    small = cv2.resize(sampled, size, interpolation=cv2.INTER_AREA)
    behind = behind_person(small.shape[0], small.shape[1], scale, face)
    share = float(behind.mean())
    if share < LEAST_SHARE:
        return Background(share)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).astype(np.float32)
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    gradient = cv2.magnitude(cv2.Sobel(smooth, -1, 1, 0), cv2.Sobel(smooth, -1, 0, 1)) / 8
    blue, green, red = cv2.split(small)
    darkest = cv2.min(cv2.min(blue, green), red)
    return Background(
        behind_share=share,
        edges_share=float(np.mean(gradient[behind] >= EDGE_CODES)),
        white_share=float(np.mean(darkest[behind] >= WHITE_CODE)),
        fine_ratio=_fine_ratio(grey, behind & _above_arms(small.shape[0], scale, face)),
    )


def behind_person(height_px: int, width_px: int, scale: float, face: Face | None) -> Mask:
    """Which pixels of the picture, reduced by `scale`, lie outside an ellipse round the head and shoulders below it."""
    if face is None:
        return np.ones((height_px, width_px), bool)
    width, height = scale * face.width, scale * face.height
    x = np.arange(width_px, dtype=np.float32)[None, :] - (scale * face.left + width / 2)
    y = np.arange(height_px, dtype=np.float32)[:, None] - (scale * face.top + height / 2)
    head = (x / (1.05 * width)) ** 2 + ((y + 0.1 * height) / (0.95 * height)) ** 2 < 1
    body = (y > 0.3 * height) & (np.abs(x) < 1.9 * width)
    return ~(head | body)  # type: ignore[no-any-return]


def _above_arms(height_px: int, scale: float, face: Face | None) -> Mask:
    """Rows down to the chin: below them, arms may reach out of the column."""
    lowest_px = height_px if face is None else scale * (face.top + face.height)
    rows: Mask = np.arange(height_px)[:, None] < lowest_px
    return rows


def _fine_ratio(grey: NDArray[np.float32], behind: Mask) -> float | None:
    """Fine over coarse contrast, with the person painted over so that no outline of hers counts."""
    if not behind.any():
        return None
    wall = np.where(behind, grey, np.float32(grey[behind].mean()))
    coarse = cv2.GaussianBlur(wall, (0, 0), STRUCTURE_PX)
    structure = float((coarse - cv2.blur(coarse, (SHADING_PX, SHADING_PX)))[behind].std())
    if structure < LEAST_STRUCTURE_CODES:
        return None
    return float(np.abs(wall - cv2.GaussianBlur(wall, (0, 0), 1.0))[behind].mean()) / structure
