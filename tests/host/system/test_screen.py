"""A screen that is there, one that is gone, and none."""

from __future__ import annotations

import subprocess

import pytest

from readiness.host.system.screen import has_screen


@pytest.mark.linux
@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":987654"}, False),
        ({"DISPLAY": "%%%:x"}, False),
        ({"DISPLAY": ":987654", "WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_screen_by_the_environment(environment: dict[str, str], *, expected: bool) -> None:
    assert has_screen(environment) is expected


@pytest.mark.linux
def test_screen_that_answers() -> None:
    with subprocess.Popen(["Xvfb", "-displayfd", "1"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout
        number = server.stdout.readline().decode().strip()
        try:
            assert has_screen({"DISPLAY": f":{number}"})
        finally:
            server.terminate()
