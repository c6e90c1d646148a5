"""The probe in a process of its own, as the program runs it."""

from __future__ import annotations

import pytest
from network_camera import network_camera

from readiness.checks import camera, camera_probe, framing, lighting
from readiness.engine import runner
from readiness.model import Ended, Judged, Policy, Preview, Request

pytestmark = pytest.mark.slow

CHECKS = (camera.CHECK, lighting.CHECK, framing.CHECK)
QUICK = Policy((camera.Policy(first_network_picture_within_s=1.0),))


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("live", {"camera.ok", "lighting.ok", "framing.ok"}),
        ("hang", {"camera.no_picture", "lighting.not_assessed", "framing.not_assessed"}),
    ],
)
def test_stream_gives_its_findings(mode: str, expected: set[str]) -> None:
    with network_camera() as address:
        events = list(runner.run([camera_probe.PROBE], CHECKS, Request(camera=address + mode, policy=QUICK)))
    judged = [event.what for event in events if isinstance(event.what, Judged)]
    assert {each.finding.code for each in judged if each.settled} == expected
    assert isinstance(events[-1].what, Ended)


def test_closed_live_run_releases_the_camera() -> None:
    with network_camera() as address:
        events = runner.run([camera_probe.PROBE], CHECKS, Request(camera=address + "live", live=True))
        assert any(isinstance(event.what, Preview) for event in events)
        events.close()  # type: ignore[attr-defined]
        assert address.nobody_watches.wait(2)
