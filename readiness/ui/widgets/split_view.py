"""Two parts of a page: side by side, or stacked if the window is too narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, MARGIN_PX, MAX_WIDTH_PX
from readiness.ui.widgets.page_area import PageArea

BESIDE_PX = 44 * GRID
"""Minimum width of the second part beside the first."""

NARROW_PX = 100 * GRID
"""Below this width the parts are stacked, for example on a small laptop at 200 %."""

MAX_BESIDE = 0.46
"""Maximum share of the width for the second part, so that the first is the larger one."""

UNLIMITED_PX = 16_777_215


class _Row(QBoxLayout):
    """Both parts. Side by side they are as high as the page, whatever height they would prefer at their width.

    A wider picture prefers more height. The page would then need a scroll bar, which narrows it, so that it needs none,
    which widens it, and so on without end.
    """

    def hasHeightForWidth(self) -> bool:  # noqa: N802  (Qt's own name)
        """Whether the height depends on the width: only where the parts are stacked."""
        return self.direction() is not QBoxLayout.Direction.LeftToRight and super().hasHeightForWidth()


class SplitView(PageArea):
    """`main` takes what `beside` leaves; each scrolls by itself. Stacked, the page alone scrolls.

    No wider than `MAX_WIDTH_PX`, and the first part no wider than `main_px`; the second takes what that leaves.

    Args:
        main: the first part.
        beside: the second part.
        beside_px: how wide the second part is where there is room; it gives way down to `BESIDE_PX`.
        inset_px: the margin that the second part itself has on its left.
        main_px: maximum width of the first part beside the second.
        parent: the page; given at once, so that everything inside is styled only once.
    """

    def __init__(  # noqa: PLR0913  (measures, by name)
        self,
        main: QWidget,
        beside: QWidget,
        *,
        beside_px: int = BESIDE_PX,
        inset_px: int = 0,
        main_px: int = MAX_WIDTH_PX,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._main, self._beside, self._beside_px = main, PageArea(beside), beside_px
        self._main_px = main_px
        self._inset_px, self._narrow, self._beside_first = inset_px, False, False
        both = QWidget()
        both.setMaximumWidth(MAX_WIDTH_PX)
        self.set_content(both)
        self._row = _Row(QBoxLayout.Direction.LeftToRight, both)
        self._row.setSpacing(GRID)
        self._row.addWidget(main, 1)
        self._row.addWidget(self._beside)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._stack(narrow=False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Stack the parts if the window is too narrow."""
        self._stack(narrow=self.stacks_at(self.width()))
        super().resizeEvent(event)

    @staticmethod
    def stacks_at(width_px: int) -> bool:
        """Whether the parts are stacked in a page of that width."""
        return width_px < theme.scaled(NARROW_PX)

    def set_beside(self, beside_px: int) -> None:
        """Set the second part's width where there is room."""
        if beside_px != self._beside_px:
            self._beside_px = beside_px
            self._stack(narrow=self._narrow)

    def put_beside_first(self, *, first: bool) -> None:
        """Where the parts are stacked, put the second one on top, or below as usual."""
        if first is not self._beside_first:
            self._beside_first = first
            self._stack(narrow=self._narrow)

    def show_beside(self, widget: QWidget) -> None:
        """Scroll to a widget of the second part."""
        (self if self._narrow else self._beside).ensureWidgetVisible(widget)

    def _stack(self, *, narrow: bool) -> None:
        self._narrow = narrow
        stacked = QBoxLayout.Direction.BottomToTop if self._beside_first else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(stacked if narrow else QBoxLayout.Direction.LeftToRight)
        self._row.setContentsMargins(0, GRID, GRID if narrow else MARGIN_PX, 0)
        for area in (self._main, self._beside):
            if isinstance(area, PageArea):
                area.set_fitted(fitted=narrow)
                high = QSizePolicy.Policy.Preferred if narrow else QSizePolicy.Policy.Ignored  # it scrolls by itself
                area.setSizePolicy(QSizePolicy.Policy.Expanding, high)
        width = max(theme.scaled(BESIDE_PX), min(self._beside_px, round(self.width() * MAX_BESIDE)))
        width = max(width, min(self.width(), MAX_WIDTH_PX) - theme.scaled(self._main_px))
        self._beside.setMinimumWidth(0 if narrow else width)
        self._beside.setMaximumWidth(UNLIMITED_PX if narrow else width)
        self._beside.setViewportMargins(MARGIN_PX - self._inset_px if narrow else 0, 0, 0, 0)
