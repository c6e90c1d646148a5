"""How long a person waits: for the window's first paint, for it to close, and for a whole `readiness check`.

    .venv/bin/python benchmarks/start.py FILM RECORDING.wav

FILM and RECORDING replace a camera and a microphone that answer at once. Next to each figure is its lower bound,
measured in the same run: a Qt program that shows an empty window, and the slowest probe alone in one warm process.
Figures are medians of five. On a busy computer ratios say more than seconds, and ratios of processor time say most.

The window is the one that `readiness` opens, timed from the command line. It counts as painted when its first paint
event has been handled, before the tests begin, at a workstation that has kept a season of runs. Unset
PYTHONDONTWRITEBYTECODE, or you measure compilation.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from readiness.checks.registry import AT_ONCE, EVERY_ID
from readiness.model import Request
from readiness.storage.history import history_file, opened, sortable
from readiness.storage.run import Run

ROUNDS = 5
RUNS_KEPT, DAYS_KEPT = 900, 90
OPEN_FOR_MS = 3000
"""Time until the window is closed, by which every probe is running."""

WATCHED = """
import os
import sys

def watch(open_for_ms):
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    class FirstPaint(QObject):
        def eventFilter(self, window, event):
            if event.type() is QEvent.Type.Paint:
                window.removeEventFilter(self)
                QTimer.singleShot(0, tell)
            return False

    def look():
        shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
        if shown:
            shown[0].installEventFilter(first_paint)
        else:
            QTimer.singleShot(0, look)

    def tell():
        print("painted", sum(os.times()[:2]), flush=True)
        QTimer.singleShot(open_for_ms, close)

    def close():
        print("closing", flush=True)
        for window in QApplication.topLevelWidgets():
            window.close()

    class Watched(QApplication):
        def __init__(self, arguments):
            super().__init__(arguments)
            QTimer.singleShot(0, look)

    first_paint = FirstPaint()
    return Watched

if __name__ == "__main__":
    open_for_ms = int(sys.argv.pop())
"""

EMPTY_WINDOW = (
    WATCHED
    + """
    application = watch(open_for_ms)(sys.argv[:1])
    from PySide6.QtWidgets import QWidget
    window = QWidget()
    window.show()
    application.exec()
"""
)

OUR_WINDOW = (
    WATCHED
    + """
    from readiness.__main__ import main
    from readiness.support import fault_log

    keep_log = fault_log.keep_log

    def watch_from_here(folder):
        from readiness.ui.window import qt_start

        keep_log(folder)
        qt_start.QApplication = watch(open_for_ms)

    fault_log.keep_log = watch_from_here
    sys.argv = ["readiness"]
    main()
"""
)
"""Qt is loaded when the program loads it: sooner, and PySide would read the source of every module imported after it,
in search of its own name. `keep_log` is the last step before the program makes its `QApplication`."""


def median_s(action: Callable[[], object]) -> float:
    """Return the median time of `ROUNDS` runs, seconds."""
    times_s = []
    for _ in range(ROUNDS):
        started_s = time.perf_counter()
        action()
        times_s.append(time.perf_counter() - started_s)
    return statistics.median(times_s)


def python(*arguments: str) -> Callable[[], object]:
    """Return an action that runs this Python; its exit code, the program's verdict, is ignored."""
    return lambda: subprocess.run([sys.executable, *arguments], capture_output=True, check=False)


def window(script: str, open_for_ms: int) -> tuple[float, float, float]:
    """Return medians, seconds: elapsed and processor time to the first paint, and from closing to exit."""
    paints_s, works_s, closes_s = [], [], []
    for _ in range(ROUNDS):
        started_s = time.perf_counter()
        command = [sys.executable, "-c", script, str(open_for_ms)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            assert process.stdout is not None  # noqa: S101  (it is a pipe)
            for line in process.stdout:
                said, now_s = line.split(), time.perf_counter()
                if said[:1] == ["painted"]:
                    paints_s.append(now_s - started_s)
                    works_s.append(float(said[1]))
                elif said[:1] == ["closing"]:
                    closing_s = now_s
        closes_s.append(time.perf_counter() - closing_s)
    return statistics.median(paints_s), statistics.median(works_s), statistics.median(closes_s)


def check(film: str, recording: str) -> None:
    """Print the time of `readiness check`, next to its slowest probe's."""
    request = Request(camera=film, microphone=recording)
    alone_s = {probe.name: median_s(lambda run=probe.run: list(run(request))) for probe in AT_ONCE.probes}  # type: ignore[misc]
    slowest = max(alone_s, key=lambda name: alone_s[name])
    whole_s = median_s(python("-m", "readiness", "check", "--json", "--camera", film, "--microphone", recording))
    print(f"readiness check              {whole_s:5.2f} s")
    print(f"  its slowest probe alone    {alone_s[slowest]:5.2f} s  ({slowest})")
    print(f"  over it                    {whole_s - alone_s[slowest]:5.2f} s, {whole_s / alone_s[slowest]:.2f} ×")


def keep_runs(folder: Path) -> None:
    """Fill the history there with a season of runs that were a go."""
    now = datetime.now(UTC)
    run = Run(
        started_at=now,
        verdict="go",
        app_version="1.0",
        codes={check: f"{check}.good" for check in EVERY_ID},
        outcomes=dict.fromkeys(EVERY_ID, "pass"),
        things=dict.fromkeys(EVERY_ID, "0123456789abcdef"),
        seconds=dict.fromkeys(EVERY_ID, 1.25),
        measured={check: {f"fact_{number}": 1.5 * number for number in range(8)} for check in EVERY_ID},
    )
    with opened(history_file(folder)) as history:
        history.execute("BEGIN")
        for number in range(RUNS_KEPT):
            started_at = now - timedelta(days=DAYS_KEPT) * (1 - number / RUNS_KEPT)
            kept = msgspec.structs.replace(run, started_at=started_at)
            history.execute("INSERT INTO run VALUES (?, ?)", (sortable(started_at), msgspec.json.encode(kept)))
        history.execute("COMMIT")


def main(film: str, recording: str) -> None:
    """Print the table."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        keep_runs(Path(folder))
        os.environ["READINESS_DATA"] = folder
        print_table(film, recording)


def print_table(film: str, recording: str) -> None:
    """Print the times of the window and of `readiness check`."""
    (empty_s, empty_work_s, _), (ours_s, work_s, _) = window(EMPTY_WINDOW, 0), window(OUR_WINDOW, 0)
    print(f"the window's first paint     {ours_s:5.2f} s")
    print(f"  an empty Qt window         {empty_s:5.2f} s")
    print(f"  over it                    {ours_s - empty_s:5.2f} s, {ours_s / empty_s:.2f} ×")
    print(f"  processor time of both     {work_s:5.2f} s and {empty_work_s:.2f} s, {work_s / empty_work_s:.2f} ×")
    print(f"closed while it tests        {window(OUR_WINDOW, OPEN_FOR_MS)[2]:5.2f} s until the process has ended")
    check(film, recording)


if __name__ == "__main__":
    main(*sys.argv[1:3])
