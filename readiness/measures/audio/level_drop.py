"""A sudden lasting drop of the voice's level, caused by another program or the headset turning the microphone down.

It occurs within running speech, whereas the softer voice of a more distant person starts after, or continues during, a
pause.
"""

from __future__ import annotations

from bisect import insort

import numpy as np
from numpy.typing import NDArray

from readiness.measures.audio.levels import Samples

LEAST_DB = 12.0
LEAST_SPEECH_S = 1.0
LONGEST_PAUSE_S = 0.8

_LOUD_SHARE = 0.8
_OVERLAP_DB = 8.0


def level_drop_db(samples: Samples, rate_hz: int, is_speech: NDArray[np.bool_], frame_s: float) -> float | None:
    """Return the drop of the voice's level; None if there is none. `is_speech` is per frame of `frame_s`."""
    frame = round(rate_hz * frame_s)
    count = min(is_speech.size, samples.size // frame)
    power = np.square(samples[: count * frame].reshape(count, frame), dtype=np.float64).mean(axis=1) + 1e-12
    spoken = np.flatnonzero(is_speech[:count])
    least = round(LEAST_SPEECH_S / frame_s)
    if spoken.size <= 2 * least:
        return None
    level_db = 10 * np.log10(power[spoken])
    before_db = _loud_so_far_db(level_db.tolist())
    after_db = _loud_so_far_db(level_db[::-1].tolist())[::-1]
    falls = [before_db[at - 1] - after_db[at] for at in range(least, spoken.size - least)]
    at = least + int(np.argmax(falls))
    fall_db = falls[at - least]
    pause_s = (spoken[at] - spoken[at - 1]) * frame_s
    stays = float(level_db[at:].max()) < before_db[at - 1] - LEAST_DB + _OVERLAP_DB
    return fall_db if fall_db >= LEAST_DB and pause_s <= LONGEST_PAUSE_S and stays else None


def _loud_so_far_db(levels_db: list[float]) -> list[float]:
    """Return for each level what the loud ones up to it reach."""
    ordered: list[float] = []
    loud_db = []
    for level_db in levels_db:
        insort(ordered, level_db)
        at = _LOUD_SHARE * (len(ordered) - 1)
        low, high = ordered[int(at)], ordered[min(int(at) + 1, len(ordered) - 1)]
        loud_db.append(low + (at - int(at)) * (high - low))
    return loud_db
