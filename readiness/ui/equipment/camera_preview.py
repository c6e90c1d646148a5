"""The self-view: the camera's picture in a mirror, with the face, the wanted frame and the light drawn on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from readiness.i18n import N_, Words
from readiness.model import Preview
from readiness.ui.state.preview_overlay import Bars, Box
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, Size, Tone

ON_PICTURE = QColor("#ffffff")
SHADE = QColor(0, 0, 0, 150)
NO_BARS = Bars(None, None, None)


class CameraPreview(QWidget):
    """Shows the newest `Preview`; without one, says why there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._face: Box | None = None
        self._wanted: Box | None = None
        self._tone = Tone.WORKING
        self._bars = NO_BARS
        self._names = ("", "", "")
        self._message = ""
        self.setMinimumSize(36 * GRID, 20 * GRID)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._caption = ""

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Widescreen."""
        return QSize(64 * GRID, 36 * GRID)

    def show_frame(self, preview: Preview) -> None:
        """Show a new picture. Bytes that are not one are left out: the check behind it says what is wrong."""
        stride = 3 * preview.width
        if preview.width > 0 and preview.height > 0 and len(preview.bgr) == stride * preview.height:
            image = QImage(preview.bgr, preview.width, preview.height, stride, QImage.Format.Format_BGR888)
            self._image = image.flipped(Qt.Orientation.Horizontal)
            self.update()

    def clear(self) -> None:
        """The camera is closed: an old picture would look like an open one."""
        if self._image is not None:
            self._image = None
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Stay widescreen: what is left of a tall window is left empty."""
        super().resizeEvent(event)
        self.setMaximumHeight(max(self.minimumHeight(), round(event.size().width() * 9 / 16)))

    def show_overlay(self, face: Box | None, wanted: Box, bars: Bars, tone: Tone) -> None:
        """Draw these over the picture; `tone` is that of the framing."""
        fresh = (face, wanted, bars, tone)
        if fresh != (self._face, self._wanted, self._bars, self._tone):
            self._face, self._wanted, self._bars, self._tone = fresh
            self.update()

    def show_words(self, message: str, caption: str, words: Words) -> None:
        """Say `message` while there is no picture, and `caption` at the top of it when there is."""
        names = (words(N_("Left")), words(N_("Right")), words(N_("Background")))
        if (message, caption, names) != (self._message, self._caption, self._names):
            self._message, self._caption, self._names = message, caption, names
            self.setAccessibleName(words(N_("The picture of yourself")))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt's own name)
        """Paint picture and overlay, or the message."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scheme = theme.colours()
        if self._image is None:
            painter.fillRect(self.rect(), QColor(scheme.surface))
            painter.setPen(QColor(scheme.muted))
            painter.setFont(theme.font(Size.BODY))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)
            return
        painter.fillRect(self.rect(), QColor(scheme.surface))
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        frame = QRectF(
            (self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height()
        )
        painter.drawImage(frame, self._image)
        self._paint_boxes(painter, frame)
        self._paint_bars(painter, frame)
        self._paint_caption(painter, frame)

    def _paint_boxes(self, painter: QPainter, frame: QRectF) -> None:
        if self._wanted:
            painter.setPen(QPen(SHADE, 4))
            painter.drawEllipse(_on(frame, self._wanted))
            painter.setPen(QPen(ON_PICTURE, 2, Qt.PenStyle.DashLine))
            painter.drawEllipse(_on(frame, self._wanted))
        if self._face:
            face = _on(frame, self._face)
            painter.setPen(QPen(SHADE, 5))
            _paint_corners(painter, face)
            painter.setPen(QPen(theme.DARK.tone(self._tone), 3))
            _paint_corners(painter, face)

    def _paint_caption(self, painter: QPainter, frame: QRectF) -> None:
        if not self._caption:
            return
        painter.setFont(theme.font(Size.BODY, bold=True))
        strip = QRectF(frame.left(), frame.top(), frame.width(), painter.fontMetrics().height() + 2 * GRID)
        painter.fillRect(strip, SHADE)
        painter.setPen(ON_PICTURE)
        painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, self._caption)

    def _paint_bars(self, painter: QPainter, frame: QRectF) -> None:
        shares = (self._bars.left, self._bars.right, self._bars.background)
        if all(share is None for share in shares):
            return
        painter.setFont(theme.font(Size.SMALL))
        line = painter.fontMetrics().height()
        strip = QRectF(frame.left(), frame.bottom() - line - 3 * GRID, frame.width(), line + 3 * GRID)
        painter.fillRect(strip, SHADE)
        width = (strip.width() - 4 * GRID) / 3
        for place, (name, share) in enumerate(zip(self._names, shares, strict=True)):
            left = strip.left() + GRID + place * (width + GRID)
            painter.setPen(ON_PICTURE)
            painter.drawText(QPointF(left, strip.top() + GRID / 2 + painter.fontMetrics().ascent()), name)
            _paint_bar(painter, QRectF(left, strip.bottom() - 1.5 * GRID, width, GRID), share)


def _on(frame: QRectF, box: Box) -> QRectF:
    seen = box.mirrored()
    return QRectF(
        frame.left() + seen.left * frame.width(),
        frame.top() + seen.top * frame.height(),
        seen.width * frame.width(),
        seen.height * frame.height(),
    )


def _paint_corners(painter: QPainter, box: QRectF) -> None:
    arm = min(box.width(), box.height()) / 5
    for x, dx in ((box.left(), arm), (box.right(), -arm)):
        for y, dy in ((box.top(), arm), (box.bottom(), -arm)):
            painter.drawLine(QPointF(x, y), QPointF(x + dx, y))
            painter.drawLine(QPointF(x, y), QPointF(x, y + dy))


def _paint_bar(painter: QPainter, track: QRectF, share: float | None) -> None:
    painter.fillRect(track, QColor(255, 255, 255, 60))
    if share is not None:
        painter.fillRect(QRectF(track.left(), track.top(), share * track.width(), track.height()), ON_PICTURE)
    middle = track.center().x()
    painter.fillRect(QRectF(middle - 1, track.top() - 2, 2, track.height() + 4), theme.DARK.tone(Tone.GOOD))
