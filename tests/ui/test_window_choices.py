"""Choosing a camera or a microphone: the state by table, and the window on the real runner."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from acting_probes import CONNECT, LINK, pace, seconds
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from readiness.checks import camera, headset
from readiness.model import Measured, Place, Policy, Probe, Request, Says
from readiness.ui.changes import apply
from readiness.ui.choices import Choices, Offer
from readiness.ui.doors import Doors
from readiness.ui.happenings import Chose, Device, Toggled
from readiness.ui.main_window import Window
from readiness.ui.setup import Setup
from readiness.ui.state import begin, probes_of

TWO = (("id-1", "Front"), ("id-2", "Desk"))
FRONT = camera.Measurement(cameras=TWO, camera_id="id-1")
BUILT_IN = headset.Measurement(microphones=("Inside", "Jabra", "Jabra"), name="Inside")


def film(request: Request) -> Iterator[Says]:
    while True:
        yield Measured(camera.Measurement(cameras=TWO, camera_id=request.camera or "id-1", cameras_count=2))
        if not request.live:
            return
        pace()


def plug(request: Request) -> Iterator[Says]:
    yield Measured(headset.Measurement(microphones=("Inside", "Jabra"), name=request.microphone or "Inside", inputs=2))


FILM = Probe(name="film", run=film, yields=(camera.Measurement,), deadline_s=seconds)
PLUG = Probe(name="plug", run=plug, yields=(headset.Measurement,), deadline_s=seconds)
CHECKS = (camera.CHECK, headset.CHECK, LINK)
PROBES = (FILM, PLUG, CONNECT)


@pytest.mark.parametrize(
    ("heard", "chosen", "check", "expected"),
    [
        ((), {}, "camera", None),
        ((FRONT,), {}, "camera", Offer(Device.CAMERA, TWO, "id-1")),
        ((FRONT,), {Device.CAMERA: "id-2"}, "camera", Offer(Device.CAMERA, TWO, "id-2")),
        ((FRONT, camera.Measurement(camera_id="id-1")), {}, "camera", Offer(Device.CAMERA, TWO, "id-1")),
        ((FRONT, camera.Measurement(cameras=TWO[:1], camera_id="id-1")), {}, "camera", None),
        (
            (camera.Measurement(cameras=TWO[:1]),),
            {Device.CAMERA: "gone"},
            "camera",
            Offer(Device.CAMERA, TWO[:1], "gone"),
        ),
        ((camera.Measurement(cameras=()),), {}, "camera", None),
        ((FRONT,), {}, "lighting", None),
        ((BUILT_IN,), {}, "headset", Offer(Device.MICROPHONE, (("Inside", "Inside"), ("Jabra", "Jabra")), "Inside")),
        ((BUILT_IN,), {}, "microphone", Offer(Device.MICROPHONE, (("Inside", "Inside"), ("Jabra", "Jabra")), "Inside")),
    ],
)
def test_what_a_row_offers(
    heard: tuple[object, ...], chosen: dict[Device, str], check: str, expected: Offer | None
) -> None:
    choices = Choices(chosen=chosen)
    for measurement in heard:
        choices = choices.hear(measurement)
    assert choices.offered(check) == expected


def test_what_is_chosen_is_asked_for_and_the_rest_is_left_alone() -> None:
    state = apply(begin(CHECKS, PROBES, Policy(), None, "en"), Chose(Device.CAMERA, "id-2"), 0.0)
    assert state.choices.request(Request(live=True)) == Request(camera="id-2", live=True)
    assert probes_of(state, Device.CAMERA) == ("film",)
    assert probes_of(state, Device.MICROPHONE) == ("plug",)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    doors = Doors(places=frozenset(Place), open_place=lambda _: "", open_meeting=lambda _: "")
    made = Window(Setup(policy=Policy(), language="sv", doors=doors, guideline=None, checks=CHECKS, probes=PROBES))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.test_all()
    qtbot.waitUntil(lambda: all(row.shown for row in made.state.rows), timeout=15_000)
    yield made
    made.close()


def in_use(window: Window) -> str | None:
    latest = window.state.rows[0].latest
    return latest.camera_id if isinstance(latest, camera.Measurement) else None


def test_another_camera_is_chosen_by_keyboard_and_kept(window: Window, qtbot: QtBot) -> None:
    window.tell(Toggled("camera"))
    link = window.state.rows[2].shown
    choice = window.equipment.rows["camera"].choice
    assert choice.isVisible()
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: in_use(window) == "id-2", timeout=15_000)
    assert choice.currentText() == "Desk"
    assert window.state.rows[2].shown is link
    window.retest("camera")
    assert in_use(window) is None
    qtbot.waitUntil(lambda: in_use(window) == "id-2", timeout=15_000)


def test_another_microphone_is_chosen_in_the_headsets_row(window: Window, qtbot: QtBot) -> None:
    window.tell(Toggled("headset"))
    QTest.keyClick(window.equipment.rows["headset"].choice, Qt.Key.Key_Down)
    wanted = headset.Measurement(microphones=("Inside", "Jabra"), name="Jabra", inputs=2)
    qtbot.waitUntil(lambda: window.state.rows[1].latest == wanted, timeout=15_000)
