"""Background voices and sounds are found when present, and not in the person's own voice."""

from __future__ import annotations

import numpy as np
import pytest
from speech import RATE_HZ, noise, speech, tone

from readiness.measures.audio.background_sound import BackgroundSound, background_sound
from readiness.measures.audio.levels import Samples, rms_dbfs
from readiness.measures.audio.noise import noise as measure_noise
from readiness.measures.audio.speech_presence import FRAME_S, speech_frames

VOICE = speech()
PAUSE = np.zeros(RATE_HZ, dtype=np.float32)


def analyse(*parts: Samples) -> BackgroundSound:
    sound = np.concatenate(parts)
    sound = sound + noise(sound.size, -75)
    speaks = speech_frames(sound, RATE_HZ)
    around = measure_noise(sound, RATE_HZ, speaks, FRAME_S)
    assert around is not None
    return background_sound(sound, RATE_HZ, speaks, FRAME_S, around.noise_dbfs)


def test_own_voice_is_not_background_speech() -> None:
    found = analyse(PAUSE, VOICE)
    assert found.voices_dbfs is None
    assert found.sounds_dbfs is not None
    assert found.sounds_dbfs < -70


@pytest.mark.parametrize("below_db", [24, 30])
def test_a_voice_behind(below_db: float) -> None:
    far = VOICE[: 4 * RATE_HZ] * np.float32(10 ** (-below_db / 20))
    found = analyse(far, PAUSE, VOICE)
    assert found.voices_dbfs is not None
    assert found.voices_dbfs == pytest.approx(rms_dbfs(far), abs=8)


@pytest.mark.parametrize("level_dbfs", [-30, -50])
def test_a_machine_that_starts_and_stops(level_dbfs: float) -> None:
    ring = tone(RATE_HZ, 900, 10 ** ((level_dbfs + 3.01) / 20))
    found = analyse(PAUSE, ring, PAUSE, VOICE, PAUSE)
    assert found.sounds_dbfs == pytest.approx(level_dbfs, abs=0.5)
    assert found.voices_dbfs is None


def test_sound_too_short_for_a_result() -> None:
    assert analyse(VOICE[:9600]) == BackgroundSound(None, None)


def test_breath_before_speaking_and_a_single_click_are_not_the_rooms() -> None:
    breath = noise(2 * RATE_HZ // 5, -35)
    click = np.concatenate([PAUSE, noise(RATE_HZ // 20, -15), PAUSE])
    found = analyse(click, breath, VOICE[int(0.6 * RATE_HZ) :])
    assert found.sounds_dbfs is not None
    assert found.sounds_dbfs < -60


def test_barking_is_the_rooms() -> None:
    bark = np.concatenate([noise(RATE_HZ // 5, -25), PAUSE[: RATE_HZ // 8]])
    found = analyse(PAUSE, *[bark] * 6, PAUSE, VOICE)
    assert found.sounds_dbfs is not None
    assert found.sounds_dbfs > -34
