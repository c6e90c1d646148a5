"""A window for reading pages such as help and about."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from readiness.i18n import N_, Words
from readiness.ui.theme import icons, theme
from readiness.ui.theme.theme import GRID
from readiness.ui.widgets.layouts import fill
from readiness.ui.widgets.touch import scroll_by_finger

WIDE_PX, HIGH_PX = 88 * GRID, 90 * GRID


class Page(QTextBrowser):
    """Shows a page of the program; never loads anything from the network or disk."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.anchorClicked.connect(self._follow)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002, N802  (Qt's own)
        """Return the icon for a URL `icon:NAME`, in the text colour."""
        url = QUrl(name)
        if url.scheme() == "icon":
            return icons.pixmap(url.path(), 4 * GRID, theme.colours().accent, self.devicePixelRatio())
        return None

    def show_page(self, html: str) -> None:
        """Show an HTML page in the current colours."""
        scheme = theme.colours()
        self.document().setDefaultStyleSheet(f"a {{ color: {scheme.accent}; }} .muted {{ color: {scheme.muted}; }}")
        self.document().setDefaultFont(theme.font())
        self.document().setDocumentMargin(3 * GRID)
        self.setHtml(html)

    def _follow(self, url: QUrl) -> None:
        if url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)
        else:
            self.scrollToAnchor(url.fragment())


class ReadingDialog(QDialog):
    """A page, with a search field if it is long."""

    def __init__(self, parent: QWidget, *, searchable: bool) -> None:
        super().__init__(parent)
        self.page = Page()
        self.search = QLineEdit()
        self.search.setVisible(searchable)
        self.search.returnPressed.connect(self._find)
        self.close_button = QPushButton()
        self.close_button.clicked.connect(self.close)
        self.close_button.setAutoDefault(False)
        foot = fill(QHBoxLayout(), gap_px=GRID, margins_px=(2 * GRID, GRID, 2 * GRID, 2 * GRID))
        foot.addWidget(self.search, 100)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = fill(QVBoxLayout(self))
        column.addWidget(self.page, 1)
        column.addLayout(foot)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)
        room = self.screen().availableSize()
        height = HIGH_PX if searchable else 60 * GRID
        self.resize(min(WIDE_PX, room.width() - 8 * GRID), min(height, room.height() - 10 * GRID))

    def show_page(self, title: str, html: str, words: Words, anchor: str = "") -> None:
        """Open the window with that page, scrolled to `anchor`."""
        self.setWindowTitle(title)
        self.page.setAccessibleName(title)
        self.search.setPlaceholderText(words(N_("Search in the help")))
        self.search.setAccessibleName(words(N_("Search in the help")))
        self.close_button.setText(words(N_("Close")))
        self.page.show_page(html)
        scroll_by_finger(self.page)
        self.show()
        self.raise_()
        self.activateWindow()
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        if anchor:
            self.page.scrollToAnchor(anchor)

    def _find(self) -> None:
        if not self.page.find(self.search.text()):
            self.page.moveCursor(self.page.textCursor().MoveOperation.Start)
            self.page.find(self.search.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Close on F1, as on Esc."""
        if event.key() == Qt.Key.Key_F1:
            self.close()
        else:
            super().keyPressEvent(event)
