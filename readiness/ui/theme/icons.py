"""The program's icons: SVG files of one stroke width in a square of 24, drawn in the current colour."""

from __future__ import annotations

import functools

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from readiness.assets import asset


@functools.cache
def svg(name: str) -> str:
    """Return the SVG source, in which `currentColor` is the icon's colour."""
    return asset(f"icons/{name}.svg").read_text(encoding="utf-8")


def paint_icon(painter: QPainter, box: QRectF, name: str, colour: QColor) -> None:
    """Paint the icon into `box`."""
    coloured = svg(name).replace("currentColor", colour.name())
    QSvgRenderer(QByteArray(coloured.encode())).render(painter, box)


@functools.lru_cache(maxsize=64)
def pixmap(name: str, side_px: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """Return the icon on a transparent background; `side_px` in device-independent pixels, `colour` as `#rrggbb`."""
    made = QPixmap(round(side_px * ratio), round(side_px * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_icon(painter, QRectF(0, 0, side_px, side_px), name, QColor(colour))
    painter.end()
    return made


@functools.lru_cache(maxsize=64)
def icon(name: str, colour: str) -> QIcon:
    """Return the icon for a button, sharp at every scaling; `colour` as `#rrggbb`."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, 24, colour, ratio))
    return made
