"""A line for messages across the window, hidden while there are none."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from readiness.ui.state.outcome_tone import Tone
from readiness.ui.theme import theme
from readiness.ui.theme.accessibility import say
from readiness.ui.theme.theme import GRID
from readiness.ui.widgets.layouts import fill


class NoticeBar(QWidget):
    """Shows messages, one per line, in a tone.

    Args:
        tone: the messages' tone.
        speaks: whether screen readers read a new message out: the answer to what the person has just done.
    """

    def __init__(self, tone: Tone, *, speaks: bool = False) -> None:
        super().__init__()
        self._speaks = speaks
        self._label = theme.label()
        theme.set_style(self._label, tone=tone.value)
        fill(QVBoxLayout(self), self._label)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Begin and end where the page does."""
        super().resizeEvent(event)
        margin = theme.margin_in(event.size().width())
        self._label.setContentsMargins(margin, GRID // 2, margin, GRID // 2)

    def show_messages(self, *sentences: str) -> None:
        """Show the messages; empty ones are omitted, and without any the bar is hidden."""
        text = "\n".join(filter(None, sentences))
        is_new = text != self._label.text()
        self._label.setText(text)
        self.setVisible(bool(text))
        if self._speaks and is_new and text:
            say(self, text)
