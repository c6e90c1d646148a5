"""Saving the sign where the disk may hang."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from readiness.ui.sign.sign_controller import SignController
from readiness.ui.sign.sign_panel import SignPanel
from readiness.ui.state.events import NoticeShown

WAITS_S = 10


def test_a_folder_on_a_share_that_hangs_does_not_stop_the_window(tmp_path: Path, qtbot: QtBot) -> None:
    window, answers, told = QWidget(), threading.Event(), list[NoticeShown]()
    qtbot.addWidget(window)
    panel = SignPanel("", "")
    qtbot.addWidget(panel)

    def write(_content: bytes, _path: Path) -> None:
        answers.wait(WAITS_S)

    controller = SignController(window, panel, write)
    controller.notice_raised.connect(told.append)
    controller.save(tmp_path / "sign.pdf")
    assert not told
    answers.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [NoticeShown("The sign is saved as {file}.", {"file": "sign.pdf"})]
