"""A far voice is heard under a near one without pauses, and nothing of the near one is taken for it."""

from __future__ import annotations

import numpy as np
import pytest
from speech import RATE_HZ, noise, speech

from readiness.measures.audio.bands import low_band
from readiness.measures.audio.levels import Samples, rms_dbfs
from readiness.measures.audio.resampling import Resampler
from readiness.measures.audio.voice_in_pauses import voice_in_pauses_dbfs
from readiness.measures.audio.voice_under_speech import band_power, logit, picture, voice_under_speech_dbfs

SPEECH = speech()
SPOKEN = [part for part in np.split(SPEECH, range(480, SPEECH.size, 480)) if rms_dbfs(part) > -50]
OWN = np.resize(np.concatenate(SPOKEN), 8 * RATE_HZ)
"""Somebody who speaks without a pause."""

UNDER_DB = 22.0


def in_a_room(samples: Samples) -> Samples:
    """0.3 s of reverberation, half as loud as the sound itself."""
    after = np.arange(int(0.36 * RATE_HZ))
    tail = np.random.default_rng(3).normal(size=after.size) * np.exp(-6.9 * after / (0.3 * RATE_HZ))
    tail[:200] = 0
    tail *= 0.7 / np.sqrt(np.square(tail).sum())
    tail[0] = 1
    size = samples.size + tail.size
    return np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(tail, size), size)[: samples.size].astype(np.float32)


def far(under_db: float) -> Samples:
    other = in_a_room(np.interp(np.arange(0, OWN.size - 1, 1.15), np.arange(OWN.size), OWN).astype(np.float32))
    other = np.roll(np.resize(other, OWN.size), OWN.size // 3)
    return other * np.float32(10 ** ((rms_dbfs(OWN) - under_db - rms_dbfs(other)) / 20))


def low(samples: Samples) -> tuple[Samples, float]:
    return low_band(samples + noise(samples.size, -75), RATE_HZ, 8000)


@pytest.mark.parametrize("under_db", [18, 20, 22])
def test_another_voice_without_a_pause_to_hear_it_in(under_db: float) -> None:
    both = OWN + far(under_db)
    assert voice_in_pauses_dbfs(both, RATE_HZ, rms_dbfs(OWN)) is None
    found_dbfs = voice_under_speech_dbfs(*low(both))
    assert found_dbfs == pytest.approx(rms_dbfs(OWN) - under_db, abs=3)


@pytest.mark.parametrize(
    "alone",
    [OWN, in_a_room(OWN), OWN + noise(OWN.size, -50), OWN + far(70)],
    ids=["nothing", "the echo of its own room", "noise", "a voice too soft to be heard"],
)
def test_own_voice_alone(alone: Samples) -> None:
    assert voice_under_speech_dbfs(*low(alone)) is None


def test_the_fainter_the_less_likely() -> None:
    def likely(under_db: float) -> float:
        seen = picture(band_power(*low(OWN + far(under_db))))
        assert seen is not None
        return logit(seen)

    assert likely(20) > likely(30) > likely(60)


def test_too_short_too_narrow_or_silent() -> None:
    samples, rate_hz = low(OWN + far(UNDER_DB))
    assert voice_under_speech_dbfs(samples[: 4 * 16_000], rate_hz) is None
    assert voice_under_speech_dbfs(samples[::2], rate_hz / 2) is None
    assert voice_under_speech_dbfs(np.zeros_like(samples), rate_hz) is None


@pytest.mark.parametrize("rate_hz", [16_000, 22_050, 44_100])
def test_at_other_rates(rate_hz: int) -> None:
    heard = Resampler(RATE_HZ, rate_hz)(OWN + far(UNDER_DB) + noise(OWN.size, -75))
    assert voice_under_speech_dbfs(*low_band(heard, rate_hz, 8000)) is not None
