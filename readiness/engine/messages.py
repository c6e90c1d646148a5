"""The wire format of probe messages: length-prefixed msgpack frames, decoded only into known types.

A probe handles hostile pictures and broken drivers, so its process is the least trusted part of the program. Decoding
never runs code, and anything outside the declared types, sizes and ranges raises `InvalidMessageError`.
"""

from __future__ import annotations

import string
import struct
from collections.abc import Iterator
from pathlib import PurePath
from typing import IO

import msgspec

from readiness.i18n import LocalizedText
from readiness.model import Activity, Alive, Heard, Level, Measured, MeasurementTypes, Preview, ProbeMessage, finite

MAX_FRAME_BYTES = 8 * 2**20
"""Four times a 640 × 1138 preview, the largest legitimate message."""

MAX_TEXT_BYTES = 64 * 2**10
"""For messages with neither picture nor sound: the longest list of devices takes a tenth."""

LONGEST_ACTIVITY = 300
"""Characters of a sentence for the person who waits. Laying out a megabyte of them stops the window for seconds."""

HIGHEST_RATE_HZ = 384_000

MAX_DB = 1000.0
"""Of a level. A meter that falls by so many decibels a frame would not come down from 10³⁰⁸."""

LENGTH = struct.Struct(">I")


class InvalidMessageError(Exception):
    """The data is not a message that this probe may send."""


class Hello(msgspec.Struct, frozen=True):
    """The process has started and is about to load the probe."""


class Done(msgspec.Struct, frozen=True):
    """The probe has delivered all its measurements; how its process exits no longer matters."""


class Crashed(msgspec.Struct, frozen=True):
    """The probe raised an exception. `trace` is for the technician's log, never for the clinician."""

    trace: str


WireMessage = ProbeMessage | Hello | Done | Crashed

_PLAIN: dict[str, type[WireMessage]] = {
    kind.__name__: kind for kind in (Activity, Alive, Preview, Level, Heard, Hello, Done, Crashed)
}

_LARGE = {Preview.__name__, Heard.__name__}


class _Frame(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    kind: str
    body: msgspec.Raw


class _Measurement(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """`kind` is the index of the measurement's type in the probe's `yields`."""

    kind: int
    settled: bool
    body: msgspec.Raw


class _Sentence(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    message: str
    facts: dict[str, str]


def encode(message: WireMessage, yields: MeasurementTypes) -> bytearray:
    """Encode a message as one frame with a length prefix, copying a picture only once.

    Args:
        message: what to send.
        yields: the measurement types that the probe declares.

    Raises:
        InvalidMessageError: the message is too large, or a measurement is of a type that the probe does not declare.
    """
    body: object = message
    if isinstance(message, Measured):
        if type(message.measurement) not in yields:
            raise InvalidMessageError(f"{type(message.measurement).__name__} is not declared in the probe's yields")
        body = (yields.index(type(message.measurement)), message.settled, message.measurement)
    frame = bytearray(LENGTH.size)
    _ENCODER.encode_into((type(message).__name__, body), frame, LENGTH.size)
    size = len(frame) - LENGTH.size
    if size > MAX_FRAME_BYTES:
        raise InvalidMessageError(f"a message of {size} bytes")
    LENGTH.pack_into(frame, 0, size)
    return frame


def _to_plain(value: object) -> object:
    if isinstance(value, LocalizedText):
        return _Sentence(value.message, dict(value.facts))
    if hasattr(value, "item"):  # a numpy scalar
        return value.item()
    if isinstance(value, PurePath):
        return str(value)
    raise TypeError(f"a message cannot hold {type(value).__name__}")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_to_plain)


class Decoder:
    """Decodes the payloads of one probe's frames.

    Args:
        yields: the measurement types that the probe declares.
    """

    def __init__(self, yields: MeasurementTypes) -> None:
        self._frame = msgspec.msgpack.Decoder(_Frame)
        self._measured = msgspec.msgpack.Decoder(_Measurement)
        self._plain = {name: msgspec.msgpack.Decoder(kind) for name, kind in _PLAIN.items()}
        self._measurements = [msgspec.msgpack.Decoder(kind, dec_hook=_from_plain) for kind in yields]

    def __call__(self, payload: bytes) -> WireMessage:
        """Decode and validate a payload.

        Raises:
            InvalidMessageError: it is not a message that this probe may send.
        """
        try:
            frame = self._frame.decode(payload)
            if len(payload) > MAX_TEXT_BYTES and frame.kind not in _LARGE:
                raise InvalidMessageError(f"{frame.kind} of {len(payload)} bytes")  # noqa: TRY301
            if frame.kind == Measured.__name__:
                measured = self._measured.decode(frame.body)
                if measured.kind < 0:
                    raise InvalidMessageError("no such measurement")  # noqa: TRY301
                return Measured(finite(self._measurements[measured.kind].decode(measured.body)), measured.settled)
            return _checked(self._plain[frame.kind].decode(frame.body))
        except InvalidMessageError:
            raise
        except Exception as error:  # whatever exception the bytes cause, they are not a message
            raise InvalidMessageError(type(error).__name__) from error


def _from_plain(kind: type, value: object) -> object:
    if kind is not LocalizedText:
        raise TypeError(f"a message cannot hold {kind.__name__}")
    sentence = msgspec.convert(value, _Sentence)
    for _, name, spec, conversion in string.Formatter().parse(sentence.message):
        # `{name.attribute}` would access attributes, `{name:>999999999}` take a gigabyte
        if name is not None and (not name.isidentifier() or spec or conversion):
            raise InvalidMessageError("a sentence with a placeholder that is not a name")
    return LocalizedText(sentence.message, **sentence.facts)


def _checked(message: WireMessage) -> WireMessage:
    match message:
        case Preview(width=width, height=height, bgr=bgr):
            fits = width > 0 and height > 0 and len(bgr) == 3 * width * height
        case Heard(rate_hz=rate_hz, pcm=pcm):
            fits = 0 < rate_hz <= HIGHEST_RATE_HZ and len(pcm) % 2 == 0
        case Activity(text=text):
            fits = len(text) <= LONGEST_ACTIVITY
        case Level(rms_dbfs=rms, peak_dbfs=peak):
            return message if all(abs(each) <= MAX_DB for each in (rms, peak)) else Alive()  # also if one is NaN
        case _:
            fits = True
    if not fits:
        raise InvalidMessageError(f"{type(message).__name__} of the wrong size")
    return message


def read_frames(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the payload of each frame until the stream ends.

    Args:
        stream: a buffered one, whose reads are whole unless it ends.

    Raises:
        InvalidMessageError: a frame is larger than `MAX_FRAME_BYTES`, or the stream ends in the middle of one.
    """
    torn = InvalidMessageError("the stream ends in the middle of a message")
    while head := stream.read(LENGTH.size):
        if len(head) < LENGTH.size:
            raise torn
        (size,) = LENGTH.unpack(head)
        if size > MAX_FRAME_BYTES:
            raise InvalidMessageError(f"a message of {size} bytes")
        payload = stream.read(size)
        if len(payload) < size:
            raise torn
        yield payload
