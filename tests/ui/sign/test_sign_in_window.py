"""The sign in the window: what is written for it answers no question, it follows, and it is saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from quiet_window import QuietWindow

from readiness.ui.state.step import Step
from readiness.ui.window.main_window import MainWindow

PATIENCE_MS = 15_000


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    return QuietWindow(qtbot).window


def test_a_letter_written_in_the_sign_answers_nothing(window: MainWindow) -> None:
    window.store.go(Step.ROOM)
    window.room.sign.room.setFocus()
    QTest.keyClicks(window.room.sign.room, "Jin 123")
    assert window.room.sign.room.text() == "Jin 123"
    assert window.store.state.step is Step.ROOM
    assert not window.store.state.answers


@pytest.mark.parametrize(("text", "until_line"), [("10:45", "till 10:45"), ("soon", ""), ("", "")])
def test_the_sign_follows_what_is_written(window: MainWindow, text: str, until_line: str) -> None:
    window.store.go(Step.ROOM)
    window.room.sign.until.setText(text)
    assert window.room.sign.sign.until_line == until_line


def told_of(window: MainWindow, file: str) -> bool:
    return window.store.state.notice_facts == {"file": file}


def test_sign_is_saved_and_a_missing_folder_is_reported(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    for given, file in (("sign", "sign.pdf"), ("Rum 3.2", "Rum 3.2.pdf"), ("nowhere/door.pdf", "door.pdf")):
        window.sign_controller.save(tmp_path / given)
        qtbot.waitUntil(partial(told_of, window, file), timeout=PATIENCE_MS)
    assert window.store.state.notice == "{file} could not be written. Choose another folder."
    assert (tmp_path / "sign.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "Rum 3.2.pdf").exists()
