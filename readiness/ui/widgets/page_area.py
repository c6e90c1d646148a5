"""A part of a page that scrolls vertically, or fits its content's height if the whole page scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from readiness.ui.widgets.touch import scroll_by_finger


class PageArea(QScrollArea):
    """Never scrolls horizontally. `set_fitted` turns its scroll bar off, to avoid nested ones."""

    def __init__(self, inside: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fitted = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if inside:
            self.set_content(inside)

    def set_content(self, inside: QWidget) -> None:
        """Set the content."""
        self.setWidget(inside)
        inside.installEventFilter(self)

    def set_fitted(self, *, fitted: bool) -> None:
        """Fit the content's height, or scroll."""
        self._fitted = fitted
        shown = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fitted else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(shown)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  (Qt's own name)
        """Follow a finger from now on."""
        super().showEvent(event)
        scroll_by_finger(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Update the height, which may depend on the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
        """Update the height when the content's layout changes."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        inside = self.widget()
        if not self._fitted or inside is None:
            self.setMinimumHeight(0)
            return
        layout = inside.layout()
        width = self.maximumViewportSize().width()  # with its scroll bar off the viewport is that wide
        by_width = layout.totalHeightForWidth(width) if layout and layout.hasHeightForWidth() else None
        self.setMinimumHeight(inside.sizeHint().height() if by_width is None else by_width)

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Prefer the content's size."""
        inside = self.widget()
        return inside.sizeHint() if inside else super().sizeHint()
