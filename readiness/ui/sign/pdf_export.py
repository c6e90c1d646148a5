"""The door sign as a PDF file, with or without a display."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QGuiApplication, QPainter, QPdfWriter

from readiness.door_sign import Sign
from readiness.storage.atomic_write import write_atomically
from readiness.system_error import reason_of
from readiness.ui.sign.pdf_tagging import accessible
from readiness.ui.sign.sign_layout import page_layout, passages
from readiness.ui.sign.sign_renderer import paint_sign

RESOLUTION_DPI = 1200


class SignNotSavedError(Exception):
    """The file could not be written; `path` and `reason` say which and why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path, self.reason = path, reason


def write_pdf(content: bytes, path: Path) -> None:
    """Write a document. An older file stays untouched unless the new one is complete.

    Raises:
        SignNotSavedError: the folder is missing, the file is open elsewhere, the disk is full …
    """
    try:
        path.parent.stat()  # a missing folder is a typing error and is not created
        write_atomically(path, content)
    except OSError as problem:
        raise SignNotSavedError(path, reason_of(problem)) from problem


def pdf(sign: Sign) -> bytes:
    """Return the sign as a PDF document of one page, with its paper size, selectable text, title and language.

    Without a running Qt application one is made for the purpose; on Linux that needs no display.
    """
    _application()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION_DPI)
    writer.setTitle(sign.title)
    writer.setCreator("Readiness")
    writer.setPageLayout(page_layout(sign))
    painter = QPainter(writer)
    paint_sign(painter, QRectF(0, 0, writer.width(), writer.height()), sign)
    painter.end()
    return accessible(bytes(buffer.data().data()), passages(sign))


_kept: list[QGuiApplication] = []
"""The application created here, if any: it must outlive everything drawn with it."""


def _application() -> None:
    if QGuiApplication.instance() is None:
        platform = ["-platform", "offscreen"] if sys.platform == "linux" else []
        _kept.append(QGuiApplication(["readiness", *platform]))
