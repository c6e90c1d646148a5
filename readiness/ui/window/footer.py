"""The footer: the guideline in use, and that nothing is recorded."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from readiness.guideline.data import Document, Guideline, Validity
from readiness.i18n import N_, Words
from readiness.ui.state.state import State
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, Size

VALIDITY = {
    Validity.NOT_YET: N_("not valid until {valid_from}"),
    Validity.IN_FORCE: N_("valid until {valid_to}"),
    Validity.EXPIRED: N_("expired {valid_to}, ask for the new one"),
}

OUT_OF_FORCE = {
    Validity.NOT_YET: N_("The guideline does not apply until {valid_from}. Its questions are asked all the same."),
    Validity.EXPIRED: N_("The guideline expired on {valid_to}. Its questions are asked until IT installs the new one."),
}


class Footer(QWidget):
    """Shows the guideline's version and the note on recording."""

    def __init__(self, guideline: Guideline | None) -> None:
        super().__init__()
        self._guideline = guideline
        self._document_text = ""
        self._document = theme.label(Size.SMALL, muted=True, wrap=False)
        self._document.setMinimumWidth(1)
        self._promise = theme.label(Size.SMALL, muted=True, wrap=False)
        self._row = row = QHBoxLayout(self)
        row.addWidget(self._document, 1)
        row.addWidget(self._promise)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Begin and end where the page does."""
        super().resizeEvent(event)
        margin = theme.margin_in(event.size().width())
        self._row.setContentsMargins(margin, GRID // 2, margin, GRID)
        self._fit()

    def _fit(self) -> None:
        """Elide a text that is too long for the window; its tool tip shows all of it."""
        around = self._row.contentsMargins()
        room = self.width() - around.left() - around.right() - self._promise.sizeHint().width() - 2 * GRID
        metrics = self._document.fontMetrics()
        shown = metrics.elidedText(self._document_text, Qt.TextElideMode.ElideRight, room)
        self._document.setText(shown)
        self._document.setToolTip(self._document_text if shown != self._document_text else "")

    def retranslate(self, words: Words, today: date) -> None:
        """Show the texts in the language of `words`."""
        self._promise.setText(words(N_("Nothing is recorded.")))
        if self._guideline:
            document = self._guideline.document
            validity = words(VALIDITY[document.validity(today)], _period(document))
            guideline = words(N_("Guideline"))
            self._document_text = f"{guideline} {document.id} v{document.version} · {validity}"
        self._fit()


def out_of_force(state: State, words: Words) -> tuple[str, ...]:
    """Return a message if the guideline is not in force; it is applied nevertheless."""
    document = state.guideline.document if state.guideline else None
    message = document and OUT_OF_FORCE.get(document.validity(state.today))
    if not (document and message):
        return ()
    return (words(message, _period(document)),)


def _period(document: Document) -> dict[str, str]:
    return {"valid_from": document.valid_from.isoformat(), "valid_to": document.valid_to.isoformat()}
