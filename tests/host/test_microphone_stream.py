"""What PortAudio's codes mean, which input a name means, and a stream in which nothing comes."""

from __future__ import annotations

import numpy as np
import pytest

from readiness.host.microphone_stream import Input, MicrophoneStream, fault_of, match

INPUTS = [
    Input(index=index, name=name, rate_hz=48_000, channels=1)
    for index, name in enumerate(["Mikrofon (HD Pro Webcam C920)", "Headset (Jabra Evolve2 65)", "Headset"])
]


@pytest.mark.parametrize(
    ("code", "host_code", "fault"),
    [
        (-9985, None, "busy"),
        (-9996, None, "not_found"),
        (-9997, None, "refused"),
        (-9999, None, "refused"),
        (-9999, -2147024891, "denied"),
        (-9999, -2004287478, "busy"),
        (-9999, -2004287484, "unplugged"),
        (-9985, 0, "busy"),
        (0, None, "refused"),
    ],
)
def test_codes(code: int, host_code: int | None, fault: str) -> None:
    assert fault_of(code, host_code) == fault


@pytest.mark.parametrize(
    ("names", "index"),
    [
        (["Headset"], 2),
        (["jabra"], 1),
        (["C920"], 0),
        (["Fantasi", "EVOLVE2"], 1),
        (["Fantasi"], None),
        ([], None),
    ],
)
def test_names(names: list[str], index: int | None) -> None:
    found = match(INPUTS, names)
    assert (found.index if found else None) == index


def test_blocks_are_read_in_order() -> None:
    stream = MicrophoneStream("Headset", 48_000)
    for value in (1, 2, 3):
        stream.put(np.full(2, value, dtype=np.float32))
    assert [stream.read()[0] for _ in range(3)] == [1, 2, 3]
    assert stream.muted_in_system() is None
