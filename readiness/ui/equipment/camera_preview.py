"""The self-view: the mirrored camera image with an arrow that shows how to move."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QPainterPath, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from readiness.i18n import N_, Words
from readiness.model import Preview
from readiness.ui.equipment.guide_drawing import paint_caption, paint_guide
from readiness.ui.state.preview_overlay import Box, Guide
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, Size

CORNER_PX = 6
UNLIMITED_PX = 16_777_215
VEIL = QColor(90, 96, 104, 170)


class CameraPreview(QWidget):
    """Shows the newest `Preview`, or why there is none. An image that cannot be used is greyed out."""

    accessible_role = QAccessible.Role.Graphic

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._face: Box | None = None
        self._wanted: Box | None = None
        self._guide: Guide | None = None
        self._message = self._caption = ""
        self._dead, self._limit_px = False, UNLIMITED_PX
        # Otherwise everything behind is repainted with each picture.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(36 * GRID, 12 * GRID)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Prefer a 16:9 shape."""
        return QSize(72 * GRID, 40 * GRID)

    def show_frame(self, preview: Preview) -> None:
        """Show a new image. Data of the wrong size is ignored; the camera's check reports the fault."""
        stride = 3 * preview.width
        if preview.width > 0 and preview.height > 0 and len(preview.bgr) == stride * preview.height:
            image = QImage(preview.bgr, preview.width, preview.height, stride, QImage.Format.Format_BGR888)
            self._image = image.convertToFormat(QImage.Format.Format_RGB32)  # the format that Qt scales fastest
            self.update()

    def clear(self) -> None:
        """Remove the image when the camera is closed, because a still image would look like an open camera."""
        if self._image is not None:
            self._image = None
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Keep the 16:9 shape; in a tall window the rest stays empty."""
        super().resizeEvent(event)
        self._fit()

    def limit_height(self, height_px: int) -> None:
        """Limit the height, so that a small window has room for more than the picture."""
        self._limit_px = height_px
        self._fit()

    def _fit(self) -> None:
        self.setMaximumHeight(max(self.minimumHeight(), min(self._limit_px, round(self.width() * 9 / 16))))

    def show_overlay(self, face: Box | None, wanted: Box, guide: Guide | None) -> None:
        """Set the overlay: the face's box, the wanted box and the arrow."""
        fresh = (face, wanted, guide)
        if fresh != (self._face, self._wanted, self._guide):
            self._face, self._wanted, self._guide = fresh
            self.update()

    def show_message(self, message: str, words: Words, *, dead: bool) -> None:
        """Set the message shown without an image or over a greyed-out (`dead`) one, and the caption of the arrow."""
        caption = words(self._guide.caption) if self._guide else ""
        if (message, caption, dead) != (self._message, self._caption, self._dead):
            self._message, self._caption, self._dead = message, caption, dead
            self.update()
        self.setAccessibleName(words(N_("The picture of yourself")))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt's own name)
        """Paint the image and the arrow, or the message."""
        painter = QPainter(self)
        frame = self._frame()
        if frame.toRect() != self.rect():
            painter.setClipRegion(QRegion(self.rect()) - QRegion(frame.toRect()))
            painter.fillRect(self.rect(), self.palette().window())
            painter.setClipping(False)
        if self._image is None:
            painter.fillRect(frame, QColor(theme.colours().surface))
            self._paint_message(painter, frame, QColor(theme.colours().muted))
        elif self._dead:
            self._paint_mirrored(painter, frame, self._image.convertToFormat(QImage.Format.Format_Grayscale8))
            painter.fillRect(frame, VEIL)
            self._paint_message(painter, frame, QColor("#ffffff"))
        else:
            self._paint_mirrored(painter, frame, self._image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._guide and self._wanted:
                paint_guide(painter, frame, self._guide.shape, self._face, self._wanted)
                paint_caption(painter, frame, self._caption)
        self._paint_corners(painter, frame)

    def _paint_corners(self, painter: QPainter, frame: QRectF) -> None:
        """Round the picture's corners by painting over them, which is quicker than clipping the picture."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for corner, across, down in (
            (frame.topLeft(), CORNER_PX, CORNER_PX),
            (frame.topRight(), -CORNER_PX, CORNER_PX),
            (frame.bottomLeft(), CORNER_PX, -CORNER_PX),
            (frame.bottomRight(), -CORNER_PX, -CORNER_PX),
        ):
            outside = QPainterPath(corner)
            outside.lineTo(corner.x() + across, corner.y())
            outside.quadTo(corner, corner + QPointF(0, down))
            painter.fillPath(outside, self.palette().window())

    @staticmethod
    def _paint_mirrored(painter: QPainter, frame: QRectF, image: QImage) -> None:
        """Paint the image. Its edges lie on whole pixels, and are painted faster without antialiasing."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(2 * frame.center().x(), 0)
        painter.scale(-1, 1)
        painter.drawImage(frame, image)
        painter.restore()

    def _frame(self) -> QRectF:
        size = self._image.size() if self._image else QSize(16, 9)
        size = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        return QRectF(left, top, size.width(), size.height())

    def _paint_message(self, painter: QPainter, frame: QRectF, colour: QColor) -> None:
        painter.setPen(colour)
        painter.setFont(theme.font(Size.TITLE, bold=True))
        inside = frame.adjusted(4 * GRID, 2 * GRID, -4 * GRID, -2 * GRID)
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)
