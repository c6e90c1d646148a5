"""Choosing when to be reminded of a meeting: a time that is typed, or a calendar file or link that is dropped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from readiness.file_reader import read_file
from readiness.host.system.parallel import run_concurrently
from readiness.i18n import N_, Words
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID
from readiness.ui.tray.calendar_file import MAX_BYTES, next_start
from readiness.ui.tray.reminder_time import MINUTES, clock_in, typed_time
from readiness.ui.widgets.combo_box import ComboBox
from readiness.ui.widgets.layouts import fill

NO_MEETING = N_("No coming meeting was found in the file. Type its time.")
NO_TIME = N_("The link does not say when. Type the time.")

PATIENCE_S = 2.0
"""The file may be on a server. One that has not answered by then counts as none."""


class ReminderDialog(QDialog):
    """`chosen` is emitted with the meeting's time and the minutes before it, `removed` to be reminded no more."""

    chosen = Signal(object, int)
    removed = Signal()

    def __init__(
        self, words: Words, now: Callable[[], datetime], at: datetime | None, before_min: int, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._words, self._now = words, now
        self._dropped: datetime | None = None
        self.setWindowTitle(words(N_("Remind me of a meeting")))
        self.setAcceptDrops(True)
        self.time, self.before = QLineEdit(), ComboBox()
        self.time.setPlaceholderText(words(N_("E.g. 10:45")))
        self.time.textEdited.connect(self._typed)
        for minutes in MINUTES:
            self.before.addItem(words(N_("{minutes} minutes before"), {"minutes": minutes}), minutes)
        self.before.setCurrentIndex(MINUTES.index(before_min) if before_min in MINUTES else 0)
        self.says = theme.label(muted=True)
        self.says.setMinimumHeight(2 * self.says.fontMetrics().lineSpacing())
        self.file = QPushButton(words(N_("Open a calendar file …")))
        self.set_button = QPushButton(words(N_("Remind me")))
        self.remove_button = QPushButton(words(N_("Remove the reminder")))
        self.remove_button.setVisible(at is not None)
        theme.set_style(self.set_button, main=True)
        self.file.clicked.connect(self._choose_file)
        self.set_button.clicked.connect(self._accept)
        self.remove_button.clicked.connect(self._remove)
        self._arrange()
        if at:
            self._take(at)
        else:
            self._say(words(N_("Type when the meeting begins, or drop its calendar file here.")), usable=False)
        self.time.setFocus()

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setSpacing(GRID)
        form.addRow(self._words(N_("The meeting begins")), self.time)
        form.addRow(self._words(N_("Remind me")), self.before)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button in (self.file, self.remove_button, self.set_button):
            button.setAutoDefault(button is self.set_button)
            buttons.addWidget(button)
        buttons.insertStretch(1)
        fill(QVBoxLayout(self), form, self.says, buttons, gap_px=2 * GRID, margins_px=3 * GRID)
        self.resize(60 * GRID, self.sizeHint().height())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  (Qt's own name)
        """Accept files and text."""
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  (Qt's own name)
        """Take the time from what was dropped."""
        event.acceptProposedAction()
        self.take(event.mimeData())

    def take(self, dropped: QMimeData) -> None:
        """Take the time from a calendar file, or from the text of a link. Nothing is fetched."""
        file = next((url.toLocalFile() for url in dropped.urls() if url.isLocalFile()), "")
        if file:
            self.take_file(Path(file))
            return
        clock = clock_in(dropped.text())
        at = typed_time(clock, self._now()) if clock else None
        self._take(at) if at else self._say(self._words(NO_TIME), usable=False)

    def take_file(self, path: Path) -> None:
        """Take the time of the next meeting in a calendar file."""
        (content,) = run_concurrently([lambda: read_file(path, MAX_BYTES)], PATIENCE_S)
        at = next_start(content, self._now()) if content else None
        self._take(at) if at else self._say(self._words(NO_MEETING), usable=False)

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.file.text(), "", "iCalendar (*.ics)")
        if name:
            self.take_file(Path(name))

    def _take(self, at: datetime) -> None:
        self._dropped = at
        self.time.setText(f"{at.astimezone():%H:%M}")
        self._show(at)

    def _typed(self, text: str) -> None:
        self._dropped = None
        at = typed_time(text, self._now())
        self._show(at) if at else self._say(self._words(N_("Write the time as 10:45.")) if text else "", usable=False)

    def _show(self, at: datetime) -> None:
        message = N_("The meeting begins at {time} on {day}. Only this time is kept.")
        local = at.astimezone()
        self._say(self._words(message, {"time": f"{local:%H:%M}", "day": f"{local:%Y-%m-%d}"}), usable=True)

    def _say(self, text: str, *, usable: bool) -> None:
        self.says.setText(text)
        self.set_button.setEnabled(usable)

    def _accept(self) -> None:
        at = self._dropped or typed_time(self.time.text(), self._now())
        if at:
            self.chosen.emit(at, self.before.currentData())
            self.accept()

    def _remove(self) -> None:
        self.removed.emit()
        self.accept()
