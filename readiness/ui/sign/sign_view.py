"""The door sign as a sheet of paper in the window, and on the full screen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPageLayout, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from readiness.door_sign import Sign
from readiness.ui.sign.sign_layout import INK, margin_of, page_layout
from readiness.ui.sign.sign_renderer import paint_sign
from readiness.ui.theme import theme
from readiness.ui.theme.theme import Size

EDGE = QColor(128, 128, 128)
HINT_MS = 4000


class SignView(QWidget):
    """Shows a sign as on paper, as large as possible."""

    def __init__(self, sign: Sign) -> None:
        super().__init__()
        self.setMinimumSize(120, 120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.show_sign(sign)

    def show_sign(self, sign: Sign) -> None:
        """Show another sign."""
        self._sign = sign
        self.setAccessibleName(", ".join(filter(None, (sign.title, sign.until_line, sign.place_line))))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """Prefer a size at which the sign is legible."""
        return self._paper().scaled(QSizeF(320, 320), Qt.AspectRatioMode.KeepAspectRatio).toSize()

    def _paper(self) -> QSizeF:
        return page_layout(self._sign).fullRect(QPageLayout.Unit.Millimeter).size()

    def sheet(self) -> QRectF:
        """The rectangle of the paper, in the widget's coordinates."""
        room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        sheet = QRectF(room.topLeft(), self._paper().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio))
        sheet.moveCenter(room.center())
        return sheet

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt's signature)
        """Paint the sheet with a thin border, so that it stands out on a light background."""
        painter = QPainter(self)
        paint_sign(painter, self.sheet(), self._sign)
        painter.setPen(QPen(EDGE, 1))
        painter.drawRect(self.sheet())
        painter.end()


class SignScreen(QWidget):
    """The sign on the full screen, for a tablet or a second screen by the door. Esc or a double click closes it.

    `hint` explains this for a while in the white margin below the plate.
    """

    def __init__(self, sign: Sign, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._sign = sign
        self._hint = QLabel(hint, self)
        self._hint.setStyleSheet(f"color: {INK};")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setVisible(bool(hint))
        QTimer.singleShot(HINT_MS, self._hint, self._hint.hide)
        self.setWindowTitle(sign.title)
        self.setAccessibleName(sign.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.showFullScreen()
        self.activateWindow()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """Keep the hint in the margin."""
        super().resizeEvent(event)
        margin = margin_of(self.rect().toRectF())
        letters = theme.font(Size.BODY)
        letters.setPixelSize(max(8, round(margin * 0.5)))
        self._hint.setFont(letters)
        self._hint.setGeometry(0, int(self.height() - margin), self.width(), int(margin))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: object) -> None:  # noqa: ARG002, N802  (Qt's signature)
        """Close on a double click, since a tablet has no Esc key."""
        self.close()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt's signature)
        """Paint the sign in the screen's orientation."""
        painter = QPainter(self)
        paint_sign(painter, QRectF(self.rect()), self._sign)
        painter.end()
