"""A window on a station without problems and without child processes: findings are set by the test, keys are real."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from rule_findings import finding_of, passing, rule_of

from readiness.assets import asset
from readiness.checks import camera, headset
from readiness.checks.registry import AT_ONCE, NO_CHECKS
from readiness.guideline.loader import load
from readiness.i18n import Words
from readiness.meeting_policy import Service
from readiness.model import AnyCheck, CheckMeasurement, Event, Heard, Judged, Place, Policy, Preview
from readiness.ui.session.system_actions import SystemActions
from readiness.ui.session.window_config import WindowConfig
from readiness.ui.state.check_rows import HOLD_S
from readiness.ui.state.events import ComparedWithGo, Tick
from readiness.ui.state.reducer import apply
from readiness.ui.theme import theme
from readiness.ui.window.main_window import MainWindow

GUIDELINE = load(asset("guideline.toml"))
MEETING_URL = "https://video.example.se/"
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PROBE_OF = {kind: probe.name for probe in AT_ONCE.probes for kind in probe.yields}
CAMERAS = (("id-1", "Front"), ("id-2", "Desk"))
MICROPHONES = (
    headset.Microphone(id="a", key="key-a", name="Jabra"),
    headset.Microphone(id="b", key="key-b", name="Inbyggd"),
)


@dataclass
class QuietWindow:
    """A window; `opened` lists the settings pages and addresses that it opened."""

    qtbot: QtBot
    language: str = "sv"
    size: tuple[int, int] = (1120, 744)
    words: Callable[[str], Words] = Words
    opened: list[str] = field(default_factory=list)
    presses: int = 0
    window: MainWindow = field(init=False)

    def __post_init__(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setStyle("Fusion")
        theme.apply_theme(application)
        self.window = MainWindow(
            WindowConfig(
                policy=Policy((Service(url=MEETING_URL),)),
                language=self.language,
                system_actions=SystemActions(
                    places=frozenset(Place),
                    open_place=lambda place: self._open(place.value),
                    open_meeting=lambda: self._open(MEETING_URL),
                ),
                guideline=GUIDELINE,
                afterwards=NO_CHECKS,  # they begin by themselves in step 2
                now=lambda: MONDAY,
                words=self.words,
            )
        )
        self.qtbot.addWidget(self.window)
        self.window.resize(*self.size)
        with self.qtbot.waitExposed(self.window):
            self.window.show()
        QApplication.processEvents()

    def _open(self, what: str) -> str:
        """Open anything without an error."""
        self.opened.append(what)
        return ""

    def find(self, check: AnyCheck, what: str = "", measured: CheckMeasurement | None = None) -> None:
        """Dispatch the finding of a rule; by default of the passing one."""
        finding = finding_of(check, rule_of(check, what) if what else passing(check))
        self.window.store.dispatch(Event(PROBE_OF[check.measurement], Judged(finding, measured, settled=True)))

    def hold(self) -> None:
        """Let what was found last hold long enough to be shown."""
        store = self.window.store
        store.state = apply(store.state, Tick(), store.state.now_s + HOLD_S)
        self.window.show_now()
        QApplication.processEvents()

    def all_well(self) -> None:
        """Let every test pass, with two cameras, two microphones and a recorded voice."""
        for check in AT_ONCE.checks:
            self.find(check)
        cameras = camera.Measurement(cameras=CAMERAS, camera_id="id-1", cameras_count=2)
        self.find(camera.CHECK, measured=cameras)
        microphones = headset.Measurement(microphones=MICROPHONES, id="a", name="Jabra", inputs=2)
        self.find(headset.CHECK, measured=microphones)
        self.window.store.dispatch(Event(PROBE_OF[camera.Measurement], Preview(4, 2, bytes(24))))
        self.window.store.dispatch(Event("microphone", Heard(16_000, bytes(320))))
        QApplication.processEvents()

    def as_earlier_today(self) -> None:
        """Nothing has changed since today's go."""
        self.window.store.state = apply(self.window.store.state, ComparedWithGo(MONDAY), self.window.store.state.now_s)
        self.window.store.dispatch(ComparedWithGo(MONDAY))

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        target: QWidget | None = None,
    ) -> None:
        """Press a key in the focused widget or the open menu, and count it."""
        self.presses += 1
        target = target or QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, modifier)
        QApplication.processEvents()
