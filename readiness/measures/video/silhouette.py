"""Detecting a person who is only a dark silhouette against the light, by the shape of head and shoulders.

The figure touches the picture's lower edge, is darker than nearly everything else, narrow above and wide below. If a
window has dazzled the camera so that everything else is black, no shape is recognisable, and that counts as well.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from readiness.measures.video.image_quality import Picture

BRIGHT_CODE = 90
"""Minimum brightness of the light behind the figure; without it, the room is simply dark."""
DARK_SHARE = 0.22
"""Maximum brightness of the figure relative to the light's code, about five stops below. `BLACK_CODE` is always
dark."""
BLACK_CODE = 4
DAZZLED_CODE = 20
"""Same as the limit for a black picture; sensor noise in the dark stays below it."""
MIN_HEIGHT_SHARE, MIN_AREA_SHARE, MAX_AREA_SHARE = 0.4, 0.06, 0.6
HEAD_TO_SHOULDERS = 0.75
"""Maximum width of the figure's upper third relative to its lower third."""
FILLED_SHARE = 0.45
"""Minimum share of its bounding box that a figure fills; branches and furniture fill less."""
EDGE_SHARE = 0.15
"""What has its middle nearer to the left or right edge is a curtain or a door frame; judgement."""


def is_silhouette(cells: Picture) -> bool:
    """Whether a reduced picture (`image_quality.reduced`) shows a dark figure against the light."""
    grey = cv2.cvtColor(cells, cv2.COLOR_BGR2GRAY)
    light = float(np.percentile(grey, 90))
    if light < BRIGHT_CODE:
        return False
    if float(np.median(grey)) <= DAZZLED_CODE:
        return True
    dark = (grey <= max(BLACK_CODE, DARK_SHARE * light)).astype(np.uint8)
    parts, labels, boxes, _ = cv2.connectedComponentsWithStats(dark, connectivity=4)
    return any(_is_figure(labels == part, boxes[part]) for part in range(1, parts))


def _is_figure(part: NDArray[np.bool_], box: NDArray[np.int32]) -> bool:
    rows, columns = part.shape
    left, top, width, height, area = (int(each) for each in box)
    if top + height < rows or height < MIN_HEIGHT_SHARE * rows:
        return False
    if not MIN_AREA_SHARE <= area / part.size <= MAX_AREA_SHARE:
        return False
    figure = part[top:, left : left + width]
    widths = figure.sum(axis=1)
    third = max(1, height // 3)
    narrow = float(widths[:third].mean()) <= HEAD_TO_SHOULDERS * float(widths[-third:].mean())
    in_middle = EDGE_SHARE * columns < left + width / 2 < (1 - EDGE_SHARE) * columns
    return top > 0 and narrow and in_middle and area >= FILLED_SHARE * width * height
