"""Endpoints from MMDevice, read in a Windows Python. The rig has Jabra Evolve2 65, Annas AirPods Pro and a webcam."""

from __future__ import annotations

import pytest

from readiness.checks.headset.classify import classify
from readiness.host.audio.endpoint import AudioEndpoint, choose
from readiness.host.audio.endpoints import list_endpoints


@pytest.fixture(scope="module")
def endpoints() -> tuple[AudioEndpoint, ...]:
    return list_endpoints()


def test_inputs_and_outputs_have_names_and_addresses(endpoints: tuple[AudioEndpoint, ...]) -> None:
    assert {each.direction for each in endpoints} == {"input", "output"}
    for each in endpoints:
        assert each.name
        assert each.id.startswith("{0.0.1." if each.direction == "input" else "{0.0.0.")


def test_each_direction_has_one_default(endpoints: tuple[AudioEndpoint, ...]) -> None:
    for direction in ("input", "output"):
        assert sum(each.is_default for each in endpoints if each.direction == direction) == 1
        assert sum(each.is_default_communications for each in endpoints if each.direction == direction) == 1


def test_volume_of_the_default_output_is_read(endpoints: tuple[AudioEndpoint, ...]) -> None:
    (output,) = (each for each in endpoints if each.direction == "output" and each.is_default)
    assert output.muted is False
    assert output.level is not None
    assert 0 < output.level <= 1


def test_the_form_factor_is_read(endpoints: tuple[AudioEndpoint, ...]) -> None:
    assert {each.form_factor for each in endpoints if each.direction == "output"} == {"speaker"}
    assert "microphone" in {each.form_factor for each in endpoints if each.direction == "input"}


@pytest.mark.parametrize(
    ("wanted", "device_class"),
    [("Evolve2", "call_headset"), ("AirPods", "phone_earbuds"), ("C920", "webcam_mic")],
)
def test_device_class_of_each_endpoint(endpoints: tuple[AudioEndpoint, ...], wanted: str, device_class: str) -> None:
    endpoint = choose(endpoints, wanted)
    assert endpoint is not None
    assert classify(endpoint).device_class == device_class
