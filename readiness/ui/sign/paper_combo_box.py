"""The list of paper sizes and orientations for the sign."""

from __future__ import annotations

from readiness.door_sign import PaperSize
from readiness.i18n import N_, Words
from readiness.ui.widgets.combo_box import ComboBox

UPRIGHT, LYING = N_("{size}, portrait"), N_("{size}, landscape")


class PaperComboBox(ComboBox):
    """A drop-down list of paper sizes, each in portrait and landscape."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        for size in PaperSize:
            for landscape in (False, True):
                self.addItem("", (size, landscape))
        self.retranslate(words)

    def retranslate(self, words: Words) -> None:
        """Name the papers in the language of `words`."""
        for index in range(self.count()):
            size, landscape = self.itemData(index)
            self.setItemText(index, words(LYING if landscape else UPRIGHT, {"size": size.name}))

    def choose(self, size: PaperSize, *, landscape: bool) -> None:
        """Select a paper."""
        self.setCurrentIndex(2 * [*PaperSize].index(size) + landscape)

    @property
    def chosen(self) -> tuple[PaperSize, bool]:
        """The selected size, and whether it is landscape."""
        size, landscape = self.currentData()
        return size, landscape
