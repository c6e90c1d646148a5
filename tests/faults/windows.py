"""Faults behind a window: several windows, each with one fault, share one event loop whose blocks are measured."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import example_probes as examples
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from faults.fault import Observation
from faults.heartbeat import Heartbeat
from readiness.checks.registry import NO_CHECKS, CheckGroup
from readiness.i18n import Words
from readiness.model import Policy, Probe
from readiness.ui.session.history_store import HistoryStore
from readiness.ui.session.preferences_store import PreferencesStore
from readiness.ui.session.system_actions import SystemActions
from readiness.ui.session.window_config import WindowConfig
from readiness.ui.window.main_window import MainWindow
from readiness.ui.window.start_notices import preferences_notices

STABLE_FOR_S = 0.5
"""A promised result counts once it has not changed for this long."""

ROW = examples.CHECK.id


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowFault:
    """A fault that the window has to show.

    Attributes:
        name: what goes wrong.
        promised: the finding's code that the window must show.
        sentence: a part of the text that the person must read.
        run: the probe's function.
        deadline_s: how long the probe may be silent.
        arrange: prepares the folder with the stored data.
        act: what the person or the system does once the window is open.
        within_s: time limit on an otherwise idle computer.
        quick: whether the fault is part of the test suite.
    """

    name: str
    promised: str
    run: Callable[..., Iterator[object]] = examples.sends_without_end
    sentence: str = ""
    deadline_s: float = 3.0
    arrange: Callable[[Path], None] = lambda _: None
    act: Callable[[MainWindow], None] = lambda _: None
    within_s: float = 8.0
    quick: bool = True


@dataclass(slots=True)
class _FaultWindow:
    fault: WindowFault
    window: MainWindow
    notices: tuple[str, ...]
    begun_s: float = 0.0
    result: str = ""
    since_s: float = 0.0
    observation: Observation | None = None

    def begin(self) -> None:
        """Start the tests, as the window does on its first paint."""
        self.begun_s = self.since_s = time.monotonic()
        self.window.store.test_all()
        self.fault.act(self.window)

    def poll(self, slowness: float) -> None:
        now_s = time.monotonic()
        if self.observation or not self.begun_s:
            return
        if (result := self._result()) != self.result:
            self.result, self.since_s = result, now_s
        is_late = now_s - self.begun_s > self.fault.within_s * slowness + STABLE_FOR_S
        is_kept = (
            result == self.fault.promised
            and self.fault.sentence in self._sentence()
            and now_s - self.since_s >= STABLE_FOR_S
        )
        if is_kept or is_late:
            self.observation = Observation(result, self._sentence(), self.since_s - self.begun_s)
            self.window.close()

    def _result(self) -> str:
        row = self.window.store.state.rows[0]
        return row.finding.code if row.shown else "testing"

    def _sentence(self) -> str:
        finding, words = self.window.store.state.rows[0].finding, self.window.words
        notice = words(self.window.store.state.notice, self.window.store.state.notice_facts)
        row_text = f"{words(finding.headline, finding.measured)} {words(finding.remedy, finding.measured)}"
        return " ".join(filter(None, (*self.notices, notice))) or row_text.strip()


def observe(faults: Sequence[WindowFault], folder: Path, slowness: float) -> list[Observation]:
    """Inject all faults at the same time, each in its own window."""
    application = QApplication.instance() or QApplication([])
    heart, loop, timer = Heartbeat(), QEventLoop(), QTimer()
    shown = [_open(fault, folder / str(number)) for number, fault in enumerate(faults)]
    application.processEvents()

    def poll() -> None:
        for each in shown:
            each.poll(slowness)
        if all(each.observation for each in shown):
            loop.quit()

    timer.timeout.connect(poll)
    timer.start(50)
    for each in shown:
        QTimer.singleShot(0, each.begin)
    heart.start()
    loop.exec()
    timer.stop()
    block_ms = heart.stop()
    return [replace(each.observation, block_ms=block_ms) for each in shown if each.observation]


def quiet_block_ms(folder: Path, windows: int) -> float:
    """The longest block of the event loop with this many windows and no fault."""
    well = WindowFault(name="all is well", promised=f"{ROW}.ok", run=examples.waits_alive)
    return max(each.block_ms or 0.0 for each in observe([well] * windows, folder, slowness=4))


def _open(fault: WindowFault, folder: Path) -> _FaultWindow:
    folder.mkdir(parents=True)
    fault.arrange(folder)
    memory = PreferencesStore(folder / "remembered.json")
    notices = preferences_notices(memory, Words("en"))
    window = MainWindow(
        WindowConfig(
            policy=Policy(),
            language="en",
            system_actions=SystemActions(places=frozenset(), open_place=lambda _: "", open_meeting=str),
            guideline=None,
            at_once=CheckGroup((examples.CHECK,), (_probe(fault),)),
            on_request=NO_CHECKS,
            notices=lambda _: notices,
            preferences=memory,
            history=HistoryStore(folder, days_kept=90),
        )
    )
    window.show()
    return _FaultWindow(fault, window, notices)


def _probe(fault: WindowFault) -> Probe:
    return Probe(name="count", run=fault.run, yields=(examples.Count,), deadline_s=lambda _: fault.deadline_s)  # type: ignore[arg-type]
