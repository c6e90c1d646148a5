"""The active speech level against the recommendation's own algorithm, sample by sample."""

from __future__ import annotations

import math

import numpy as np
import pytest
from speech import RATE_HZ, speech, tone

from readiness.measures.audio.levels import Samples
from readiness.measures.audio.speech_level import active_level_dbfs


def by_the_book(samples: Samples, rate_hz: int) -> float:
    """ITU-T P.56, clause 8, as it is written: one loop over samples, all thresholds beside each other."""
    g = math.exp(-1 / (rate_hz * 0.03))
    thresholds = [2.0**-j for j in range(15, 0, -1)]
    hang = math.ceil(rate_hz * 0.2)
    activity, quiet_for = [0] * 15, [hang] * 15
    p = q = squares = 0.0
    for x in samples.tolist():
        squares += x * x
        p = g * p + (1 - g) * abs(x)
        q = g * q + (1 - g) * p
        for j, threshold in enumerate(thresholds):
            if q >= threshold:
                activity[j] += 1
                quiet_for[j] = 0
            elif quiet_for[j] < hang:
                activity[j] += 1
                quiet_for[j] += 1
    levels = [10 * math.log10(squares / a) if a else None for a in activity]
    before: tuple[float, float] | None = None
    for level, threshold in zip(levels, thresholds, strict=True):
        if level is None:
            break
        excess = level - 20 * math.log10(threshold) - 15.9
        if excess <= 0:
            assert before is not None
            share = before[1] / (before[1] - excess)
            return before[0] + share * (level - before[0])
        before = (level, excess)
    assert before is not None
    return before[0]


@pytest.mark.parametrize("gain_db", [0, -15, -30])
@pytest.mark.parametrize("rate_hz", [RATE_HZ, 16_000])
def test_level_is_the_recommendations(gain_db: float, rate_hz: int) -> None:
    samples = speech()[: 4 * RATE_HZ : RATE_HZ // rate_hz] * np.float32(10 ** (gain_db / 20))
    assert active_level_dbfs(samples, rate_hz) == pytest.approx(by_the_book(samples, rate_hz), abs=0.02)


def test_pauses_do_not_lower_it() -> None:
    short = speech()
    long = np.concatenate([short, np.zeros(10 * RATE_HZ, dtype=np.float32)])
    assert active_level_dbfs(long, RATE_HZ) == pytest.approx(active_level_dbfs(short, RATE_HZ), abs=0.01)


def test_a_steady_tone_has_its_rms_level() -> None:
    assert active_level_dbfs(tone(5 * RATE_HZ, 1000, 0.5), RATE_HZ) == pytest.approx(-9.03, abs=0.05)


@pytest.mark.parametrize("size", [0, 10, RATE_HZ])
def test_silence_has_no_speech_level(size: int) -> None:
    assert active_level_dbfs(np.zeros(size, dtype=np.float32), RATE_HZ) is None
