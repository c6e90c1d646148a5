"""Locating the top of the head: the outline of hair, or of a bald head, against the background.

The crown's height above the eyes depends on the hair, so it is searched in a strip above the forehead: the row where
the colour above differs most from that below.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from readiness.measures.video.face_mesh import Points
from readiness.measures.video.image_quality import Picture

FOREHEAD, CHIN = 10, 152
EYE_CORNERS = (33, 133, 263, 362)
EYES_TO_CHIN_PX = 40
"""The picture is scaled to this size of the face."""
STRIP_SHARE = 0.6
"""Width of the strip relative to the face; narrower than the head."""
NEAREST_PX, FARTHEST_PX = 4, 50
"""Range of the crown above the mesh's highest point: from just past the hairline to voluminous hair."""
BESIDE_PX = 4
MIN_DIFFERENCE = 10.0
"""Minimum difference in OpenCV's 8-bit CIE L*a*b*; hair in front of hair gave up to 6."""


def crown_y_px(bgr: Picture, points: Points) -> float | None:
    """Return the row of the head's top; None if no outline is visible, for example because the head is cut off."""
    eyes = points[list(EYE_CORNERS)].mean(0)
    scale = EYES_TO_CHIN_PX / max(1.0, math.dist(points[CHIN], eyes))
    x, y = points[FOREHEAD]
    half_width = STRIP_SHARE / 2 * float(np.ptp(points[:, 0]))
    height_px, width_px = bgr.shape[:2]
    left, right = (int(np.clip(each, 0, width_px)) for each in (x - half_width, x + half_width))
    top, bottom = (int(np.clip(each, 0, height_px)) for each in (y - FARTHEST_PX / scale, y - NEAREST_PX / scale))
    rows = round(scale * (bottom - top))
    if right - left < 2 or rows < 2 * BESIDE_PX:
        return None
    strip = cv2.resize(bgr[top:bottom, left:right], (16, rows), interpolation=cv2.INTER_AREA)
    colour = np.median(cv2.cvtColor(strip, cv2.COLOR_BGR2LAB).astype(np.float32), axis=1)
    sums = np.cumsum(np.vstack([np.zeros((1, 3), np.float32), colour]), axis=0)
    means = (sums[BESIDE_PX:] - sums[:-BESIDE_PX]) / BESIDE_PX
    differences = np.linalg.norm(means[BESIDE_PX:] - means[:-BESIDE_PX], axis=1)
    at = int(np.argmax(differences))
    if differences[at] < MIN_DIFFERENCE:
        return None
    return top + (at + BESIDE_PX) * (bottom - top) / rows
