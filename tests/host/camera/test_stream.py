"""How cameras are opened; the streams are tested with the camera's probe and, on real drivers, in the lab."""

from __future__ import annotations

import pytest

from readiness.host.camera.devices import AVFOUNDATION, DSHOW, MSMF, V4L2, Camera, Route
from readiness.host.camera.stream import WIDE_PX, of_camera


@pytest.mark.parametrize(
    ("backends", "expected"),
    [
        ((V4L2,), [(V4L2, WIDE_PX), (V4L2, None)]),
        ((MSMF, DSHOW), [(MSMF, WIDE_PX), (MSMF, None), (DSHOW, WIDE_PX), (DSHOW, None)]),
        ((AVFOUNDATION,), [(AVFOUNDATION, None)]),
    ],
)
def test_a_meetings_picture_is_asked_for_first(
    backends: tuple[int, ...], expected: list[tuple[int, tuple[int, int] | None]]
) -> None:
    routes = tuple(Route(0, backend) for backend in backends)
    camera = Camera(id="usb-1", path="", name="Webcam", kind="physical", vid_pid=None, routes=routes)
    assert [(each.backend, each.size_px) for each in of_camera(camera)] == expected
