"""Whether the print server answers. Qt asks it in the window's own thread, which would stand still with it."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QProcess, QProcessEnvironment, QTimer

from readiness.host.system import program_start

LIST = "lpstat"
"""CUPS' own program for listing printers, on Linux and macOS. Windows keeps its list without a server."""

SLOW_MS, PATIENCE_MS = 700, 10_000
"""When the person is told that it takes time, and when it is given up."""


def answers(
    on_wait: Callable[[], object], program: str | None = shutil.which(LIST), patience_ms: int = PATIENCE_MS
) -> bool:
    """Whether it lists its printers in time, or cannot be asked. The window goes on meanwhile.

    Args:
        on_wait: called if it takes so long that the person wonders.
        program: lists them; None where there is no such program.
        patience_ms: how long it may take.
    """
    if program is None:
        return True
    process, loop = QProcess(), QEventLoop()
    environment = QProcessEnvironment()
    for name, value in program_start.environment().items():
        environment.insert(name, value)
    process.setProcessEnvironment(environment)
    process.finished.connect(loop.quit)
    process.errorOccurred.connect(loop.quit)
    slow, silent = QTimer(interval=SLOW_MS, singleShot=True), QTimer(interval=patience_ms, singleShot=True)
    slow.timeout.connect(on_wait)
    silent.timeout.connect(loop.quit)
    for timer in (slow, silent):
        timer.start()
    process.start(program, ["-e"])
    if process.state() is not QProcess.ProcessState.NotRunning:
        loop.exec()
    for timer in (slow, silent):
        timer.stop()  # what is said of waiting must not follow the answer
    is_silent = process.state() is not QProcess.ProcessState.NotRunning
    if is_silent:
        process.kill()
        process.waitForFinished()
    return not is_silent
