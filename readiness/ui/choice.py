"""The list in a row from which a person chooses another camera or microphone."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from readiness.ui.choices import Offer
from readiness.ui.happenings import Device
from readiness.words import N_, Words

WORDS = {Device.CAMERA: N_("Choose camera"), Device.MICROPHONE: N_("Choose microphone")}


class Choice(QComboBox):
    """Shows an `Offer`; `chosen` tells the device and what opens the one the person wants instead."""

    chosen = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._offer: Offer | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self.setVisible(False)
        self.activated.connect(self._choose)

    def show_offer(self, offer: Offer | None, words: Words) -> None:
        """Show what there is; nothing when there is no choice. The list stands still while nothing has changed."""
        self.setVisible(offer is not None)
        if offer is None:
            return
        name = words(WORDS[offer.device])
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setPlaceholderText(name)
        if self._offer is None or offer.options != self._offer.options:
            self.clear()
            for wanted, shown in offer.options:
                self.addItem(shown, wanted)
        self._offer = offer
        self.setCurrentIndex(self.findData(offer.in_use))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  (Qt's own name)
        """Scrolling past must not change the camera."""
        event.ignore()

    def _choose(self, index: int) -> None:
        wanted = self.itemData(index)
        if self._offer and wanted != self._offer.in_use:
            self.chosen.emit(self._offer.device, wanted)
