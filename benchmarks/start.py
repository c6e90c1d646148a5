"""How long a person waits: a whole `readiness check`, and the window's first picture, each beside what it cannot beat.

    .venv/bin/python benchmarks/start.py FILM RECORDING.wav

FILM and RECORDING stand in for a camera and a microphone that answer at once. The baselines, in the same run: the
slowest probe alone in one process that is already warm (the looking and listening itself), and a Qt program that shows
an empty window. Medians of five.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from readiness.checks import PROBES
from readiness.model import Request

ROUNDS = 5

EMPTY_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication(sys.argv)
window = QWidget()
window.show()
QTimer.singleShot(0, application.quit)
application.exec()
"""

OUR_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
application = QApplication(sys.argv)
QTimer.singleShot(0, application.quit)
from readiness.model import Policy
from readiness.ui.window.application import open_window
open_window(Policy(), "sv", ())
"""


def median_s(action: Callable[[], object]) -> float:
    """The median time of `ROUNDS` runs, in seconds."""
    times_s = []
    for _ in range(ROUNDS):
        started_s = time.perf_counter()
        action()
        times_s.append(time.perf_counter() - started_s)
    return statistics.median(times_s)


def python(*arguments: str) -> Callable[[], object]:
    """A run of this Python; its exit code is the program's verdict and does not matter here."""
    return lambda: subprocess.run([sys.executable, *arguments], capture_output=True, check=False)


def main(film: str, recording: str) -> None:
    """Print the table."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    request = Request(camera=film, microphone=recording)
    alone_s = {probe.name: median_s(lambda run=probe.run: list(run(request))) for probe in PROBES}  # type: ignore[misc]
    slowest = max(alone_s, key=lambda name: alone_s[name])
    whole_s = median_s(python("-m", "readiness", "check", "--json", "--camera", film, "--microphone", recording))
    print(f"readiness check              {whole_s:5.2f} s")
    print(f"  its slowest probe alone    {alone_s[slowest]:5.2f} s  ({slowest})")
    print(f"  over it                    {whole_s - alone_s[slowest]:5.2f} s, {whole_s / alone_s[slowest]:.2f} ×")
    print(f"browser and connection       {alone_s['browser'] + alone_s['connection']:5.2f} s")
    empty_s, ours_s = median_s(python("-c", EMPTY_WINDOW)), median_s(python("-c", OUR_WINDOW))
    print(f"the window's first turn      {ours_s:5.2f} s")
    print(f"  an empty Qt window         {empty_s:5.2f} s")
    print(f"  over it                    {ours_s - empty_s:5.2f} s, {ours_s / empty_s:.2f} ×")


if __name__ == "__main__":
    main(*sys.argv[1:3])
