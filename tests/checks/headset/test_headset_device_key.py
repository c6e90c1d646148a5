"""Knowing a device again: the same key for the same thing, another for another, and never a name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.checks.headset.device_key import LETTERS, device_key
from readiness.host.audio.endpoint import AudioEndpoint

USB = AudioEndpoint(name="Mikrofon (USB PnP Sound Device)", id="a", device="port-1", bus="usb", vid_pid="0d8c:0014")
BLUETOOTH = AudioEndpoint(name="Headset (Annas öron)", id="b", device="AA:BB:CC:DD:EE:FF", bus="bluetooth")
JACK = AudioEndpoint(name="Mikrofon (Realtek(R) Audio)", id="c", bus="internal", port="analog-input-headset-mic")


@pytest.mark.parametrize(
    ("one", "same"),
    [
        (USB, replace(USB, id="z", device="port-7", name="Mikrofon (2- USB PnP Sound Device)")),
        (USB, replace(USB, name="Microphone (USB PnP Sound Device)", is_default=True)),
        (BLUETOOTH, replace(BLUETOOTH, name="Headset (Annas andra namn)", id="z")),
        (JACK, replace(JACK, id="z", device="card-3")),
    ],
    ids=["another socket", "another language", "renamed", "another session"],
)
def test_same_device_has_the_same_key(one: AudioEndpoint, same: AudioEndpoint) -> None:
    assert device_key(one) == device_key(same)


@pytest.mark.parametrize(
    ("one", "another"),
    [
        (USB, replace(USB, vid_pid="0d8c:0012")),
        (USB, replace(USB, name="Mikrofon (USB Audio Device)")),
        (BLUETOOTH, replace(BLUETOOTH, device="11:22:33:44:55:66")),
        (JACK, replace(JACK, port="analog-input-rear-mic")),
    ],
    ids=["another number", "another product behind the same number", "another address", "another socket of the card"],
)
def test_another_device_has_another_key(one: AudioEndpoint, another: AudioEndpoint) -> None:
    assert device_key(one) != device_key(another)


@given(st.text(), st.sampled_from(["", "usb", "bluetooth", "internal"]), st.sampled_from(["", "0d8c:0014"]))
def test_a_key_is_hexadecimal_whatever_the_name(name: str, bus: str, vid_pid: str) -> None:
    key = device_key(AudioEndpoint(name=name, id="x", bus=bus, vid_pid=vid_pid))
    assert len(key) == LETTERS
    assert set(key) <= set("0123456789abcdef")
