"""The camera and microphone selectors beside the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from readiness.i18n import N_, Words
from readiness.model import Device
from readiness.ui.state.device_choices import COMPUTERS_CHOICE, Offer
from readiness.ui.state.state import State
from readiness.ui.theme import icons, theme
from readiness.ui.theme.theme import GRID
from readiness.ui.widgets.combo_box import ComboBox
from readiness.ui.widgets.layouts import fill

MIN_LETTERS = 8
"""With text at 200 % two lists of longer ones would be wider than a small window."""


class DeviceComboBox(ComboBox):
    """Shows an `Offer`; `chosen` is emitted with the kind of device and what opens the selected one."""

    chosen = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._offer: Offer | None = None
        self._shown: tuple[tuple[str, str], ...] = ()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(MIN_LETTERS)
        self.activated.connect(self._choose)

    def show_offer(self, offer: Offer | None, words: Words) -> None:
        """Show the offered devices. The list is not rebuilt while they are unchanged."""
        self._offer = offer
        self.setEnabled(bool(offer and offer.options))
        missing = N_("Not connected. Choose another.") if offer and offer.options else N_("None is connected")
        self.setPlaceholderText(words(missing if offer else N_("Looking …")))
        shown = _entries(offer, words) if offer and offer.options else ()
        if shown != self._shown:
            self._shown = shown
            self.clear()
            for wanted, text in shown:
                self.addItem(text, wanted)
        self.setCurrentIndex(self.findData(offer.chosen) if offer and shown else -1)

    def _choose(self, index: int) -> None:
        wanted = self.itemData(index)
        if self._offer and wanted != self._offer.chosen:
            self.chosen.emit(self._offer.device, wanted)


def _entries(offer: Offer, words: Words) -> tuple[tuple[str, str], ...]:
    """Return what opens each device, and its name: short enough for the list that unfolds to fit on a screen."""
    from readiness.untrusted_text import printable  # when there are devices, which is after the first paint

    named = replace(offer, options=tuple(_told_apart([(opens, printable(name)) for opens, name in offer.options])))
    return (COMPUTERS_CHOICE, _computers(named, words)), *named.options


def _told_apart(options: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the options, with a number after each name that several devices have."""
    names = [name for _, name in options]
    for place, (opens, name) in enumerate(options):
        yield opens, name if names.count(name) == 1 else f"{name} ({names[: place + 1].count(name)})"


def _computers(offer: Offer, words: Words) -> str:
    """Return the text for the system's default device, with its name if known."""
    now = dict(offer.options).get(offer.in_use or "", "")
    if offer.chosen == COMPUTERS_CHOICE and now:
        return words(N_("{name} (the computer's choice)"), {"name": now})
    return words(N_("The computer's choice"))


ICONS = {Device.CAMERA: "camera", Device.MICROPHONE: "microphone"}
NAMES = {Device.CAMERA: N_("Camera (K)"), Device.MICROPHONE: N_("Microphone (M)")}


class DeviceBar(QWidget):
    """`chosen` is emitted with the kind of device and the key or address that opens the selected one."""

    chosen = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.lists = {device: DeviceComboBox() for device in Device}
        self._icons = {device: theme.label(wrap=False) for device in Device}
        row = fill(QHBoxLayout(self), gap_px=GRID)
        for device, choice in self.lists.items():
            choice.chosen.connect(self.chosen)
            self._icons[device].setBuddy(choice)  # on Linux a list's own name is its value
            row.addWidget(self._icons[device])
            row.addWidget(choice, 1)

    def show_state(self, state: State, words: Words) -> None:
        """Show the available devices and the selected ones."""
        colour = theme.colours().muted
        for device, choice in self.lists.items():
            choice.show_offer(state.choices.offer_of(device), words)
            for named in (choice, self._icons[device]):
                named.setAccessibleName(words(NAMES[device]))
            self._icons[device].setToolTip(words(NAMES[device]))  # on the list itself it would be read out twice
            self._icons[device].setPixmap(
                icons.pixmap(ICONS[device], theme.scaled(20), colour, self.devicePixelRatioF())
            )

    def focus(self, device: Device) -> None:
        """Give the device's selector the keyboard focus."""
        self.lists[device].setFocus()
