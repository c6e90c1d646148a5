"""A print server that hangs does not stop the window, which asks it by a program of its own."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from readiness.ui.sign.print_server import SLOW_MS, answers

pytestmark = [pytest.mark.linux, pytest.mark.usefixtures("qtbot")]


def program(folder: Path, script: str) -> str:
    made = folder / "lpstat"
    made.write_text(f"#!/bin/sh\n{script}\n")
    made.chmod(stat.S_IRWXU)
    return str(made)


def test_a_server_that_hangs_is_not_waited_for_and_the_window_goes_on(tmp_path: Path) -> None:
    painted: list[bool] = []
    told: list[bool] = []
    timer = QTimer(interval=10)
    timer.timeout.connect(lambda: painted.append(True))
    timer.start()
    assert not answers(lambda: told.append(True), program(tmp_path, "exec sleep 60"), patience_ms=SLOW_MS + 300)
    assert len(painted) > 3
    assert told == [True]


@pytest.mark.parametrize("script", ["echo Korridor", "echo 'lpstat: No destinations added.' >&2; exit 1"])
def test_a_server_that_answers_may_be_asked_by_qt(tmp_path: Path, script: str) -> None:
    told: list[bool] = []
    assert answers(lambda: told.append(True), program(tmp_path, script), patience_ms=60_000)
    QTest.qWait(SLOW_MS + 100)
    assert told == [], "the answer stands, and is not followed by what was said of waiting for it"


def test_where_it_cannot_be_asked_qt_is(tmp_path: Path) -> None:
    assert answers(bool, None)
    assert answers(bool, str(tmp_path / "missing"), patience_ms=60_000)
