"""The icon in the tray: ready or not, in shape, colour and words."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from readiness.i18n import N_, Words
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.theme.colours import LIGHT
from readiness.ui.theme.outcome_icon import paint_tone
from readiness.ui.tray.tray_status import TrayStatus

SIZES_PX = (16, 24, 32, 64)
"""Sizes for Windows at 100 % to 400 %, and those that Linux desktops request."""


class TrayIcon(QObject):
    """Each signal is an entry of the icon's menu; a click on the icon is `open_requested` as well."""

    open_requested = Signal()
    reminder_requested = Signal()
    quit_requested = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._menu = QMenu()
        self._status = self._menu.addAction("")
        self._status.setEnabled(False)
        self._menu.addSeparator()
        self.open_action = self._menu.addAction("", self.open_requested.emit)
        self.remind_action = self._menu.addAction("", self.reminder_requested.emit)
        self._menu.addSeparator()
        self.end_action = self._menu.addAction("", self.quit_requested.emit)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self._menu)
        self.icon.activated.connect(self._activated)

    def show_status(self, status: TrayStatus, words: Words, *, remind: bool) -> None:
        """Show the icon with that status; `remind`: whether the menu offers a reminder."""
        if (status, words.language, remind) == self._shown and self.icon.isVisible():
            return
        self._shown = (status, words.language, remind)
        about = f"{words(status.about)}: " if status.about else ""
        title, detail = words(status.title), f"{about}{words(status.detail, status.facts)}"
        self._status.setText(title)
        self.open_action.setText(words(N_("Open Readiness")))
        self.remind_action.setText(words(N_("Remind me …")))
        self.remind_action.setVisible(remind)
        self.end_action.setText(words(N_("End Readiness")))
        self.icon.setIcon(tone_icon(status.tone))
        self.icon.setToolTip(f"Readiness: {title}\n{detail}")
        self.icon.show()

    def _activated(self, why: QSystemTrayIcon.ActivationReason) -> None:
        if why in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_requested.emit()

    def remove(self) -> None:
        """Take the icon away."""
        self.icon.hide()
        self._menu.deleteLater()
        self.deleteLater()


def tone_icon(tone: Tone) -> QIcon:
    """Return a tone's icon, filled and with a white sign, so that it is visible on light and dark task bars."""
    icon = QIcon()
    for side_px in SIZES_PX:
        picture = QPixmap(side_px, side_px)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_tone(painter, QRectF(picture.rect()), tone, LIGHT.tone(tone), QColor("#ffffff"))
        painter.end()
        icon.addPixmap(picture)
    return icon
