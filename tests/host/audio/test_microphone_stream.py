"""Microphone streams with and without sound, and the sample rates tried."""

from __future__ import annotations

import numpy as np
import pytest

from readiness.host.audio import microphone_stream
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.host.audio.microphone_stream import MicrophoneStream, stream_settings
from readiness.host.audio.portaudio import Device, SoundError


def test_blocks_are_read_in_order() -> None:
    stream = MicrophoneStream("Headset", 48_000)
    for value in (1, 2, 3):
        stream.put(np.full(2, value, dtype=np.float32))
    assert [stream.read()[0] for _ in range(3)] == [1, 2, 3]
    assert stream.muted_in_system() is None


HEADSET = AudioEndpoint(name="Headset", id="headset")


def test_input_that_is_gone_is_unplugged() -> None:
    def is_gone(endpoint_id: str) -> bool:
        raise LookupError(endpoint_id)

    with pytest.raises(SoundError) as problem:
        MicrophoneStream("Headset", 48_000, HEADSET, is_gone).muted_in_system()
    assert problem.value.fault == "unplugged"


def test_system_that_does_not_answer_is_no_unplugged_device() -> None:
    def fails(_endpoint_id: str) -> bool:
        raise OSError("no answer")

    assert MicrophoneStream("Headset", 48_000, HEADSET, fails).muted_in_system() is None


@pytest.mark.parametrize(
    ("rate_hz", "channels", "first", "count"),
    [(48_000, 1, (1, 48_000), 3), (16_000, 2, (1, 16_000), 6), (96_000, 64, (1, 96_000), 8)],
)
def test_native_sample_rate_is_tried_first(rate_hz: int, channels: int, first: tuple[int, int], count: int) -> None:
    tried = list(stream_settings(Device(index=0, name="", rate_hz=rate_hz, channels=channels)))
    assert tried[0] == first
    assert len(set(tried)) == len(tried) == count
    assert tried[-1][1] in microphone_stream.OTHER_RATES_HZ
