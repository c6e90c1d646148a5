"""A drop-down list for selecting a camera or microphone."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from readiness.i18n import N_, Words
from readiness.ui.state.device_choices import COMPUTERS_CHOICE, Offer
from readiness.ui.widgets.combo_box import ComboBox

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
        shown = ((COMPUTERS_CHOICE, _computers(offer, words)), *offer.options) if offer and offer.options else ()
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


def _computers(offer: Offer, words: Words) -> str:
    """Return the text for the system's default device, with its name if known."""
    now = dict(offer.options).get(offer.in_use or "", "")
    if offer.chosen == COMPUTERS_CHOICE and now:
        return words(N_("{name} (the computer's choice)"), {"name": now})
    return words(N_("The computer's choice"))
