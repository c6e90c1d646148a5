"""Accessibility of custom widgets: their role and expanded state; empty labels are hidden.

Qt gives unknown widgets the role "filler" and labels "static text". A widget here sets its role in
`accessible_role`, and whether it is expanded in `expanded`; `install` registers the factory that reads them.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleStateChangeEvent
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QLabel, QWidget

_made: list[QAccessibleInterface] = []
"""Keeps the objects alive, since Qt holds only raw pointers to them."""


class Label(QLabel):
    """A label that is hidden from screen readers while it is empty."""

    accessible_role = QAccessible.Role.StaticText


class Heading(QLabel):
    """A label with the role of a heading."""

    accessible_role = QAccessible.Role.Heading


class AccessibleWidget(QAccessibleWidget):
    """An interface with the widget's own role and states; the press action clicks it."""

    def text(self, kind: QAccessible.Text) -> str:
        """Return the accessible name, or the displayed text if none is set."""
        widget = self.object()
        name = super().text(kind)
        if name or kind is not QAccessible.Text.Name or not isinstance(widget, QLabel | QAbstractButton):
            return name
        return widget.text()

    def state(self) -> QAccessible.State:
        """Return the state, with expanded or collapsed where applicable, and invisible for an empty label."""
        state: Any = super().state()
        widget = self.object()
        expanded = getattr(widget, "expanded", None)
        if isinstance(expanded, bool):
            state.expandable, state.expanded, state.collapsed = 1, int(expanded), int(not expanded)
        if isinstance(widget, QLabel) and not widget.text():
            state.invisible = 1
        return state  # type: ignore[no-any-return]

    def actionNames(self) -> list[str]:  # noqa: N802  (Qt's own name)
        """Return the widget's actions; a button has `press`."""
        names = list(super().actionNames())
        return [self.pressAction(), *names] if isinstance(self.object(), QAbstractButton) else names

    def doAction(self, name: str) -> None:  # noqa: N802  (Qt's own name)
        """Perform an action; press clicks the button."""
        widget = self.object()
        if name == self.pressAction() and isinstance(widget, QAbstractButton):
            widget.click()
        else:
            super().doAction(name)


def install() -> None:
    """Register the factory with Qt, once per process."""
    QAccessible.installFactory(_factory)


def tell_expanded(widget: QWidget) -> None:
    """Notify screen readers that the widget's expanded state has changed."""
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
