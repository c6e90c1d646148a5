"""Scrolling by a finger on a touch screen, of which Qt would make the press of a mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication

ELSEWHERE = QPointF(-10_000, -10_000)
"""A position at which no button is."""


def scroll_by_finger(area: QAbstractScrollArea) -> None:
    """Let a finger drag the area's content, if the computer has a touch screen. Nothing moves after it has left.

    It takes some 50 ms the first time, which a computer without a touch screen does not need to wait for.
    """
    if not any(each.type() is QInputDevice.DeviceType.TouchScreen for each in QInputDevice.devices()):
        return
    from PySide6.QtWidgets import QScroller, QScrollerProperties

    viewport, metric = area.viewport(), QScrollerProperties.ScrollMetric
    if QScroller.hasScroller(viewport):
        return

    def follow(state: QScroller.State) -> None:
        if state is QScroller.State.Dragging:
            release_buttons(area)

    QScroller.grabGesture(viewport, QScroller.ScrollerGestureType.TouchGesture)
    scroller = QScroller.scroller(viewport)
    properties = scroller.scrollerProperties()
    never = QScrollerProperties.OvershootPolicy.OvershootAlwaysOff
    properties.setScrollMetric(metric.VerticalOvershootPolicy, never)
    properties.setScrollMetric(metric.HorizontalOvershootPolicy, never)
    properties.setScrollMetric(metric.MaximumVelocity, 0.0)
    scroller.setScrollerProperties(properties)
    scroller.stateChanged.connect(follow)


def release_buttons(area: QAbstractScrollArea) -> None:
    """Release the button that the finger began on: it moves along with the finger, which would press it at the end."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for button in area.findChildren(QAbstractButton):
        if button.isDown():
            away = QMouseEvent(
                QEvent.Type.MouseButtonRelease, ELSEWHERE, ELSEWHERE, left, none, Qt.KeyboardModifier.NoModifier
            )
            QApplication.sendEvent(button, away)
