"""Reading WAV files (RIFF) with uncompressed samples: 8 to 32-bit integers, 32 or 64-bit floats.

The standard library's `wave` rejects floats and truncated files, so the few chunks are parsed here.
Microsoft's "Multiple Channel Audio Data and WAVE Files" describes the extensible form.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from readiness.file_reader import open_file

if TYPE_CHECKING:
    from readiness.measures.audio.levels import Samples

LONGEST_S = 60.0
"""Anything after this is not read."""

_MAX_SAMPLES = 60 * 48_000
"""Of the mono mix: 60 s at a usual rate, 7.5 s at the highest, so that no file takes minutes to measure."""
_MAX_BYTES = 256 * 2**20
"""Of the file: at 64 channels, 384 kHz and 16 bits that is 5 s."""
_BLOCK_BYTES = 2**20
_MAX_CHUNKS = 1000
"""Before the sound. A file of null characters is made of empty chunks."""

LOWEST_RATE_HZ, HIGHEST_RATE_HZ = 4_000, 384_000
MAX_CHANNELS = 64

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_SAMPLE_TYPES = {(_PCM, 8): "u1", (_PCM, 16): "<i2", (_PCM, 32): "<i4", (_FLOAT, 32): "<f4", (_FLOAT, 64): "<f8"}
_FORMAT_BYTES = 40

Fault = Literal["not_found", "not_a_recording", "empty"]


class RecordingError(Exception):
    """The file cannot be used as a recording; `fault` is the reason."""

    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(detail)
        self.fault: Fault = fault


@dataclass(frozen=True, slots=True)
class Recording:
    """Mono sound. A truncated file is read as far as it goes."""

    samples: Samples
    rate_hz: int


@dataclass(frozen=True, slots=True)
class _Format:
    tag: int
    channels: int
    rate_hz: int
    bits: int


def is_recording(wanted: str | None) -> bool:
    """Whether a microphone's name denotes a recording: it has a WAV extension, or is an existing file."""
    if wanted is None:
        return False
    try:
        return Path(wanted).suffix.casefold() in {".wav", ".wave"} or Path(wanted).is_file()
    except (OSError, ValueError):  # not a valid file name
        return False


def read_wav(path: Path, longest_s: float = LONGEST_S) -> Recording:
    """Read the first `longest_s` seconds, mixed to mono by averaging, as a browser does before sending.

    Raises:
        RecordingError: the file is missing, not a supported WAV file, or has no samples.
    """
    try:
        with open_file(path) as file:
            return _read(file, longest_s)
    except FileNotFoundError as error:
        raise RecordingError("not_found", "no such file") from error
    except OSError as error:
        raise RecordingError("not_a_recording", "the file cannot be read") from error


def _read(file: BinaryIO, longest_s: float) -> Recording:
    riff = file.read(12)
    if len(riff) < 12 or riff[:4] not in {b"RIFF", b"RF64"} or riff[8:] != b"WAVE":
        raise RecordingError("empty" if not riff else "not_a_recording", "no RIFF header")
    form: _Format | None = None
    for _ in range(_MAX_CHUNKS):
        if len(header := file.read(8)) < 8:
            break
        name, size = header[:4], int.from_bytes(header[4:], "little")
        if name == b"data":
            if form is None:
                raise RecordingError("not_a_recording", "sound before its format")
            return _samples(file, size, form, longest_s)
        if name == b"fmt ":
            form = _format(file.read(min(size, _FORMAT_BYTES)))
            size -= min(size, _FORMAT_BYTES)
        file.seek(size + (int.from_bytes(header[4:], "little") & 1), 1)
    raise RecordingError("not_a_recording" if form is None else "empty", "no sound in the file")


def _format(data: bytes) -> _Format:
    if len(data) < 16:
        raise RecordingError("not_a_recording", "torn format")
    tag, channels, rate_hz, _, _, bits = struct.unpack("<HHIIHH", data[:16])
    if tag == _EXTENSIBLE and len(data) >= 26:
        tag = int.from_bytes(data[24:26], "little")
    if not 1 <= channels <= MAX_CHANNELS or not LOWEST_RATE_HZ <= rate_hz <= HIGHEST_RATE_HZ:
        raise RecordingError("not_a_recording", f"{channels} channels at {rate_hz} Hz")
    if (tag, bits) not in _SAMPLE_TYPES and (tag, bits) != (_PCM, 24):
        raise RecordingError("not_a_recording", f"format {tag} with {bits} bits")
    return _Format(tag, channels, rate_hz, bits)


def _samples(file: BinaryIO, size: int, form: _Format, longest_s: float) -> Recording:
    import numpy as np

    frame_bytes = form.channels * form.bits // 8
    left = min(size, _MAX_BYTES, min(int(longest_s * form.rate_hz), _MAX_SAMPLES) * frame_bytes)
    blocks: list[Samples] = []
    while left > 0:
        data = file.read(min(left, _BLOCK_BYTES // frame_bytes * frame_bytes))
        left -= len(data)
        data = data[: len(data) // frame_bytes * frame_bytes]
        if not data:
            break
        blocks.append(_mono(data, form))
    if not blocks:
        raise RecordingError("empty", "no sound in the file")
    return Recording(np.concatenate(blocks), form.rate_hz)


def _mono(data: bytes, form: _Format) -> Samples:
    """Convert whole frames to mono samples, full scale −1 to 1."""
    import numpy as np

    if form.bits == 24:
        # Place the three bytes in the upper part of an int32, so that the sign bit is in position.
        wide = np.zeros((len(data) // 3, 4), dtype=np.uint8)
        wide[:, 1:] = np.frombuffer(data, np.uint8).reshape(-1, 3)
        values = wide.reshape(-1).view("<i4") / 2.0**31
    else:
        raw = np.frombuffer(data, _SAMPLE_TYPES[form.tag, form.bits])
        if form.tag == _FLOAT:
            values = np.nan_to_num(raw.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)
        elif form.bits == 8:
            values = (raw.astype(np.float64) - 128) / 128
        else:
            values = raw / 2.0 ** (form.bits - 1)
    mono = values.reshape(-1, form.channels).mean(axis=1)
    samples: Samples = np.clip(mono, -1e4, 1e4).astype(np.float32)
    return samples
