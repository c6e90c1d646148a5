"""Endpoints from MMDevice, read in a Windows Python. The rig has Jabra Evolve2 65, Annas AirPods Pro and a webcam."""

from __future__ import annotations

import sys
import winreg

import pytest
from windows_registry import delete_tree, write_value

from readiness.checks.headset.classify import classify
from readiness.host.audio.endpoint import AudioEndpoint, choose_endpoint
from readiness.host.audio.endpoints import list_endpoints
from readiness.host.audio.sound_carrier_windows import owner
from readiness.host.system import registry_windows

assert sys.platform == "win32"

CONTAINERS = r"SYSTEM\CurrentControlSet\Control\DeviceContainers"


@pytest.fixture(scope="module")
def endpoints() -> tuple[AudioEndpoint, ...]:
    return list_endpoints()


@pytest.mark.sound_rig
def test_inputs_and_outputs_have_names_and_addresses(endpoints: tuple[AudioEndpoint, ...]) -> None:
    assert {each.direction for each in endpoints} == {"input", "output"}
    for each in endpoints:
        assert each.name
        assert each.id.startswith("{0.0.1." if each.direction == "input" else "{0.0.0.")


@pytest.mark.sound_rig
def test_each_direction_has_one_default(endpoints: tuple[AudioEndpoint, ...]) -> None:
    for direction in ("input", "output"):
        assert sum(each.is_default for each in endpoints if each.direction == direction) == 1
        assert sum(each.is_default_communications for each in endpoints if each.direction == direction) == 1


@pytest.mark.sound_rig
@pytest.mark.parametrize("direction", ["input", "output"])
def test_volume_of_the_default_is_read(endpoints: tuple[AudioEndpoint, ...], direction: str) -> None:
    (default,) = (each for each in endpoints if each.direction == direction and each.is_default)
    assert default.muted is False
    assert default.level is not None
    assert 0 < default.level <= 1


@pytest.mark.sound_rig
def test_the_form_factor_is_read(endpoints: tuple[AudioEndpoint, ...]) -> None:
    assert {each.form_factor for each in endpoints if each.direction == "output"} == {"speaker"}
    assert "microphone" in {each.form_factor for each in endpoints if each.direction == "input"}


@pytest.mark.sound_rig
@pytest.mark.parametrize(
    ("wanted", "device_class"),
    [("Evolve2", "call_headset"), ("AirPods", "phone_earbuds"), ("C920", "webcam_mic")],
)
def test_device_class_of_each_endpoint(endpoints: tuple[AudioEndpoint, ...], wanted: str, device_class: str) -> None:
    endpoint = choose_endpoint(endpoints, wanted)
    assert endpoint is not None
    assert classify(endpoint).device_class == device_class


@pytest.mark.under_wine
def test_device_of_a_container_is_read_from_the_registry() -> None:
    container = "{6f1d7b2e-9f5a-4c1b-8e2d-0a1b2c3d4e5f}"
    key = rf"{CONTAINERS}\{container}"
    write_value(
        rf"{key}\BaseContainers\{container}",
        r"USB\VID_0B0E&PID_0E40\50C2ED0123456",
        b"",
        winreg.REG_BINARY,
        hive=registry_windows.MACHINE,
    )
    try:
        assert owner(container.upper()) == r"USB\VID_0B0E&PID_0E40"
    finally:
        delete_tree(registry_windows.MACHINE, key, registry_windows.VIEW_64)
    assert owner(container) == ""
