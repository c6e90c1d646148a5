"""A camera that is unplugged, comes back or is replaced while its picture is not measured."""

from __future__ import annotations

from contextlib import suppress

import pytest

from readiness.checks import camera
from readiness.checks.camera.presence import changes
from readiness.host.camera.devices import Camera, Route
from readiness.model import Measured, Request

DESK, LID = (
    Camera(id=f"/dev/{name}", path=f"/dev/{name}", name=name, kind="physical", vid_pid=None, routes=(Route(0, 200),))
    for name in ("desk", "lid")
)


class NoMoreListsError(Exception):
    """Ends a watch that would go on."""


def listed_in_turn(*lists: tuple[Camera, ...], wanted: str | None = None) -> list[camera.Measurement]:
    """What is said when these lists follow upon each other."""
    coming = iter(lists)

    def look() -> tuple[Camera, ...]:
        following = next(coming, None)
        if following is None:
            raise NoMoreListsError
        return following

    said: list[camera.Measurement] = []
    request = Request(camera=wanted, so_far=camera.Measurement(camera_id=DESK.id))
    with suppress(NoMoreListsError):
        for message in changes(request, look, lambda: iter(())):
            assert isinstance(message, Measured)
            assert isinstance(message.measurement, camera.Measurement)
            said.append(message.measurement)
    return said


@pytest.mark.parametrize(
    ("lists", "said"),
    [
        pytest.param(((DESK,), (DESK,), (DESK,)), [], id="it stays"),
        pytest.param(((DESK,), (DESK,), (), (DESK,), (DESK,)), [], id="gone for one look, as when it is opened"),
        pytest.param(((DESK,), (DESK,), (), ()), [None], id="pulled out"),
        pytest.param(((), ()), [None], id="pulled out before the first look"),
        pytest.param(((DESK,), (), (), (DESK,), (DESK,)), [None, DESK.id], id="plugged in again"),
        pytest.param(((DESK, LID), (LID,), (LID,)), [LID.id], id="Chrome would take the other one"),
        pytest.param(((DESK, LID), (DESK,), (DESK,)), [], id="another one is pulled out"),
    ],
)
def test_what_is_said_of_the_cameras_that_are_left(
    lists: tuple[tuple[Camera, ...], ...], said: list[str | None]
) -> None:
    assert [each.camera_id for each in listed_in_turn(*lists)] == said


def test_the_chosen_camera_is_missed_although_another_is_there() -> None:
    (gone,) = listed_in_turn((DESK, LID), (LID,), (LID,), wanted=DESK.id)
    assert camera.CHECK.judge(gone, camera.Policy()).code == "camera.not_found"


def test_without_any_camera_none_is_connected() -> None:
    (gone,) = listed_in_turn((DESK,), (), ())
    assert camera.CHECK.judge(gone, camera.Policy()).code == "camera.absent"
