"""Choosing a camera or a microphone: the state by table, and the window on the real runner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from fake_device_probes import CONNECT, LINK, pace, seconds
from opened_window import open_window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from readiness.checks import camera, headset
from readiness.checks.headset import Microphone
from readiness.checks.registry import CheckGroup
from readiness.model import CheckMeasurement, Device, Measured, Policy, Probe, ProbeMessage, Request
from readiness.storage.preferences import HeadsetAnswer, Preferences, read, write
from readiness.ui.session.preferences_store import PreferencesStore
from readiness.ui.state.device_choices import COMPUTERS_CHOICE, Choices, Offer, stored_choices
from readiness.ui.state.events import DeviceChosen, RowToggled
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.probe_schedule import probes_of
from readiness.ui.state.reducer import apply
from readiness.ui.state.state import newest, row_of
from readiness.ui.theme.theme import Theme
from readiness.ui.window.main_window import MainWindow

pytestmark = pytest.mark.slow

TWO = (("id-1", "Front"), ("id-2", "Desk"))
FRONT = camera.Measurement(cameras=TWO, camera_id="id-1")
INSIDE = Microphone(id="a", key="key-inside", name="Inside")
JABRA, TWIN = Microphone(id="b", key="key-jabra", name="Jabra"), Microphone(id="c", key="key-jabra", name="2- Jabra")
NAMED = (("key-inside", "Inside"), ("key-jabra", "Jabra"))
ALIKE = (("key-inside", "Inside"), ("b", "Jabra"), ("c", "2- Jabra"))
BUILT_IN = headset.Measurement(microphones=(INSIDE, JABRA), id="a", name="Inside")
TWINS = headset.Measurement(microphones=(INSIDE, JABRA, TWIN), id="c", name="2- Jabra")
YES = HeadsetAnswer(is_headset=True, on=date(2026, 11, 23))
OF_A_SOCKET = HeadsetAnswer(is_headset=True, on=date(2026, 11, 23), passing=True)


def film(request: Request) -> Iterator[ProbeMessage]:
    while True:
        wanted = request.camera or "id-1"
        found = wanted if wanted in dict(TWO) else None
        yield Measured(camera.Measurement(cameras=TWO, camera_id=found, cameras_count=2, wanted_found=bool(found)))
        if not request.live:
            return
        pace()


def plug(request: Request) -> Iterator[ProbeMessage]:
    found = JABRA if request.microphone == "key-jabra" else INSIDE
    yield Measured(headset.Measurement(microphones=(INSIDE, JABRA), id=found.id, name=found.name, inputs=2))


FILM = Probe(name="film", run=film, yields=(camera.Measurement,), deadline_s=seconds)
PLUG = Probe(name="plug", run=plug, yields=(headset.Measurement,), deadline_s=seconds)
CHECKS = (camera.CHECK, headset.CHECK, LINK)
PROBES = (FILM, PLUG, CONNECT)


CAMERA, MICROPHONE = Device.CAMERA, Device.MICROPHONE


@pytest.mark.parametrize(
    ("messages", "chosen", "device", "expected"),
    [
        ((), {}, CAMERA, None),
        ((FRONT,), {}, CAMERA, Offer(CAMERA, TWO, "id-1")),
        ((FRONT,), {CAMERA: "id-2"}, CAMERA, Offer(CAMERA, TWO, "id-1", "id-2")),
        ((FRONT, camera.Measurement(camera_id="id-1")), {}, CAMERA, Offer(CAMERA, TWO, "id-1")),
        ((FRONT, camera.Measurement(cameras=TWO[:1], camera_id="id-1")), {}, CAMERA, Offer(CAMERA, TWO[:1], "id-1")),
        ((camera.Measurement(cameras=TWO[:1]),), {CAMERA: "gone"}, CAMERA, Offer(CAMERA, TWO[:1], None, "gone")),
        ((camera.Measurement(cameras=()),), {}, CAMERA, Offer(CAMERA, (), None)),
        ((BUILT_IN,), {}, MICROPHONE, Offer(MICROPHONE, NAMED, "key-inside")),
        ((TWINS,), {}, MICROPHONE, Offer(MICROPHONE, ALIKE, "c")),
        ((TWINS,), {MICROPHONE: "b"}, MICROPHONE, Offer(MICROPHONE, ALIKE, "c", "b")),
        ((TWINS,), {MICROPHONE: "key-jabra"}, MICROPHONE, Offer(MICROPHONE, ALIKE, "c", "c")),
        ((BUILT_IN,), {MICROPHONE: "b"}, MICROPHONE, Offer(MICROPHONE, NAMED, "key-inside", "key-jabra")),
        ((BUILT_IN,), {MICROPHONE: "gone"}, MICROPHONE, Offer(MICROPHONE, NAMED, "key-inside", "gone")),
    ],
)
def test_devices_that_are_offered(
    messages: tuple[CheckMeasurement, ...], chosen: dict[Device, str], device: Device, expected: Offer | None
) -> None:
    choices = Choices(chosen=chosen)
    for measurement in messages:
        choices = choices.updated(measurement)
    assert choices.offer_of(device) == expected


def test_chosen_device_is_requested_and_the_others_stay() -> None:
    state = apply(
        initial_state(CheckGroup(CHECKS, PROBES), Policy(), None, "en"), DeviceChosen(Device.CAMERA, "id-2"), 0.0
    )
    assert state.choices.request(Request(live=True)) == Request(camera="id-2", live=True)
    assert probes_of(state, Device.CAMERA) == ("film",)
    assert probes_of(state, Device.MICROPHONE) == ("plug",)


def test_model_key_is_remembered_for_identical_devices() -> None:
    choices = Choices().updated(TWINS).choose(Device.MICROPHONE, "c").choose(Device.CAMERA, "id-2")
    assert choices.fields_to_store() == {"camera": "id-2", "microphone": "key-jabra", "headsets": {}}
    stored = stored_choices(Preferences(**choices.fields_to_store()))  # type: ignore[arg-type]
    assert stored.request(Request()) == Request(camera="id-2", microphone="key-jabra")


def test_the_computers_choice_forgets_the_persons() -> None:
    choices = Choices(chosen={Device.CAMERA: "id-2"}).choose(Device.CAMERA, COMPUTERS_CHOICE)
    assert choices.request(Request()) == Request()
    assert choices.fields_to_store() == {"camera": "", "microphone": "", "headsets": {}}


def test_an_answer_about_a_socket_lasts_until_the_plug_is_pulled_out() -> None:
    choices = Choices().updated(BUILT_IN).answer("key-inside", OF_A_SOCKET).answer("key-jabra", YES)
    assert choices.request(Request()).headset_answers == {"key-inside": True, "key-jabra": True}
    assert choices.fields_to_store()["headsets"] == {"key-inside": OF_A_SOCKET, "key-jabra": YES}
    pulled = choices.updated(headset.Measurement(microphones=(JABRA,), id="b"))
    back = pulled.updated(BUILT_IN)
    assert back.request(Request()).headset_answers == {"key-jabra": True}
    assert back.answer("key-jabra", None).fields_to_store()["headsets"] == {}


def test_an_answer_about_a_socket_lasts_for_its_day() -> None:
    choices = Choices().answer("key-inside", OF_A_SOCKET).answer("key-jabra", YES)
    assert choices.on_day(YES.on) == choices
    assert set(choices.on_day(YES.on + timedelta(days=1)).answers) == {"key-jabra"}


def opened(qtbot: QtBot, file: Path) -> MainWindow:
    made = open_window(qtbot, language="sv", at_once=CheckGroup(CHECKS, PROBES), preferences=PreferencesStore(file))
    made.store.test_all()
    qtbot.waitUntil(lambda: all(row.shown for row in made.store.state.rows), timeout=60_000)
    return made


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    made = opened(qtbot, tmp_path / "remembered.json")
    yield made
    made.close()


def stored(window: MainWindow, folder: Path) -> Preferences:
    """The content of the preferences file, which is written in the background."""
    window.preferences.close(60)
    return read(folder / "remembered.json").preferences


def in_use(window: MainWindow) -> str | None:
    latest = window.store.state.rows[0].latest
    return latest.camera_id if isinstance(latest, camera.Measurement) else None


def test_another_camera_is_chosen_by_keyboard_and_remembered(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.store.dispatch(RowToggled("camera"))
    link = window.store.state.rows[2].shown
    choice = window.equipment.devices.lists[Device.CAMERA]
    assert choice.isVisible()
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: in_use(window) == "id-2", timeout=60_000)
    assert choice.currentText() == "Desk"
    assert window.store.state.rows[2].shown is link
    window.store.retest("camera")
    assert in_use(window) is None
    qtbot.waitUntil(lambda: in_use(window) == "id-2", timeout=60_000)
    assert stored(window, tmp_path).camera == "id-2"
    QTest.keyClick(choice, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: in_use(window) == "id-1", timeout=60_000)
    assert stored(window, tmp_path).camera == ""


def test_another_microphone_is_chosen_beside_the_picture(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.store.dispatch(RowToggled("headset"))
    QTest.keyClick(window.equipment.devices.lists[Device.MICROPHONE], Qt.Key.Key_End)
    wanted = headset.Measurement(microphones=(INSIDE, JABRA), id="b", name="Jabra", inputs=2)
    qtbot.waitUntil(lambda: window.store.state.rows[1].latest == wanted, timeout=60_000)
    assert stored(window, tmp_path).microphone == "key-jabra"


def test_a_theme_of_another_version_is_the_computers_own(qtbot: QtBot, tmp_path: Path) -> None:
    write(tmp_path / "remembered.json", Preferences(theme="sepia"))
    window = open_window(qtbot, preferences=PreferencesStore(tmp_path / "remembered.json"))
    assert [each.data() for each in window.menu.themes.actions() if each.isChecked()] == [Theme.SYSTEM.value]


def test_disconnected_chosen_camera_is_reported_and_not_replaced(qtbot: QtBot, tmp_path: Path) -> None:
    write(tmp_path / "remembered.json", Preferences(camera="gone", microphone="key-jabra"))
    window = opened(qtbot, tmp_path / "remembered.json")
    assert row_of(window.store.state, "camera").finding.code == "camera.not_found"
    assert in_use(window) is None
    assert newest(window.store.state, "headset") == headset.Measurement(
        microphones=(INSIDE, JABRA), id="b", name="Jabra", inputs=2
    )
    window.store.dispatch(RowToggled("camera"))
    choice = window.equipment.devices.lists[Device.CAMERA]
    assert (choice.currentIndex(), choice.count()) == (-1, 3)
    QTest.keyClick(choice, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: in_use(window) == "id-1", timeout=60_000)
    assert stored(window, tmp_path) == Preferences(microphone="key-jabra")
    window.close()
