"""How long a person waits: for the window's first paint, for it to close, and for a whole `readiness check`.

    .venv/bin/python benchmarks/start.py FILM RECORDING.wav

FILM and RECORDING stand in for a camera and a microphone that answer at once. Beside each figure stands what it cannot
beat, measured in the same run: a Qt program that shows an empty window, and the slowest probe alone in one process that
is already warm. Medians of five; on a busy computer the ratios say more than the seconds, and processor time more yet.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from readiness.checks import PROBES
from readiness.model import Request

ROUNDS = 5
OPEN_FOR_MS = 3000
"""How long the window is open before it is closed: every probe is at work by then."""

WATCHED = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

class FirstPaint(QObject):
    painted = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.painted:
            self.painted = True
            QTimer.singleShot(0, self.tell)
        return False
    def tell(self):
        print("painted", flush=True)
        QTimer.singleShot(open_for_ms, self.close)
    def close(self):
        print("closing", flush=True)
        for window in QApplication.topLevelWidgets():
            window.close()

if __name__ == "__main__":
    open_for_ms = int(sys.argv[1])
    application = QApplication(sys.argv[:1])
    first = FirstPaint()
    application.installEventFilter(first)
"""

EMPTY_WINDOW = (
    WATCHED
    + """
    window = QWidget()
    window.show()
    application.exec()
"""
)

OUR_WINDOW = (
    WATCHED
    + """
    from readiness.model import Policy
    from readiness.ui.window.application import open_window
    open_window(Policy(), "sv", ())
"""
)


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


def window(script: str, open_for_ms: int) -> tuple[float, float, float]:
    """Medians: seconds to the first paint, seconds from closing to the process's end, processor seconds of it all."""
    paints_s, closes_s, works_s = [], [], []
    for _ in range(ROUNDS):
        before, started_s = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [sys.executable, "-c", script, str(open_for_ms)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            assert process.stdout is not None  # noqa: S101  (it is a pipe)
            said_s = {line.strip(): time.perf_counter() for line in process.stdout}
            process.wait()
        ended_s, after = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        paints_s.append(said_s["painted"] - started_s)
        closes_s.append(ended_s - said_s["closing"])
        works_s.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(paints_s), statistics.median(closes_s), statistics.median(works_s)


def check(film: str, recording: str) -> None:
    """Print what `readiness check` takes over its slowest probe."""
    request = Request(camera=film, microphone=recording)
    alone_s = {probe.name: median_s(lambda run=probe.run: list(run(request))) for probe in PROBES}  # type: ignore[misc]
    slowest = max(alone_s, key=lambda name: alone_s[name])
    whole_s = median_s(python("-m", "readiness", "check", "--json", "--camera", film, "--microphone", recording))
    print(f"readiness check              {whole_s:5.2f} s")
    print(f"  its slowest probe alone    {alone_s[slowest]:5.2f} s  ({slowest})")
    print(f"  over it                    {whole_s - alone_s[slowest]:5.2f} s, {whole_s / alone_s[slowest]:.2f} ×")


def main(film: str, recording: str) -> None:
    """Print the table."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    (empty_s, _, empty_work_s), (ours_s, _, work_s) = window(EMPTY_WINDOW, 0), window(OUR_WINDOW, 0)
    print(f"the window's first paint     {ours_s:5.2f} s")
    print(f"  an empty Qt window         {empty_s:5.2f} s")
    print(f"  over it                    {ours_s - empty_s:5.2f} s, {ours_s / empty_s:.2f} ×")
    print(f"  processor time of both     {work_s:5.2f} s and {empty_work_s:.2f} s, {work_s / empty_work_s:.2f} ×")
    print(f"closed while it tests        {window(OUR_WINDOW, OPEN_FOR_MS)[1]:5.2f} s until the process has ended")
    check(film, recording)


if __name__ == "__main__":
    main(*sys.argv[1:3])
