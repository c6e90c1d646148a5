"""Faults behind a window: several windows in one loop, a fault each, and how long the loop stands still."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import made_up_probes as made_up
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from faults.fault import Seen
from faults.heartbeat import Heartbeat
from readiness.i18n import Words
from readiness.model import Policy, Probe
from readiness.ui.session.history_store import HistoryStore
from readiness.ui.session.preferences import PreferencesStore
from readiness.ui.session.system_actions import SystemActions
from readiness.ui.session.window_config import WindowConfig
from readiness.ui.window.application import preferences_notices
from readiness.ui.window.main_window import MainWindow

HOLDS_S = 0.5
"""What is promised is to be there for so long without change."""

ROW = made_up.CHECK.id


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowFault:
    """Something goes wrong behind a window.

    Attributes:
        name: what goes wrong.
        promised: the code that the window shows.
        says: what is to be among what the person reads.
        run: the probe's function.
        deadline_s: how long it may be silent.
        arrange: prepares the folder of what is kept.
        act: what a person or the system does once the window is there.
        within_s: how long it may take on a quiet computer.
        quick: whether it belongs to the tests.
    """

    name: str
    promised: str
    run: Callable[..., Iterator[object]] = made_up.goes_on
    says: str = ""
    deadline_s: float = 3.0
    arrange: Callable[[Path], None] = lambda _: None
    act: Callable[[MainWindow], None] = lambda _: None
    within_s: float = 8.0
    quick: bool = True


@dataclass(slots=True)
class _Shown:
    fault: WindowFault
    window: MainWindow
    notices: tuple[str, ...]
    begun_s: float = 0.0
    what: str = ""
    since_s: float = 0.0
    seen: Seen | None = None

    def begin(self) -> None:
        """Start the tests, as the window does when it is first painted."""
        self.begun_s = self.since_s = time.monotonic()
        self.window.test_all()
        self.fault.act(self.window)

    def look(self, slowness: float) -> None:
        now_s = time.monotonic()
        if self.seen or not self.begun_s:
            return
        if (what := self._what()) != self.what:
            self.what, self.since_s = what, now_s
        late = now_s - self.begun_s > self.fault.within_s * slowness + HOLDS_S
        kept = what == self.fault.promised and self.fault.says in self._says() and now_s - self.since_s >= HOLDS_S
        if kept or late:
            self.seen = Seen(what, self._says(), self.since_s - self.begun_s)
            self.window.close()

    def _what(self) -> str:
        row = self.window.state.rows[0]
        return row.finding.code if row.shown else "testing"

    def _says(self) -> str:
        finding, words = self.window.state.rows[0].finding, self.window.words
        notice = words(self.window.state.notice, self.window.state.facts)
        told = f"{words(finding.headline, finding.measured)} {words(finding.remedy, finding.measured)}"
        return " ".join(filter(None, (*self.notices, notice))) or told.strip()


def observe(faults: Sequence[WindowFault], folder: Path, slowness: float) -> list[Seen]:
    """Bring all of them about at the same time, each in a window of its own."""
    application = QApplication.instance() or QApplication([])
    heart, loop, timer = Heartbeat(), QEventLoop(), QTimer()
    shown = [_open(fault, folder / str(number)) for number, fault in enumerate(faults)]
    application.processEvents()

    def look() -> None:
        for each in shown:
            each.look(slowness)
        if all(each.seen for each in shown):
            loop.quit()

    timer.timeout.connect(look)
    timer.start(50)
    for each in shown:
        QTimer.singleShot(0, each.begin)
    heart.start()
    loop.exec()
    timer.stop()
    block_ms = heart.stop()
    return [replace(each.seen, block_ms=block_ms) for each in shown if each.seen]


def quiet_block_ms(folder: Path, windows: int) -> float:
    """The longest block of so many windows in which all is well."""
    well = WindowFault(name="all is well", promised=f"{ROW}.ok", run=made_up.waits_alive)
    return max(each.block_ms or 0.0 for each in observe([well] * windows, folder, slowness=4))


def _open(fault: WindowFault, folder: Path) -> _Shown:
    folder.mkdir(parents=True)
    fault.arrange(folder)
    memory = PreferencesStore(folder / "remembered.json")
    notices = preferences_notices(memory, Words("en"))
    window = MainWindow(
        WindowConfig(
            policy=Policy(),
            language="en",
            system_actions=SystemActions(places=frozenset(), open_place=lambda _: "", open_meeting=lambda _: ""),
            guideline=None,
            checks=(made_up.CHECK,),
            probes=(_probe(fault),),
            extra_checks=(),
            extra_probes=(),
            notices=notices,
            preferences=memory,
            history=HistoryStore(folder, days_kept=90),
        )
    )
    window.show()
    return _Shown(fault, window, notices)


def _probe(fault: WindowFault) -> Probe:
    return Probe(name="count", run=fault.run, yields=(made_up.Count,), deadline_s=lambda _: fault.deadline_s)  # type: ignore[arg-type]
