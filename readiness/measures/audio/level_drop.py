"""A voice that becomes much softer while it speaks on: another program, or the headset, turns the microphone down.

Another person's voice, softer because it is further away, comes after a pause or goes on in it; this fall comes within
the running speech and lasts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from readiness.measures.audio.levels import Samples

LEAST_DB = 12.0
LEAST_SPEECH_S = 1.0
LONGEST_PAUSE_S = 0.8

_LOUD_SHARE = 0.8
_OVERLAP_DB = 8.0


def level_drop_db(samples: Samples, rate_hz: int, is_speech: NDArray[np.bool_], frame_s: float) -> float | None:
    """How far the voice fell; None when it did not. `is_speech` is for each frame of `frame_s`."""
    frame = round(rate_hz * frame_s)
    count = min(is_speech.size, samples.size // frame)
    power = np.square(samples[: count * frame].reshape(count, frame), dtype=np.float64).mean(axis=1) + 1e-12
    spoken = np.flatnonzero(is_speech[:count])
    least = round(LEAST_SPEECH_S / frame_s)
    if spoken.size <= 2 * least:
        return None
    level_db = 10 * np.log10(power[spoken])
    falls = [
        float(np.quantile(level_db[:at], _LOUD_SHARE) - np.quantile(level_db[at:], _LOUD_SHARE))
        for at in range(least, spoken.size - least)
    ]
    at = least + int(np.argmax(falls))
    fall_db = falls[at - least]
    pause_s = (spoken[at] - spoken[at - 1]) * frame_s
    before_db = float(np.quantile(level_db[:at], _LOUD_SHARE))
    stays = float(level_db[at:].max()) < before_db - LEAST_DB + _OVERLAP_DB
    return fall_db if fall_db >= LEAST_DB and pause_s <= LONGEST_PAUSE_S and stays else None
