"""What stands around every page: banner, steps, notices, footer and menu; and where the window itself stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QVBoxLayout, QWidget

from readiness.guideline.data import Guideline
from readiness.i18n import N_, Words
from readiness.ui.state.banner import Banner
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.state.state import State
from readiness.ui.theme import theme
from readiness.ui.theme.theme import Theme
from readiness.ui.widgets.notice_bar import NoticeBar
from readiness.ui.window.banner_view import BannerView
from readiness.ui.window.footer import Footer, out_of_force
from readiness.ui.window.menu import Menu
from readiness.ui.window.step_bar import StepBar

SIZE = QSize(1200, 696)
LEAST = QSize(640, 340)
"""A screen of 1366 × 768 at 200 %, less the task bar and the title."""

FRAME_PX = QSize(16, 40)
"""About what a system draws around a window; how much it is, is known when it is shown."""


class BaseWindow(QMainWindow):
    """The parts, and the way they are shown."""

    def __init__(self, guideline: Guideline | None) -> None:
        super().__init__()
        self.banner, self.steps, self.menu = BannerView(), StepBar(), Menu(self)
        self._troubles, self._notice = NoticeBar(Tone.REMARK), NoticeBar(Tone.WORKING)
        self._footer = Footer(guideline)
        self.steps.menu.setMenu(self.menu)
        inside = QWidget()
        line = QFrame(frameShape=QFrame.Shape.HLine)
        line.setFixedHeight(1)
        theme.set_style(line, rule=True)
        column = self._column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.banner, self.steps, line, self._troubles):
            column.addWidget(part)
        column.addWidget(self._notice)
        column.addWidget(self._footer)
        self.setCentralWidget(inside)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocus()
        self.setMinimumSize(LEAST)

    def hold(self, pages: QWidget) -> None:
        """Put the pages between what stands above and below them."""
        self._column.insertWidget(self._column.indexOf(self._notice), pages, 1)

    def show_frame(self, state: State, banner: Banner, words: Words, notices: Sequence[str]) -> None:
        """Show everything around the page."""
        self.setWindowTitle(words(N_("Readiness for care meetings")))
        self.banner.show_banner(banner, words)
        self.steps.show_step(state.step, words)
        self._notice.say(words(state.notice, state.facts) if state.notice else "")
        self._footer.show_words(words, state.today)
        self._troubles.say(*notices, *out_of_force(state, words))

    def place(self) -> str:
        """Where the window is and how large, to be kept."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def restore_place(self, kept: str) -> None:
        """Stand where it stood; else as large as it is meant to be, with its frame inside the screen."""
        if kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore"))):
            return
        room = self.screen().availableSize()
        self.resize(SIZE.boundedTo(room - FRAME_PX).expandedTo(LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """A low window needs its height for the page."""
        super().resizeEvent(event)
        self.banner.fit_window(event.size().height())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  (Qt's own name)
        """Now the frame is known: whatever of the window is off the screen is brought in."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._into_the_screen)

    def _into_the_screen(self) -> None:
        if self.isMaximized() or self.isFullScreen():
            return
        room, outer = self.screen().availableGeometry(), self.frameGeometry()
        frame = outer.size() - self.size()
        if outer.width() > room.width() or outer.height() > room.height():
            self.resize(self.size().boundedTo(room.size() - frame).expandedTo(LEAST))
            outer = self.frameGeometry()
        x = max(room.left(), min(outer.left(), room.right() - outer.width() + 1))
        y = max(room.top(), min(outer.top(), room.bottom() - outer.height() + 1))
        if (x, y) != (outer.left(), outer.top()):
            self.move(x, y)

    def come_to_front(self) -> None:
        """The program was started again: this is its window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def wear(self, chosen: Theme) -> None:
        """Follow the system, or stay light or dark."""
        theme.choose_theme(chosen)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply_theme(application)

    def take_enter(self, event: QKeyEvent, buttons: type) -> bool:
        """Enter presses the button that has the keyboard, else the banner's; True when it was Enter."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        focused = self.focusWidget()
        if isinstance(focused, buttons):
            focused.click()  # type: ignore[attr-defined]
        elif self.banner.button.isVisible():
            self.banner.button.click()
        return True
