"""Background sound: distant voices, and other sounds while nobody speaks near the microphone.

A distant voice is speech too, but far softer than the voice at the microphone, and lasts longer than the soft end of a
word.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.measures.audio.bands import band
from readiness.measures.audio.levels import Samples, dbfs
from readiness.measures.audio.noise import GUARD_AFTER, GUARD_BEFORE, HIGH_HZ, LOW_HZ

FAR_DB = 18.0
"""Speech this much softer than the near voice is another person's; ten times the distance makes 20 dB."""

MIN_S = 0.6

BEFORE_SPEECH_S = 0.5
"""People draw breath before they speak, audibly if the microphone is near; what is heard then is not the room's."""

TRIMMED_SHARE = 0.2
"""The loudest moments of a stretch that do not count: a click, or a syllable that was not recognized as speech."""

_SMOOTH = 5
_NEAR_SHARE = 0.8
_GAPS = 3
_OVER_NOISE_DB = 6.0


@dataclass(frozen=True, slots=True)
class BackgroundSound:
    """Levels of the loudest stretch of at least `MIN_S`; None if there is none that long."""

    voices_dbfs: float | None
    sounds_dbfs: float | None


def background_sound(
    samples: Samples, rate_hz: float, is_speech: NDArray[np.bool_], frame_s: float, noise_dbfs: float
) -> BackgroundSound:
    """Measure background sound; `is_speech` is per frame of `frame_s`, `noise_dbfs` the level of the steady noise."""
    frame = round(rate_hz * frame_s)
    heard = band(samples, rate_hz, LOW_HZ, min(HIGH_HZ, rate_hz / 2))
    count = min(is_speech.size, heard.size // frame)
    needed = round(MIN_S / frame_s)
    if count < needed:
        return BackgroundSound(None, None)
    power = np.square(heard[: count * frame].reshape(count, frame)).mean(axis=1, dtype=np.float64)
    speaks = is_speech[:count]
    smooth = np.convolve(power, np.ones(_SMOOTH) / _SMOOTH, "same")
    near = float(np.quantile(smooth[speaks], _NEAR_SHARE)) if speaks.any() else 0.0
    is_near = speaks & (smooth > near * 10 ** (-FAR_DB / 10))
    beside = np.convolve(is_near, np.ones(GUARD_BEFORE + GUARD_AFTER + 1), "full")[GUARD_BEFORE:][:count] > 0
    # Bridge the short gaps between syllables.
    filled = np.convolve(speaks, np.ones(2 * _GAPS + 1), "same") > 0
    floor = 10 ** ((noise_dbfs + _OVER_NOISE_DB) / 10)
    return BackgroundSound(
        _loudest(power, filled & ~beside, needed, floor),
        _loudest_sustained(power, ~filled & ~beside & ~_before_speech(speaks, frame_s), needed),
    )


def _before_speech(speaks: NDArray[np.bool_], frame_s: float) -> NDArray[np.bool_]:
    """Return for each frame whether speech begins soon after it; after the last frame it may."""
    ahead = round(BEFORE_SPEECH_S / frame_s)
    padded = np.concatenate([speaks, np.ones(ahead, dtype=bool)])
    follows: NDArray[np.bool_] = np.any(np.lib.stride_tricks.sliding_window_view(padded, ahead + 1), axis=1)
    return follows[: speaks.size]


def _loudest_sustained(power: NDArray[np.float64], wanted: NDArray[np.bool_], needed: int) -> float | None:
    """Return the level of the loudest run of `needed` wanted frames, without each run's few loudest frames."""
    windows = np.lib.stride_tricks.sliding_window_view(power, needed)
    windows = windows[np.lib.stride_tricks.sliding_window_view(wanted, needed).all(axis=1)]
    if not windows.size:
        return None
    kept = np.sort(windows, axis=1)[:, : needed - round(TRIMMED_SHARE * needed)]
    loudest = float(kept.mean(axis=1).max())
    return dbfs(loudest) if loudest > 0 else None


def _loudest(power: NDArray[np.float64], wanted: NDArray[np.bool_], needed: int, floor: float) -> float | None:
    """Return the level of the loudest run of `needed` consecutive wanted frames whose mean power exceeds the floor."""
    whole = np.convolve(wanted, np.ones(needed), "valid") > needed - 0.5
    mean = np.convolve(power, np.ones(needed) / needed, "valid")[whole]
    loudest = float(mean.max(initial=0.0))
    return dbfs(loudest) if loudest > floor else None
