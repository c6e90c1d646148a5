"""Which messages a probe's pipe transports, and which it rejects."""

from __future__ import annotations

import io
import math
from typing import Any, get_args, get_type_hints

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.checks import camera, headset, lighting, microphone
from readiness.checks.headset.evidence import connection
from readiness.checks.registry import AT_ONCE, ON_REQUEST
from readiness.engine.messages import (
    MAX_FRAME_BYTES,
    Crashed,
    Decoder,
    Done,
    Hello,
    InvalidMessageError,
    WireMessage,
    encode,
    read_frames,
)
from readiness.i18n import LocalizedText
from readiness.model import Activity, Alive, Heard, Level, Measured, Preview

YIELDS = tuple(dict.fromkeys(kind for probe in (*AT_ONCE.probes, *ON_REQUEST.probes) for kind in probe.yields))


def over(message: WireMessage, yields: tuple[type, ...] = YIELDS) -> WireMessage:
    (payload,) = read_frames(io.BytesIO(encode(message, yields)))
    return Decoder(yields)(payload)


def full(kind: type[Any]) -> Any:
    """A measurement with a value in every field."""
    values: dict[type, Any] = {str: "åäö 🎧", int: 7, float: 0.5, bool: True}
    hints = get_type_hints(kind)
    some = {name: [values[each] for each in get_args(hint) if each in values] for name, hint in hints.items()}
    return kind(**{name: found[0] for name, found in some.items() if found})


@pytest.mark.parametrize("kind", YIELDS, ids=lambda kind: kind.__module__)
def test_measurements_of_every_probe_survive_the_round_trip(kind: type[Any]) -> None:
    for sent in (Measured(full(kind)), Measured(kind(), settled=False)):
        assert over(sent) == sent


def test_nested_facts_survive_the_round_trip() -> None:
    evidence = tuple(connection("usb", "headset", "046d:0a44"))
    device = headset.Microphone(id="1", key="k", name="Rör inte")
    sent = headset.Measurement(evidence=evidence, microphones=(device,))
    arrived = over(Measured(sent))
    assert arrived == Measured(sent)
    assert isinstance(arrived, Measured)
    assert isinstance(arrived.measurement, headset.Measurement)
    assert arrived.measurement.evidence
    assert [(each.message, each.facts) for each in arrived.measurement.evidence] == [
        (each.message, each.facts) for each in evidence
    ]
    cameras = camera.Measurement(cameras=(("a", "b"), ("c", "d")))
    assert over(Measured(cameras)) == Measured(cameras)


@pytest.mark.parametrize(
    "message",
    [
        Activity("Opening the camera …"),
        Alive(),
        Preview(4, 2, bytes(24)),
        Level(-30.0, -20.0),
        Heard(48_000, bytes(100)),
        Hello(),
        Done(),
        Crashed("Traceback"),
    ],
    ids=lambda message: type(message).__name__,
)
def test_every_message_survives_the_round_trip(message: WireMessage) -> None:
    assert over(message) == message


def test_numpy_numbers_are_converted_to_python_numbers() -> None:
    counted, finished = np.int64(3), np.ones(1, bool)[0]
    sent = microphone.Measurement(level_dbfs=np.float64(-30.5), dropouts_count=counted, finished=finished)  # type: ignore[arg-type]
    arrived = over(Measured(sent))
    assert isinstance(arrived, Measured)
    assert isinstance(arrived.measurement, microphone.Measurement)
    assert type(arrived.measurement.level_dbfs) is float
    assert arrived.measurement == microphone.Measurement(level_dbfs=-30.5, dropouts_count=3, finished=True)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_non_finite_numbers_become_none(number: float) -> None:
    sent = lighting.Measurement(faces_count=1, highlight_code=number)
    assert over(Measured(sent)) == Measured(lighting.Measurement(faces_count=1))
    assert over(Level(number, -20.0)) == over(Level(-20.0, 1e308)) == Alive()


@pytest.mark.parametrize(
    "message",
    [
        Preview(400, 2, bytes(24)),
        Preview(-4, -2, bytes(24)),
        Heard(0, bytes(2)),
        Heard(48_000, bytes(3)),
        Measured(headset.Measurement(evidence=(LocalizedText("{bus.__class__}", bus="usb"),))),
        Measured(headset.Measurement(evidence=(LocalizedText("{bus:>9}", bus="usb"),))),
    ],
    ids=["a picture with too few bytes", "no size", "no rate", "half a sample", "a look into an object", "a width"],
)
def test_message_of_the_wrong_shape_is_rejected(message: WireMessage) -> None:
    with pytest.raises(InvalidMessageError):
        over(message)


def test_undeclared_measurement_is_not_sent() -> None:
    with pytest.raises(InvalidMessageError):
        encode(Measured(camera.Measurement()), (headset.Measurement,))
    with pytest.raises(InvalidMessageError):
        encode(Preview(1, 1, bytes(MAX_FRAME_BYTES)), ())


def test_oversized_frame_length_is_rejected_at_once() -> None:
    with pytest.raises(InvalidMessageError):
        next(read_frames(io.BytesIO(b"\xff\xff\xff\xff")))


@pytest.mark.parametrize("cut", [1, 3, 5, 20])
def test_truncated_stream_raises_and_ended_stream_does_not(cut: int) -> None:
    whole = encode(Activity("Opening the camera …"), ())
    with pytest.raises(InvalidMessageError):
        list(read_frames(io.BytesIO(whole[:cut])))
    assert list(read_frames(io.BytesIO(b""))) == []


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_arbitrary_bytes_decode_or_raise_misfit(payload: bytes) -> None:
    try:
        message = Decoder(YIELDS)(payload)
    except InvalidMessageError:
        return
    assert isinstance(message, msgspec.Struct)


@settings(deadline=None)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=4))
def test_corrupted_message_decodes_or_raises_misfit(place: int, other: bytes) -> None:
    content = bytearray(encode(Measured(full(headset.Measurement)), YIELDS))[4:]
    place %= len(content)
    content[place : place + len(other)] = other
    try:
        message = Decoder(YIELDS)(bytes(content))
    except InvalidMessageError:
        return
    assert isinstance(message, msgspec.Struct)
