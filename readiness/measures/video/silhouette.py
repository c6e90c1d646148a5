"""A person too dark to have a face: a black figure against the light, told by its shape.

Head and shoulders stand on the picture's lower edge, darker than nearly all else, narrow above and wide below. Or the
window has dazzled the camera so that all but it is black: then no shape can be told, and nobody would be seen.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from readiness.measures.video.image_quality import Picture

BRIGHT_CODE = 90
"""The light that it stands against; what is dark without any light is a dark room."""
DARK_SHARE = 0.22
"""Of the light's code: about five stops below it. `BLACK_CODE` is dark whatever the light is."""
BLACK_CODE = 4
DAZZLED_CODE = 20
"""As the camera's own limit for a black picture: sensor noise in the dark stays under it."""
LEAST_HEIGHT_SHARE, LEAST_AREA_SHARE, MOST_AREA_SHARE = 0.4, 0.06, 0.6
HEAD_TO_SHOULDERS = 0.75
"""How wide the figure's upper third is, of its lower third, at most."""
FILLED_SHARE = 0.45
"""How much of the box round it a figure fills at least; branches and furniture fill less."""


def is_silhouette(cells: Picture) -> bool:
    """Is a dark figure against the light seen in a picture reduced to cells (see `image_quality.reduced`)?"""
    grey = cv2.cvtColor(cells, cv2.COLOR_BGR2GRAY)
    light = float(np.percentile(grey, 90))
    if light < BRIGHT_CODE:
        return False
    if float(np.median(grey)) <= DAZZLED_CODE:
        return True
    dark = (grey <= max(BLACK_CODE, DARK_SHARE * light)).astype(np.uint8)
    parts, labels, boxes, _ = cv2.connectedComponentsWithStats(dark, connectivity=4)
    return any(_is_figure(labels == part, boxes[part]) for part in range(1, parts))


def _is_figure(part: NDArray[np.bool_], box: Picture) -> bool:
    rows, columns = part.shape
    left, top, width, height, area = (int(each) for each in box)
    if top + height < rows or height < LEAST_HEIGHT_SHARE * rows:
        return False
    if not LEAST_AREA_SHARE <= area / part.size <= MOST_AREA_SHARE:
        return False
    figure = part[top:, left : left + width]
    widths = figure.sum(axis=1)
    third = max(1, height // 3)
    narrow = float(widths[:third].mean()) <= HEAD_TO_SHOULDERS * float(widths[-third:].mean())
    in_middle = 0.15 * columns < left + width / 2 < 0.85 * columns
    return top > 0 and narrow and in_middle and area >= FILLED_SHARE * width * height
