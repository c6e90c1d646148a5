"""What a screen reader is told of our own widgets: the role, what is open or shut, and nothing that is empty.

Qt makes a filler of every widget it does not know, and calls each label static text. A widget here says what it is in
`accessible_role`, and in `expanded` whether what it opens is open; `install` makes Qt ask.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleStateChangeEvent
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QLabel, QWidget

_made: list[QAccessibleInterface] = []
"""Qt keeps bare addresses of them."""


class Label(QLabel):
    """A label that is not there for a screen reader while it says nothing."""

    accessible_role = QAccessible.Role.StaticText


class Heading(QLabel):
    """A label that a screen reader can jump to."""

    accessible_role = QAccessible.Role.Heading


class AccessibleWidget(QAccessibleWidget):
    """Role and states as the widget itself has them; pressing it is a click."""

    def text(self, kind: QAccessible.Text) -> str:
        """Its name is what is set, else what it shows."""
        widget = self.object()
        said = super().text(kind)
        if said or kind is not QAccessible.Text.Name or not isinstance(widget, QLabel | QAbstractButton):
            return said
        return widget.text()

    def state(self) -> QAccessible.State:
        """Open or shut where that applies; an empty label is not to be seen."""
        state: Any = super().state()
        widget = self.object()
        expanded = getattr(widget, "expanded", None)
        if isinstance(expanded, bool):
            state.expandable, state.expanded, state.collapsed = 1, int(expanded), int(not expanded)
        if isinstance(widget, QLabel) and not widget.text():
            state.invisible = 1
        return state  # type: ignore[no-any-return]

    def actionNames(self) -> list[str]:  # noqa: N802  (Qt's own name)
        """A button can be pressed."""
        names = list(super().actionNames())
        return [self.pressAction(), *names] if isinstance(self.object(), QAbstractButton) else names

    def doAction(self, name: str) -> None:  # noqa: N802  (Qt's own name)
        """Press it, or whatever every widget can do."""
        widget = self.object()
        if name == self.pressAction() and isinstance(widget, QAbstractButton):
            widget.click()
        else:
            super().doAction(name)


def install() -> None:
    """Make Qt ask for them; once a process."""
    QAccessible.installFactory(_factory)


def tell_expanded(widget: QWidget) -> None:
    """Tell a screen reader that the widget has opened or shut what it opens."""
    changed: Any = QAccessible.State()
    changed.expanded = changed.collapsed = 1
    QAccessible.updateAccessibility(QAccessibleStateChangeEvent(widget, changed))


def _factory(_key: str, thing: QObject) -> QAccessibleInterface | None:
    role = getattr(thing, "accessible_role", None)
    if role is None or not isinstance(thing, QWidget):
        return None
    made = AccessibleWidget(thing, role)
    _made.append(made)
    return made
