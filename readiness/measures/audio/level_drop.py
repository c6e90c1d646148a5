"""A sudden lasting drop of the voice's level, caused by another program or the headset turning the microphone down.

It occurs within running speech, whereas the softer voice of a more distant person starts after, or continues during, a
pause.
"""

from __future__ import annotations

from bisect import insort

import numpy as np
from numpy.typing import NDArray

from readiness.measures.audio.levels import Samples

MIN_DB = 12.0
MIN_SPEECH_S = 1.0
LONGEST_PAUSE_S = 0.8

SOFTER_DB, SOFTER_S = 5.0, 2.0
"""How far the voice falls, at least, when somebody leans back or turns away, and how much sound must follow. One in
five clean voices falls so far by itself, and is no more reverberant afterwards: docs/audio-sets.md, How soon."""

_LOUD_SHARE = 0.8
_OVERLAP_DB = 8.0


def level_drop_db(samples: Samples, rate_hz: float, is_speech: NDArray[np.bool_], frame_s: float) -> float | None:
    """Return the drop of the voice's level; None if there is none. `is_speech` is per frame of `frame_s`."""
    level_db, spoken = _spoken_levels(samples, round(rate_hz * frame_s), is_speech)
    drop = _drop(level_db, spoken, frame_s, MIN_DB)
    return drop[0] if drop else None


def softer_since(samples: Samples, rate_hz: float, is_speech: NDArray[np.bool_], frame_s: float) -> int:
    """Return the sample from which on the voice is softer than before; 0 if it is not."""
    frame = round(rate_hz * frame_s)
    level_db, spoken = _spoken_levels(samples, frame, is_speech)
    drop = _drop(level_db, spoken, frame_s, SOFTER_DB, last=samples.size // frame - round(SOFTER_S / frame_s))
    return drop[1] * frame if drop else 0


def _spoken_levels(
    samples: Samples, frame: int, is_speech: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Return the level of each frame with speech, and its number."""
    count = min(is_speech.size, samples.size // frame)
    power = np.square(samples[: count * frame].reshape(count, frame), dtype=np.float64).mean(axis=1) + 1e-12
    spoken = np.flatnonzero(is_speech[:count])
    return 10 * np.log10(power[spoken]), spoken


def _drop(
    level_db: NDArray[np.float64], spoken: NDArray[np.intp], frame_s: float, min_db: float, last: int | None = None
) -> tuple[float, int] | None:
    """Return the largest fall of the voice that lasts, and the frame at which it begins, which is `last` at most.

    It is searched for among the places after which the voice stays softer: the loud syllables just before the fall
    count so little that the fall would seem as large earlier.
    """
    least = round(MIN_SPEECH_S / frame_s)
    end = spoken.size - least if last is None else min(spoken.size - least, int(np.searchsorted(spoken, last)))
    if end <= least:
        return None
    before_db = _loud_so_far_db(level_db.tolist())
    after_db = _loud_so_far_db(level_db[::-1].tolist())[::-1]
    loudest_db = np.maximum.accumulate(level_db[::-1])[::-1]
    falls = {
        at: before_db[at - 1] - after_db[at]
        for at in range(least, end)
        if loudest_db[at] < before_db[at - 1] - min_db + _OVERLAP_DB
    }
    at = max(falls, key=lambda each: falls[each], default=None)
    if at is None or falls[at] < min_db:
        return None
    pause_s = (spoken[at] - spoken[at - 1]) * frame_s
    return (falls[at], int(spoken[at])) if pause_s <= LONGEST_PAUSE_S else None


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
