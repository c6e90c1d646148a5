"""A window for tests with a screen reader: its findings are set by commands, picture and level change all the time.

Reads one command a line: `test` starts the tests, `well` lets them all pass, `copy` copies for IT,
`why` asks for the first question's reason, `end` closes the window.
"""

from __future__ import annotations

import os
import sys
import threading
from itertools import count

from opened_window import NO_EFFECT
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication
from rule_findings import finding_of, passing

from readiness.assets import asset
from readiness.checks.registry import AT_ONCE
from readiness.guideline.loader import load
from readiness.model import AnyCheck, Event, Judged, Level, Policy, Preview
from readiness.ui.session.window_config import WindowConfig
from readiness.ui.state.events import ProbeStarting
from readiness.ui.state.step import Step
from readiness.ui.theme import accessibility, theme
from readiness.ui.window.main_window import MainWindow

PROBE_OF = {kind: probe.name for probe in AT_ONCE.probes for kind in probe.yields}
PICTURES_MS = 66


class Commands(QObject):
    """Passes commands from standard input to the window's thread."""

    received = Signal(str)


def passed(check: AnyCheck) -> Event:
    """An event with the check's passing finding."""
    return Event(PROBE_OF[check.measurement], Judged(finding_of(check, passing(check)), None, settled=True))


class Station:
    """A window, and the commands that act on it."""

    def __init__(self) -> None:
        guideline = load(asset("guideline.toml"))
        self.window = MainWindow(
            WindowConfig(policy=Policy(), language="sv", system_actions=NO_EFFECT, guideline=guideline)
        )
        self._tick, self._numbers, self._well = QTimer(interval=PICTURES_MS), count(), False
        self._tick.timeout.connect(self._live)
        self.window.show()

    def execute(self, command: str) -> None:
        """Execute one command."""
        if command == "test":
            for name, status in self.window.store.state.probes.items():
                if not (status.on_request or status.runs_afterwards):
                    self.window.store.dispatch(ProbeStarting(name, afresh=True))
            self._tick.start()
        self._well = command == "well" or (self._well and command != "test")
        if command == "copy":
            self.window.copy_for_support()
        if command == "why" and self.window.room.checklist:
            self.window.store.go(Step.ROOM)
            next(iter(self.window.room.checklist.questions.values())).why.click()
        if command == "end":
            self.window.close()
            QApplication.quit()

    def _live(self) -> None:
        at = next(self._numbers)
        self.window.store.dispatch(Event("camera", Preview(4, 2, bytes([at % 256]) * 24)))
        self.window.store.dispatch(Event("microphone", Level(-30.0 + at % 12, -12.0)))
        if self._well and at % 8 == 0:  # a live probe settles on the same thing again and again
            for check in AT_ONCE.checks:
                self.window.store.dispatch(passed(check))


def main() -> None:
    """Open the window and execute commands from standard input."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Readiness")
    application.setStyle("Fusion")
    accessibility.install()
    theme.apply_theme(application)
    station, commands = Station(), Commands()
    commands.received.connect(station.execute)

    def read() -> None:
        for line in sys.stdin:
            commands.received.emit(line.strip())

    threading.Thread(target=read, daemon=True).start()
    application.exec()
    sys.stdout.flush()
    os._exit(0)  # the thread is blocked in a read


if __name__ == "__main__":
    main()
