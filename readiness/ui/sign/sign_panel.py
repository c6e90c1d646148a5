"""The door sign beside the checklist: its settings, a preview, and buttons to print, save or show it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from readiness.door_sign import Sign, SignError, SignLanguage, parse_until
from readiness.i18n import N_, Words
from readiness.ui.sign.paper_combo_box import PaperComboBox
from readiness.ui.sign.sign_action import SignAction
from readiness.ui.sign.sign_layout import READ_FROM_M, read_from_m
from readiness.ui.sign.sign_view import SignView
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, Size
from readiness.ui.widgets.combo_box import ComboBox
from readiness.ui.widgets.key_names import on_keyboard
from readiness.ui.widgets.layouts import fill

LANGUAGES = {
    SignLanguage.SWEDISH: N_("Swedish"),
    SignLanguage.ENGLISH: N_("English"),
    SignLanguage.SWEDISH_AND_ENGLISH: N_("Swedish and English"),
}


PREVIEW_PX = 84 * GRID
"""Maximum height of the preview."""

SHEET_SHAPE = 2**0.5
"""Height over width of an upright sheet (ISO 216)."""


class SignPanel(QFrame):
    """Settings and preview of `sign`. `use_requested` carries a `SignAction`, `location_edited` room and unit."""

    use_requested = Signal(object)
    location_edited = Signal(str, str)

    def __init__(self, unit: str, room: str) -> None:
        super().__init__()
        theme.set_style(self, panel=True)
        self.words = Words("sv")
        self.sign = Sign(unit=unit, room=room)
        self._until_is_time = True
        self.title = theme.heading(wrap=False)
        self.view = SignView(self.sign)
        self.until, self.room, self.unit = QLineEdit(), QLineEdit(room), QLineEdit(unit)
        self.until.setMaxLength(5)
        for field in (self.room, self.unit):
            field.setCursorPosition(0)
            field.editingFinished.connect(lambda each=field: each.setCursorPosition(0))  # the start of a long name
            field.editingFinished.connect(lambda: self.location_edited.emit(self.room.text(), self.unit.text()))
        self.language = ComboBox()
        for each in LANGUAGES:
            self.language.addItem("", each)
        self.language.setMinimumHeight(self.room.sizeHint().height())
        self.language.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.paper = PaperComboBox(self.words)
        self.paper.setMinimumHeight(self.room.sizeHint().height())
        self._labels = {name: QLabel() for name in ("until", "room", "unit", "language", "paper")}
        self._problem, self._too_small = theme.label(Size.SMALL, wrap=False), theme.label(Size.SMALL)
        theme.set_style(self._problem, tone="problem")
        theme.set_style(self._too_small, tone="remark")
        self.print_button, self.save_button, self.full_button = QPushButton(), QPushButton(), QPushButton()
        theme.set_style(self.print_button, main=True)
        self._arrange()
        for text in (self.until, self.room, self.unit):
            text.textChanged.connect(self._changed)
        for choice in (self.paper, self.language):
            choice.currentIndexChanged.connect(self._changed)
        buttons = (
            (self.print_button, SignAction.PRINT),
            (self.save_button, SignAction.SAVE),
            (self.full_button, SignAction.FILL),
        )
        for button, use in buttons:
            button.clicked.connect(lambda _=False, each=use: self.use_requested.emit(each))

    def _arrange(self) -> None:
        form = QGridLayout()
        form.setHorizontalSpacing(GRID)
        form.setVerticalSpacing(GRID)
        fields: dict[str, tuple[QWidget, int, int, int]] = {
            "until": (self.until, 0, 0, 1),
            "room": (self.room, 0, 2, 1),
            "unit": (self.unit, 2, 0, 3),
            "language": (self.language, 3, 0, 3),
            "paper": (self.paper, 4, 0, 3),
        }
        for name, (field, line, place, width) in fields.items():
            self._labels[name].setBuddy(field)
            form.addWidget(self._labels[name], line, place)
            form.addWidget(field, line, place + 1, 1, width)
        form.addWidget(self._problem, 1, 1, 1, 3)
        form.addWidget(self._too_small, 5, 1, 1, 3)
        form.setColumnStretch(1, 7)  # a time takes less than the name of a room
        form.setColumnStretch(3, 8)
        buttons = fill(QHBoxLayout(), self.print_button, self.save_button, self.full_button, gap_px=GRID)
        column = fill(QVBoxLayout(self), self.title, gap_px=GRID, margins_px=2 * GRID)
        column.addWidget(self.view, 100)
        column.addLayout(form)
        column.addLayout(buttons)
        column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Make the preview as high as an upright sheet that fills the panel's width, so that the fields follow it."""
        super().resizeEvent(event)
        self.view.setMaximumHeight(min(PREVIEW_PX, round(self.view.width() * SHEET_SHAPE)))

    def retranslate(self, words: Words) -> None:
        """Show all texts in the language of `words`."""
        self.words = words
        self.title.setText(words(N_("The sign on the door")))
        self._labels["until"].setText(words(N_("Until")))
        self._labels["room"].setText(words(N_("Room")))
        self._labels["unit"].setText(words(N_("Unit")))
        self._labels["paper"].setText(words(N_("Paper")))
        self.paper.retranslate(words)
        self._labels["language"].setText(words(N_("Language")))
        self.until.setPlaceholderText(words(N_("E.g. 10:45")))
        self.room.setPlaceholderText(words(N_("E.g. Room 3")))
        self.unit.setPlaceholderText(words(N_("E.g. Children's clinic")))
        for index, each in enumerate(LANGUAGES.values()):
            self.language.setItemText(index, words(each))
        self.print_button.setText(words(N_("Print …")))
        self.print_button.setToolTip(on_keyboard(words(N_("Print the sign (Ctrl+P)"))))
        self.save_button.setText(words(N_("PDF")))
        self.save_button.setAccessibleName(words(N_("Save the sign as PDF")))
        self.full_button.setText(words(N_("Full screen")))
        self.full_button.setToolTip(words(N_("Full screen (F11)")))
        self._show_problems()

    def _show_problems(self) -> None:
        self._problem.setText(self.words(N_("Write the time as 10:45.")) if not self._until_is_time else "")
        self._problem.setVisible(bool(self._problem.text()))
        near = self.sign.language is SignLanguage.SWEDISH_AND_ENGLISH and read_from_m(self.sign) < READ_FROM_M
        message = N_("Two languages are too small on {size}. Choose a larger paper or one language.")
        self._too_small.setText(self.words(message, {"size": self.sign.size.name}) if near else "")
        self._too_small.setVisible(near)

    def _changed(self) -> None:
        text = self.until.text().strip()
        try:
            until, self._until_is_time = parse_until(text) if text else None, True
        except SignError:
            until, self._until_is_time = None, False
        size, landscape = self.paper.chosen
        self.sign = Sign(
            language=self.language.currentData(),
            until=until,
            room=self.room.text(),
            unit=self.unit.text(),
            size=size,
            landscape=landscape,
        )
        self._show_problems()
        self.view.show_sign(self.sign)
