"""What the window keeps in the history, and what a go earlier today shortens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fake_audio_probes import on_usb, other_headset, plug, speak_briefly
from fake_device_probes import pace, seconds
from msgspec.structs import replace
from opened_window import window_config
from pytestqt.qtbot import QtBot

from readiness.checks import headset, microphone, rehearsal
from readiness.checks.registry import CheckGroup
from readiness.host.audio.mend_types import Mend, Undo
from readiness.model import Activity, Ended, Event, Judged, Policy, Probe, ProbeMessage, Request, Started
from readiness.storage.history import history_file, read
from readiness.storage.mend_log import unreported
from readiness.storage.run import Run
from readiness.ui.session.history_store import HistoryStore
from readiness.ui.state.events import Mended, RepeatRequested, WindowHidden
from readiness.ui.state.state import newest
from readiness.ui.state.step import Step
from readiness.ui.window.main_window import MainWindow

pytestmark = pytest.mark.slow

PATIENCE_MS = 15_000
EIGHT = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
STRICT = Policy((microphone.Policy(speech_enough_s=6.0),))


def slow_to_close(_: Request) -> Iterator[ProbeMessage]:
    """Act as a rehearsal in whose Chrome the devices stay busy for a while."""
    try:
        while True:
            yield Activity("Trying …")
            pace()
    finally:
        threading.Event().wait(0.6)


class Station:
    """A workstation whose clock the test sets."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot, self.folder, self.now = qtbot, folder, EIGHT
        self.window: MainWindow | None = None

    def open(
        self,
        run: Callable[[Request], Iterator[ProbeMessage]] = plug,
        policy: Policy = STRICT,
        chrome: Callable[[Request], Iterator[ProbeMessage]] = rehearsal.PROBE.run,
    ) -> MainWindow:
        """Start the program and wait until all is known."""
        window = self.begin(run, policy, chrome)
        self.qtbot.waitUntil(lambda: all(row.shown for row in window.store.state.rows), timeout=PATIENCE_MS)
        return window

    def begin(
        self,
        run: Callable[[Request], Iterator[ProbeMessage]] = plug,
        policy: Policy = STRICT,
        chrome: Callable[[Request], Iterator[ProbeMessage]] = rehearsal.PROBE.run,
    ) -> MainWindow:
        """Start the program and its tests."""
        self.close()
        device = Probe(name="headset", run=run, yields=(headset.Measurement,), deadline_s=seconds)
        voice = Probe(name="microphone", run=speak_briefly, yields=(microphone.Measurement,), deadline_s=seconds)
        window = MainWindow(
            window_config(
                policy=policy,
                at_once=CheckGroup((headset.CHECK, microphone.CHECK), (device, voice)),
                afterwards=CheckGroup((rehearsal.CHECK,), (replace(rehearsal.PROBE, run=chrome),)),
                history=HistoryStore(self.folder, 90),
                now=lambda: self.now,
            )
        )
        self.window = window
        self.qtbot.addWidget(window)
        with self.qtbot.waitExposed(window):
            window.show()
        window.store.test_all()
        return window

    def close(self) -> None:
        """Close the window, which stores the round."""
        if self.window:
            self.window.close()
            self.window = None

    def runs(self) -> tuple[Run, ...]:
        """The runs in the history."""
        return read(history_file(self.folder)).runs

    def later(self, **passed: float) -> None:
        """Let time pass."""
        self.now += timedelta(**passed)


@pytest.fixture
def station(qtbot: QtBot, tmp_path: Path) -> Iterator[Station]:
    made = Station(qtbot, tmp_path)
    yield made
    made.close()


def speech_needed_s(window: MainWindow) -> float:
    """The seconds of speech that the microphone probe demands."""
    measurement = newest(window.store.state, "microphone")
    assert isinstance(measurement, microphone.Measurement)
    assert measurement.speech_s is not None
    return measurement.speech_s


def test_successful_round_is_stored_once_as_by_the_command_line(station: Station) -> None:
    station.open()
    station.close()
    (run,) = station.runs()
    assert (run.started_at, run.verdict) == (EIGHT, "go")
    assert run.codes == {"headset": "headset.ok", "microphone": "microphone.ok"}
    assert {"app", "system", "policy", "microphone"} <= run.things.keys()
    assert run.seconds.keys() == run.codes.keys()
    assert "Jabra" not in str(run.things)


def test_unchanged_station_needs_a_third_of_the_speech_and_says_so(station: Station) -> None:
    assert speech_needed_s(station.open()) == 6.0
    station.later(hours=2)
    window = station.open()
    assert speech_needed_s(window) == 2.0
    assert window.store.state.unchanged_since == EIGHT


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"run": other_headset}, id="another headset"),
        pytest.param(
            {"policy": Policy((microphone.Policy(speech_enough_s=6.0, quiet_dbfs=-35.0),))}, id="other limits"
        ),
    ],
)
def test_changed_device_is_tested_in_full(station: Station, changed: dict[str, object]) -> None:
    station.open()
    station.later(hours=2)
    window = station.open(**changed)  # type: ignore[arg-type]
    assert speech_needed_s(window) == 6.0
    assert window.store.state.unchanged_since is None


def test_go_of_yesterday_does_not_shorten_the_test(station: Station) -> None:
    station.open()
    station.later(days=1)
    assert speech_needed_s(station.open()) == 6.0


def test_shortened_test_keeps_the_minimum_of_speech(station: Station) -> None:
    least = Policy((microphone.Policy(speech_enough_s=1.0, speech_min_s=0.8),))
    station.open(policy=least)
    station.later(hours=1)
    assert speech_needed_s(station.open(policy=least)) == 0.8


def test_voice_waits_for_chrome_when_all_is_tested_anew_after_a_go(station: Station) -> None:
    station.open()
    station.later(hours=2)
    window = station.open(chrome=slow_to_close)
    store, order = window.store, []
    store.probe_event_received.connect(lambda event: order.append((event.probe, type(event.what))))
    store.go(Step.ROOM)
    station.qtbot.waitUntil(lambda: (rehearsal.PROBE.name, Activity) in order, timeout=PATIENCE_MS)
    order.clear()
    store.test_all()
    station.qtbot.waitUntil(lambda: newest(store.state, "microphone") is not None, timeout=PATIENCE_MS)
    assert order.index((rehearsal.PROBE.name, Ended)) < order.index(("microphone", Started))
    assert order.count(("microphone", Started)) == 1
    assert speech_needed_s(window) == 2.0


def test_voice_of_before_is_no_answer_while_the_voice_is_held_back(station: Station) -> None:
    station.open()
    station.later(hours=2)
    store, known = station.open().store, []
    store.probe_event_received.connect(
        lambda event: known.append((event.probe, type(event.what), newest(store.state, "microphone") is not None))
    )
    store.test_all()
    begins = ("microphone", Started, False)
    station.qtbot.waitUntil(lambda: ("microphone", Started) in [each[:2] for each in known], timeout=PATIENCE_MS)
    assert begins in known
    assert not any(is_known for *_, is_known in known[: known.index(begins)])


def test_voice_is_heard_when_the_computer_has_slept_beside_another_program(station: Station) -> None:
    station.open()
    station.later(hours=2)
    window = station.open()
    store = window.store
    store.note_use(in_use=False)
    station.later(minutes=20)
    store.note_use(in_use=True)
    station.qtbot.waitUntil(lambda: all(row.shown for row in store.state.rows), timeout=PATIENCE_MS)
    assert store.state.probes["microphone"].running
    assert speech_needed_s(window) == 2.0


def test_window_minimised_before_the_voice_is_heard_leaves_the_microphone_alone(station: Station) -> None:
    station.open()
    station.later(hours=2)
    window = station.begin()
    store, order = window.store, []
    store.probe_event_received.connect(lambda event: order.append((event.probe, type(event.what))))
    store.dispatch(WindowHidden(hidden=True))
    station.qtbot.waitUntil(lambda: newest(store.state, "headset") is not None, timeout=PATIENCE_MS)
    assert not store.state.probes["microphone"].running
    store.dispatch(WindowHidden(hidden=False))
    station.qtbot.waitUntil(lambda: newest(store.state, "microphone") is not None, timeout=PATIENCE_MS)
    assert order.count(("microphone", Started)) == 1
    assert speech_needed_s(window) == 2.0


def test_round_without_go_is_stored_and_does_not_shorten_the_next(station: Station) -> None:
    station.open(on_usb)
    assert station.runs() == ()
    station.close()
    (run,) = station.runs()
    assert run.verdict == "no_go"
    station.later(hours=1)
    assert speech_needed_s(station.open(on_usb)) == 6.0


def rehearsed(**facts: object) -> Event:
    measured = rehearsal.Measurement(**facts)  # type: ignore[arg-type]
    return Event("rehearsal", Judged(rehearsal.CHECK.judge(measured, rehearsal.Policy()), measured, settled=True))


def test_what_chrome_answers_after_the_go_is_part_of_the_round(station: Station) -> None:
    window = station.open()
    window.store.dispatch(rehearsed(camera_error="NotFoundError"))
    station.close()
    (run,) = station.runs()
    assert (run.verdict, run.codes["rehearsal"]) == ("no_go", "rehearsal.no_camera")
    assert run.seconds.keys() == {"headset", "microphone"}, "it waits for the person"
    station.later(hours=1)
    assert speech_needed_s(station.open()) == 6.0, "that was no go"


def test_chromes_last_answer_is_the_one_that_is_stored(station: Station) -> None:
    window = station.open()
    for facts in ({"camera_error": "NotFoundError"}, {"not_run": "recording"}):
        window.store.dispatch(RepeatRequested("rehearsal"))
        window.store.dispatch(rehearsed(**facts))
    station.later(minutes=5)
    window.store.prepare_next()
    station.close()
    first = station.runs()[0]
    assert (first.verdict, first.codes["rehearsal"]) == ("go", "rehearsal.ok_not_run")


def test_mends_are_stored_for_the_next_report(station: Station) -> None:
    window = station.open()
    window.store.dispatch(Mended("microphone", Undo(mend=Mend(kind="unmute", device="mic"), muted=True)))
    window.store.retest("microphone")
    station.qtbot.waitUntil(lambda: all(row.shown for row in window.store.state.rows), timeout=PATIENCE_MS)
    window.store.prepare_next()
    station.close()
    (made,) = unreported(history_file(station.folder)).mends
    assert (made.check, made.kind, made.helped) == ("microphone", "unmute", True)
    assert "0b0e" in made.product


def test_damaged_history_is_set_aside_and_reported(station: Station) -> None:
    history_file(station.folder).write_bytes(b"no database" * 100)
    window = station.open()
    station.qtbot.waitUntil(lambda: "history was damaged" in window.store.state.notice, timeout=PATIENCE_MS)
    station.close()
    assert len(station.runs()) == 1


def test_history_that_cannot_be_stored_is_reported(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    past = HistoryStore(tmp_path / "file", 90)
    with qtbot.waitSignal(past.storage_failed, timeout=PATIENCE_MS) as blocker:
        past.add(Run(started_at=EIGHT, verdict="go", app_version="1", codes={}, outcomes={}, things={}))
    assert blocker.args is not None
    assert blocker.args[0] == "The history cannot be kept: {reason}"
    past.close()
