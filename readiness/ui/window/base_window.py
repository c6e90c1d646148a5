"""The frame around every page: banner, steps, messages, footer and menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QRegion, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QMainWindow, QRadioButton, QVBoxLayout, QWidget

from readiness.guideline.data import Guideline
from readiness.i18n import N_, Words
from readiness.ui.state.banner import Banner
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.state.state import State
from readiness.ui.state.step_tones import step_tones
from readiness.ui.theme import theme
from readiness.ui.theme.theme import GRID, MAX_WIDTH_PX, Theme
from readiness.ui.widgets.notice_bar import NoticeBar
from readiness.ui.window import window_geometry
from readiness.ui.window.banner_view import BannerView
from readiness.ui.window.footer import Footer
from readiness.ui.window.menu import Menu
from readiness.ui.window.step_bar import StepBar

MAX_HEIGHT_PX = 152 * GRID
"""Fits the longest page, all questions. On a screen of 2160 rows the footer would else be far below the content."""

FOOTER_FROM_PX = 36 * GRID
"""Below this window height the page has the footer's place; "About Readiness" names the guideline too."""

ABOVE_SHARE = 0.4
"""Share of the free height above the content: a little less than half, nearer to the camera."""


class BaseWindow(QMainWindow):
    """The main window's frame."""

    def __init__(self, guideline: Guideline | None) -> None:
        super().__init__()
        self.banner, self.steps, self.menu = BannerView(), StepBar(), Menu(self)
        self._troubles, self._notice = NoticeBar(Tone.REMARK), NoticeBar(Tone.WORKING, speaks=True)
        self._footer = Footer(guideline)
        self.steps.menu.setMenu(self.menu)
        inside = QWidget()
        line = QFrame(frameShape=QFrame.Shape.HLine)
        line.setFixedHeight(1)
        theme.set_style(line, rule=True)
        column = self._column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.banner, self.steps, line, self._troubles, self._notice, self._footer):
            column.addWidget(part)
        self.setCentralWidget(CentredContent(inside))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocus()
        self.setMinimumSize(window_geometry.MIN_SIZE)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._keep_focus)

    def insert_pages(self, pages: QWidget) -> None:
        """Insert the pages into the frame, also in the order of screen readers: before the parts below them."""
        self._column.insertWidget(self._column.indexOf(self._notice), pages, 1)
        for below in (self._notice, self._footer):
            below.raise_()

    def show_frame(self, state: State, banner: Banner, words: Words, troubles: Sequence[str]) -> None:
        """Update everything around the page."""
        self.setWindowTitle(words(N_("Readiness for care meetings")))
        self.banner.show_banner(banner, words)
        self.steps.show_steps(state.step, step_tones(state), words)
        self._notice.show_messages(words(state.notice, state.notice_facts) if state.notice else "")
        self._footer.retranslate(words, state.today)
        self._troubles.show_messages(*troubles)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Adapt banner and footer to the window's height."""
        super().resizeEvent(event)
        self._footer.setVisible(event.size().height() >= theme.scaled(FOOTER_FROM_PX))
        self.banner.fit_window(event.size().height())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  (Qt's own name)
        """Follow the system from one contrast theme to another, which Qt's style hints do not report."""
        super().changeEvent(event)
        application = QApplication.instance()
        if event.type() is QEvent.Type.ThemeChange and isinstance(application, QApplication):
            theme.apply_theme(application)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  (Qt's own name)
        """Move the window onto the screen, now that the size of its frame is known."""
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: window_geometry.move_into_screen(self))

    def come_to_front(self) -> None:
        """Raise the window when the program is started again."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def apply_theme(self, chosen: Theme) -> None:
        """Follow the system, or stay light or dark."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.choose_theme(application, chosen)
            theme.apply_theme(application)

    def _keep_focus(self, was: QWidget | None, now: QWidget | None) -> None:
        """Keep the keyboard focus near the control that had it when that control disappears.

        Qt would focus the next control, and Enter would then press it instead of the banner's button.
        """
        if was is None or now is None or (was.isVisible() and was.isEnabled()) or was.window() is not self:
            return
        around = was.parentWidget()
        while around is not None and around is not self and not _takes_focus(around):
            around = around.parentWidget()
        (around or self).setFocus()

    def press_on_enter(self, event: QKeyEvent) -> bool:
        """Press the focused button, else the banner's, on Enter; return whether the key was Enter.

        Enter does not choose a focused answer: it belongs to the banner's button.
        """
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        focused = self.focusWidget()
        if isinstance(focused, QAbstractButton) and not isinstance(focused, QRadioButton):
            focused.click()
        elif self.banner.button.isVisible():
            self.banner.button.click()
        return True


def _takes_focus(around: QWidget) -> bool:
    """Whether a part of `around`, such as a row's header, takes the focus for all of it."""
    proxy = around.focusProxy()
    return proxy is not None and proxy.isVisible() and around.isAncestorOf(proxy)


class CentredContent(QWidget):
    """Holds `content`, at most `MAX_HEIGHT_PX` high; where height is left over, it is no wider than a page."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self._around = QVBoxLayout(self)
        self._around.setContentsMargins(0, 0, 0, 0)
        self._around.addWidget(content)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Centre the content, with margins for the space that it does not need."""
        super().resizeEvent(event)
        high = max(0, event.size().height() - MAX_HEIGHT_PX)
        wide = max(0, event.size().width() - MAX_WIDTH_PX) if high else 0
        above, left = round(ABOVE_SHARE * high), wide // 2
        self._around.setContentsMargins(left, above, wide - left, high - above)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Paint the margins in another colour than the page."""
        painter = QPainter(self)
        painter.setClipRegion(event.region() - QRegion(self._content.geometry()))
        painter.fillRect(self.rect(), QColor(theme.colours().surface))
