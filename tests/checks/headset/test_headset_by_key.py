"""The microphone that a person chose is found again by its key, and no other is taken in its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from readiness.checks.headset import CHECK, Policy
from readiness.checks.headset.device_key import by_key, device_key
from readiness.checks.headset.measure import measure
from readiness.host.audio.endpoint import AudioEndpoint

JABRA = AudioEndpoint(name="Headset (Jabra Evolve2 65)", id="a", bus="usb", vid_pid="0b0e:24f6")
TWIN = replace(JABRA, name="Headset (2- Jabra Evolve2 65)", id="b", is_default=True)
INSIDE = AudioEndpoint(name="Mikrofonmatris (Intel)", id="c", bus="internal", is_default=True)
OUTPUT = replace(JABRA, direction="output", id="d")
KEY = device_key(JABRA)


@pytest.mark.parametrize(
    ("endpoints", "wanted", "opened"),
    [
        pytest.param((OUTPUT, INSIDE, JABRA), KEY, "a", id="found"),
        pytest.param((JABRA, TWIN), KEY, "b", id="of two alike the computer's choice"),
        pytest.param((replace(JABRA, id=""),), KEY, JABRA.name, id="without an id, its name"),
        pytest.param((INSIDE, OUTPUT), KEY, KEY, id="gone"),
        pytest.param((JABRA,), "Jabra", "Jabra", id="a name is left alone"),
        pytest.param((JABRA,), None, None, id="nothing wanted"),
    ],
)
def test_device_key_selects_the_microphone(
    endpoints: tuple[AudioEndpoint, ...], wanted: str | None, opened: str | None
) -> None:
    assert by_key(endpoints, wanted) == opened


def test_chosen_headset_is_measured_instead_of_the_default() -> None:
    measured = measure((INSIDE, JABRA), KEY)
    assert (measured.id, measured.key) == ("a", KEY)
    assert [each.key for each in measured.microphones or ()] == [device_key(INSIDE), KEY]


def test_disconnected_chosen_headset_is_reported() -> None:
    finding = CHECK.judge(measure((INSIDE,), KEY), Policy())
    assert finding.code == "headset.not_found"
