"""Accessibility of custom widgets: their role, expanded and selected state; empty labels are hidden.

Qt gives unknown widgets the role "filler" and labels "static text". A widget here sets its role in
`accessible_role`, and whether it is expanded in `expanded`; `install` registers the factory that reads them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface, QAccessibleStateChangeEvent
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
        """Return the state, with expanded, collapsed or selected where applicable, and invisible for an empty label."""
        state: Any = super().state()
        widget = self.object()
        expanded = getattr(widget, "expanded", None)
        if isinstance(expanded, bool):
            state.expandable, state.expanded, state.collapsed = 1, int(expanded), int(not expanded)
        if self.role() is QAccessible.Role.PageTab and isinstance(widget, QAbstractButton):
            state.selectable, state.selected = 1, int(widget.isChecked())
        if isinstance(widget, QLabel) and not widget.text():
            state.invisible = 1
        return state  # type: ignore[no-any-return]

    def childCount(self) -> int:  # noqa: N802  (Qt's own name)
        """Return 0 for a button, whose name already contains its labels' texts; they would be read out twice."""
        return 0 if isinstance(self.object(), QAbstractButton) else super().childCount()

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


def say(widget: QWidget, text: str) -> None:
    """Have screen readers read the text out."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def sentences(*texts: str) -> str:
    """Join texts, with a full stop after each that has no end of its own, so that a screen reader pauses."""
    ended = (each if each.endswith((".", "?", "!", "…")) else f"{each}." for each in texts if each)
    return " ".join(ended).removesuffix(".")


def notify_expanded(widget: QWidget) -> None:
    """Notify screen readers that the widget's expanded state has changed."""
    changed: Any = QAccessible.State()
    changed.expanded = changed.collapsed = 1
    QAccessible.updateAccessibility(QAccessibleStateChangeEvent(widget, changed))


def notify_selected(tab: QWidget) -> None:
    """Notify screen readers that the tab has been selected, or another one instead."""
    changed: Any = QAccessible.State()
    changed.selected = 1
    QAccessible.updateAccessibility(QAccessibleStateChangeEvent(tab, changed))


def set_tab_stop(chosen: QAbstractButton, group: Iterable[QAbstractButton]) -> None:
    """Make the chosen one of a group its tab stop; by default Qt takes the one that had the focus last."""
    for each in group:
        each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each is chosen else Qt.FocusPolicy.ClickFocus)


def _factory(_key: str, thing: QObject) -> QAccessibleInterface | None:
    role = getattr(thing, "accessible_role", None)
    if role is None or not isinstance(thing, QWidget):
        return None
    made = AccessibleWidget(thing, role)
    _made.append(made)
    return made
