"""Another voice is found in the pauses of the near one, and nothing else that is in them is taken for one."""

from __future__ import annotations

import numpy as np
import pytest
from speech import RATE_HZ, noise, speech, tone

from readiness.measures.audio.levels import Samples, rms_dbfs
from readiness.measures.audio.voice_in_pauses import voice_in_pauses_dbfs

SPEECH = speech()
NEAR = SPEECH[: 6 * RATE_HZ]
OTHER = np.concatenate([each for each in np.split(SPEECH, range(960, SPEECH.size, 960)) if rms_dbfs(each) > -45])
"""Somebody who speaks without a pause."""

NEAR_DBFS = -20.5


def softer(samples: Samples, level_db: float) -> Samples:
    return samples * np.float32(10 ** (-level_db / 20))


def heard(*beside: Samples) -> float | None:
    size = min(NEAR.size, *(each.size for each in beside)) if beside else NEAR.size
    sound = sum((each[:size] for each in beside), NEAR[:size] + noise(size, -75))
    return voice_in_pauses_dbfs(sound, RATE_HZ, NEAR_DBFS)


@pytest.mark.parametrize("below_db", [22, 26, 30])
def test_another_voice_all_the_time(below_db: float) -> None:
    found_dbfs = heard(softer(OTHER, below_db))
    assert found_dbfs is not None
    assert found_dbfs == pytest.approx(rms_dbfs(OTHER) - below_db, abs=8)


@pytest.mark.parametrize(
    "beside",
    [[], [noise(NEAR.size, -45)], [tone(NEAR.size, 440, 0.005)], [softer(OTHER, 60)]],
    ids=["nothing", "noise", "a tone", "a voice too soft to be heard"],
)
def test_own_voice_alone(beside: list[Samples]) -> None:
    assert heard(*beside) is None


def test_own_soft_syllables_between_words() -> None:
    """Gaps of a quarter of a second that the person's own voice fills, 20 dB softer than the words around them."""
    words, gap = OTHER[: 6 * RATE_HZ], RATE_HZ // 4
    sound = words.copy()
    for start in range(RATE_HZ // 2, sound.size - gap, RATE_HZ):
        sound[start : start + gap] *= np.float32(0.1)
    assert voice_in_pauses_dbfs(sound + noise(sound.size, -75), RATE_HZ, NEAR_DBFS) is None


def test_sound_without_pauses() -> None:
    assert voice_in_pauses_dbfs(noise(RATE_HZ, -26), RATE_HZ, NEAR_DBFS) is None
    assert voice_in_pauses_dbfs(NEAR[:0], RATE_HZ, NEAR_DBFS) is None
