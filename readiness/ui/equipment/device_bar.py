"""The camera and microphone selectors beside the picture."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from readiness.i18n import N_, Words
from readiness.model import Device
from readiness.ui.equipment.device_combo_box import DeviceComboBox
from readiness.ui.state.state import State
from readiness.ui.theme import icons, theme
from readiness.ui.theme.theme import GRID

ICONS = {Device.CAMERA: "camera", Device.MICROPHONE: "microphone"}
NAMES = {Device.CAMERA: N_("Camera (K)"), Device.MICROPHONE: N_("Microphone (M)")}


class DeviceBar(QWidget):
    """`chosen` is emitted with the kind of device and the key or address that opens the selected one."""

    chosen = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.lists = {device: DeviceComboBox() for device in Device}
        self._icons = {device: theme.label(wrap=False) for device in Device}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for device, choice in self.lists.items():
            choice.chosen.connect(self.chosen)
            row.addWidget(self._icons[device])
            row.addWidget(choice, 1)

    def show_state(self, state: State, words: Words) -> None:
        """Show the available devices and the selected ones."""
        colour = theme.colours().muted
        for device, choice in self.lists.items():
            choice.show_offer(state.choices.offer_of(device), words)
            choice.setAccessibleName(words(NAMES[device]))
            self._icons[device].setToolTip(words(NAMES[device]))  # on the list itself it would be read out twice
            self._icons[device].setPixmap(
                icons.pixmap(ICONS[device], theme.scaled(20), colour, self.devicePixelRatioF())
            )

    def focus(self, device: Device) -> None:
        """Give the device's selector the keyboard focus."""
        self.lists[device].setFocus()
