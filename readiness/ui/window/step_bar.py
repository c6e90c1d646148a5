"""The bar with the three steps, and on the right: test again, help, menu."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from readiness.i18n import N_, Words
from readiness.ui.state.outcome_tone import WORDS, Tone
from readiness.ui.state.step import Step
from readiness.ui.theme import icons, theme
from readiness.ui.theme.accessibility import notify_selected, set_tab_stop
from readiness.ui.theme.outcome_icon import paint_tone
from readiness.ui.theme.theme import GRID, Size
from readiness.ui.widgets.layouts import fill

TITLES = {
    Step.EQUIPMENT: N_("Equipment"),
    Step.ROOM: N_("Room and person"),
    Step.START: N_("Start the meeting"),
}

MARKED = frozenset({Tone.GOOD, Tone.PROBLEM})
"""Tones that a step shows instead of its number while another is open."""

RING_PX, ICON_PX = 3 * GRID, 2 * GRID


class StepButton(QAbstractButton):
    """A step: its number in a ring, its name, and a line below while it is open.

    `brief`: only the open step shows its name, if there is no room for all. `tone`: the step's state; where it is
    done or has a problem, an icon replaces the ring, unless the step is open and its page says so.
    """

    accessible_role = QAccessible.Role.PageTab

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.step = step
        self.brief = False
        self.tone = Tone.WORKING
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFont(theme.font(Size.BODY, bold=True))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def _name(self) -> str:
        return "" if self.brief and not self.isChecked() else self.text()

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Return the size of ring and name with margins."""
        text = self.fontMetrics().horizontalAdvance(self._name)
        ring = theme.scaled(RING_PX)
        return QSize(text + ring + (5 if text else 4) * GRID, max(6 * GRID, 2 * self.fontMetrics().height()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  (Qt's own name)
        """Paint the widget."""
        scheme = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        side = theme.scaled(RING_PX)
        ring = QRectF(2 * GRID, (self.height() - side) / 2, side, side)
        if self.tone in MARKED and not chosen:
            paint_tone(painter, ring, self.tone, QColor(scheme.tone(self.tone)), QColor(scheme.ground))
        else:
            self._paint_number(painter, ring)
        painter.setFont(self.font())
        painter.setPen(QColor(scheme.text if chosen else scheme.muted))
        name = QRectF(self.rect()).adjusted(side + 3 * GRID, 0, 0, 0)
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._name)
        if chosen:
            painter.fillRect(QRectF(2 * GRID, self.height() - 3, self.width() - 4 * GRID, 3), QColor(scheme.accent))
        if self.hasFocus():
            painter.setPen(QPen(QColor(scheme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -5), 4, 4)

    def _paint_number(self, painter: QPainter, ring: QRectF) -> None:
        scheme, chosen = theme.colours(), self.isChecked()
        colour = QColor(scheme.accent if chosen else scheme.muted)
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if chosen else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring)
        painter.setFont(theme.font(Size.SMALL, bold=True))
        painter.setPen(QColor(scheme.on_accent) if chosen else colour)
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(int(self.step)))


class _Tabs(QWidget):
    """The steps, and nothing else: a screen reader counts what is in a list of tabs."""

    accessible_role = QAccessible.Role.PageTabList

    def __init__(self) -> None:
        super().__init__()
        self.buttons = {step: StepButton(step) for step in Step}
        fill(QHBoxLayout(self), *self.buttons.values())


class StepBar(QWidget):
    """Emits `step_chosen` with the selected step, and `retest_all_requested` and `help_requested` for the buttons."""

    step_chosen = Signal(object)
    retest_all_requested = Signal()
    help_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row = row = QHBoxLayout(self)
        row.setSpacing(0)
        tabs = _Tabs()
        self.buttons = tabs.buttons
        for step in self.buttons.values():
            step.clicked.connect(self._chosen)
        row.addWidget(tabs)
        row.addStretch()
        self.retest, self.help, self.menu = QPushButton(), QPushButton(), QPushButton()
        self._names: dict[QPushButton, str] = {}
        for button in (self.retest, self.help, self.menu):
            theme.set_style(button, quiet=True)
            button.setIconSize(QSize(theme.scaled(ICON_PX), theme.scaled(ICON_PX)))
            button.setMinimumWidth(5 * GRID)
            row.addWidget(button)
        self.retest.clicked.connect(self.retest_all_requested)
        self.help.clicked.connect(self.help_requested)

    def show_steps(self, step: Step, tones: Mapping[Step, Tone], words: Words) -> None:
        """Mark the open step, and show the state of the others."""
        for each, tab in self.buttons.items():
            tab.setText(words(TITLES[each]))
            if tab.isChecked() is not (each is step):
                tab.setChecked(each is step)
                notify_selected(tab)
            tab.tone = tones[each]
            spoken = _spoken(tab, words)
            if spoken != tab.accessibleName():  # setting it is announced, also where nothing changes
                tab.setAccessibleName(spoken)
            tab.update()
            tab.updateGeometry()
        set_tab_stop(self.buttons[step], self.buttons.values())
        self._names = {
            self.retest: words(N_("Test all again (F5)")),
            self.help: words(N_("Help (F1)")),
            self.menu: words(N_("Menu (F10)")),
        }
        colour = theme.colours().accent
        for button, name in ((self.retest, "retest"), (self.help, "help"), (self.menu, "menu")):
            button.setIcon(icons.icon(name, colour))
            button.setAccessibleName(self._names[button])
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Hide texts if there is no room: first the buttons', then those of the other steps."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        margin = theme.margin_in(self.width())
        self._row.setContentsMargins(margin - 2 * GRID, 0, margin - GRID, 0)
        metrics = self.fontMetrics()
        names_px = sum(metrics.horizontalAdvance(name) + 7 * GRID for name in self._names.values())
        bold = next(iter(self.buttons.values())).fontMetrics()
        steps = sum(bold.horizontalAdvance(button.text()) + 8 * GRID for button in self.buttons.values())
        room = self.width() - 2 * margin
        named = steps + names_px <= room
        for button, name in self._names.items():
            button.setText(f" {name}" if named else "")  # Qt sets the words close to the icon
            button.setToolTip("" if named else name)  # beside the words it would be read out twice
        brief = steps + 18 * GRID > room
        for tab in self.buttons.values():
            if tab.brief != brief:
                tab.brief = brief
                tab.updateGeometry()

    def _chosen(self) -> None:
        self.step_chosen.emit(next(step for step, button in self.buttons.items() if button is self.sender()))


def _spoken(tab: StepButton, words: Words) -> str:
    name = f"{int(tab.step)} {tab.text()}"
    return f"{name}: {words(WORDS[tab.tone])}" if tab.tone in MARKED and not tab.isChecked() else name
