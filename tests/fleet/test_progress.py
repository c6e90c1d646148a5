"""The bar appears on a terminal and nowhere else."""

from __future__ import annotations

import contextlib
import io
import os
import pty
import select
import termios

import pytest

from readiness.fleet.progress import progress_bar

WITHIN_S = 30


@pytest.mark.slow
def test_bar_appears_before_anything_has_been_counted() -> None:
    ours, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 80))
    with os.fdopen(terminal, "w") as stderr, contextlib.redirect_stderr(stderr), progress_bar("Reading", "B") as update:
        update(0, 5_000_000)
        assert select.select([ours], [], [], WITHIN_S)[0], "a person who waits for a slow share sees that it goes on"
        shown = os.read(ours, 4096).decode()
    assert "Reading" in shown
    assert "5.00M" in shown
    os.close(ours)


def test_nothing_is_written_where_nobody_looks() -> None:
    with contextlib.redirect_stderr(io.StringIO()) as stderr, progress_bar("Asking") as update:
        update(1, 2)
        update(1, 2)
    assert stderr.getvalue() == ""


def test_short_work_shows_no_bar() -> None:
    ours, terminal = pty.openpty()
    with os.fdopen(terminal, "w") as stderr:
        with contextlib.redirect_stderr(stderr), progress_bar("Asking") as update:
            update(1, 1)
        assert not select.select([ours], [], [], 0)[0]
    os.close(ours)
