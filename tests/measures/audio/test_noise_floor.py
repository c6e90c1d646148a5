"""By how much a microphone's noise has fallen, whoever speaks over it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from speech import RATE_HZ, noise, speech

from readiness.measures.audio.levels import Samples
from readiness.measures.audio.noise_floor import floor_fall_db, noise_floor_dbfs


def floor_of(sound: Samples) -> NDArray[np.float64]:
    return noise_floor_dbfs(sound, RATE_HZ)


def heard(voice_db: float, noise_dbfs: float) -> Samples:
    voice = speech()[: 8 * RATE_HZ] * np.float32(10 ** (voice_db / 20))
    return (voice + noise(voice.size, noise_dbfs)).astype(np.float32)


def test_floor_falls_as_far_as_the_microphone_is_turned_down() -> None:
    before = heard(0, -60)
    fall_db = floor_fall_db(floor_of(before), floor_of(before * np.float32(0.05)))
    assert fall_db == pytest.approx(26, abs=0.5)


@pytest.mark.parametrize("voice_db", [0, -26, -60])
def test_floor_stays_when_a_voice_becomes_softer(voice_db: float) -> None:
    fall_db = floor_fall_db(floor_of(heard(0, -60)), floor_of(heard(voice_db, -60)))
    assert fall_db is not None
    assert fall_db < 3


def test_no_fall_is_told_of_a_converters_own_noise() -> None:
    steps = (np.round(noise(RATE_HZ, -96) * 32768) / 32768).astype(np.float32)
    assert floor_fall_db(floor_of(steps), floor_of(noise(RATE_HZ, -110))) is None


def test_digital_silence_has_no_floor() -> None:
    silent = np.zeros(RATE_HZ, dtype=np.float32)
    assert not floor_of(silent).size
    assert floor_fall_db(floor_of(heard(0, -60)), floor_of(silent)) is None
    half = heard(0, -60)
    half[: 4 * RATE_HZ] = 0
    fall_db = floor_fall_db(floor_of(heard(0, -60)), floor_of(half))
    assert fall_db == pytest.approx(0, abs=1)
