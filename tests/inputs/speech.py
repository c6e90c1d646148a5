"""Human speech for tests: Debian's alsa-utils has a woman saying where each loudspeaker is, 48 kHz, recorded well."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
from linux_only import skip_elsewhere
from numpy.typing import NDArray

from readiness.host.audio.wav_file import read_wav
from readiness.measures.audio.levels import Samples

FOLDER = Path("/usr/share/sounds/alsa")
PLACES = ("Front_Center", "Front_Left", "Front_Right", "Rear_Center", "Side_Left")
RATE_HZ = 48_000
PAUSE_S = 0.7


def speech() -> Samples:
    """Some 10 s of running speech with pauses; the recordings' own noise is under −70 dBFS.

    Skips elsewhere than on Linux.
    """
    skip_elsewhere("alsa-utils' recordings")
    pause = np.zeros(int(PAUSE_S * RATE_HZ), dtype=np.float32)
    parts: list[Samples] = [pause]
    for place in PLACES:
        parts += [read_wav(FOLDER / f"{place}.wav").samples, pause]
    return np.concatenate(parts)


def noise(size: int, level_dbfs: float, seed: int = 1) -> Samples:
    """White noise."""
    return (np.random.default_rng(seed).normal(size=size) * 10 ** (level_dbfs / 20)).astype(np.float32)


def tone(size: int, hertz: float, peak: float, rate_hz: int = RATE_HZ) -> Samples:
    """A sine."""
    return (peak * np.sin(2 * np.pi * hertz * np.arange(size) / rate_hz)).astype(np.float32)


def write_wav(path: Path, samples: NDArray[np.float32], rate_hz: int = RATE_HZ) -> Path:
    """The samples as a plain 16-bit mono recording."""
    data = np.clip(np.round(samples * 32767), -32768, 32767).astype("<i2").tobytes()
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, rate_hz, 2 * rate_hz, 2, 16)
    body = b"WAVE" + form + struct.pack("<4sI", b"data", len(data)) + data
    path.write_bytes(struct.pack("<4sI", b"RIFF", len(body)) + body)
    return path
