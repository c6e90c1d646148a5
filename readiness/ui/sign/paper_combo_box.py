"""The list of papers a sign can be printed on, upright or lying."""

from __future__ import annotations

from readiness.door_sign import PaperSize
from readiness.i18n import N_, Words
from readiness.ui.widgets.combo_box import ComboBox

UPRIGHT, LYING = N_("{size}, portrait"), N_("{size}, landscape")
ORDER = (PaperSize.A4, PaperSize.A3, PaperSize.A5)


class PaperComboBox(ComboBox):
    """`chosen` is the size, and whether it lies."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        for size in ORDER:
            for landscape in (False, True):
                self.addItem("", (size, landscape))
        self.show_words(words)

    def show_words(self, words: Words) -> None:
        """Name the papers in the language of `words`."""
        for index in range(self.count()):
            size, landscape = self.itemData(index)
            self.setItemText(index, words(LYING if landscape else UPRIGHT, {"size": size.name}))

    def choose(self, size: PaperSize, *, landscape: bool) -> None:
        """Choose that paper."""
        self.setCurrentIndex(2 * ORDER.index(size) + landscape)

    @property
    def chosen(self) -> tuple[PaperSize, bool]:
        """Size, and whether it lies."""
        size, landscape = self.currentData()
        return size, landscape
