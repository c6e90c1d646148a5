"""The sweep is found at any rate, noise, clock and room, and not found in other sound."""

from __future__ import annotations

import numpy as np
import pytest
from speech import RATE_HZ, noise, speech

from readiness.measures.audio.leak import LONGEST_DELAY_S, SIGNAL_S, leak, sweeps
from readiness.measures.audio.levels import Samples, peak_dbfs, rms_dbfs
from readiness.measures.audio.resampling import Resampler

LEVEL_DBFS = -30.0


def through(loss_db: float, delay_s: float, room: Samples | None = None) -> Samples:
    recorded = np.zeros(int((SIGNAL_S + LONGEST_DELAY_S) * RATE_HZ), dtype=np.float32)
    sound = sweeps(RATE_HZ, LEVEL_DBFS) * np.float32(10 ** (-loss_db / 20))
    if room is not None:
        sound = np.convolve(sound, room)[: sound.size].astype(np.float32)
    at = round(delay_s * RATE_HZ)
    sound = sound[: recorded.size - at]
    recorded[at : at + sound.size] = sound
    return recorded


def test_sweep_never_exceeds_its_peak() -> None:
    for level_dbfs in (-30.0, -50.0):
        sound = sweeps(RATE_HZ, level_dbfs)
        assert rms_dbfs(sound) < level_dbfs
        assert peak_dbfs(sound) == pytest.approx(level_dbfs + 3.01, abs=0.05)
        assert sound[0] == 0


@pytest.mark.parametrize("loss_db", [0, 15, 30, 45])
@pytest.mark.parametrize("delay_s", [0.0, 0.0371, 0.25, 0.75])
@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 44_100, RATE_HZ])
def test_loss_and_delay(loss_db: float, delay_s: float, rate_hz: int) -> None:
    recorded = through(loss_db, delay_s)
    recorded = Resampler(RATE_HZ, rate_hz)(recorded) if rate_hz != RATE_HZ else recorded
    found = leak(recorded + noise(recorded.size, -75), rate_hz, LEVEL_DBFS)
    assert found.echo_loss_db == pytest.approx(loss_db, abs=0.6)
    assert found.delay_ms == pytest.approx(1000 * delay_s, abs=0.6)


@pytest.mark.parametrize("drift", [-300e-6, 300e-6])
def test_two_clocks(drift: float) -> None:
    recorded = through(30, 0.2)
    index = np.arange(recorded.size)
    found = leak(np.interp(index * (1 + drift), index, recorded).astype(np.float32), RATE_HZ, LEVEL_DBFS)
    assert found.echo_loss_db == pytest.approx(30, abs=0.6)


def test_a_room_adds_its_reverberation() -> None:
    rng = np.random.default_rng(3)
    index = np.arange(int(0.25 * RATE_HZ))
    room = (rng.normal(size=index.size) * np.exp(-index / (0.04 * RATE_HZ))).astype(np.float32)
    room /= np.sqrt(np.square(room).sum())
    recorded = through(20, 0.1, room)
    found = leak(recorded + noise(recorded.size, -70), RATE_HZ, LEVEL_DBFS)
    assert found.echo_loss_db == pytest.approx(20, abs=2)
    assert found.delay_ms == pytest.approx(100, abs=25)


@pytest.mark.parametrize("seed", range(20))
def test_no_sweep_is_found_in_noise_and_speech(seed: int) -> None:
    size = int((SIGNAL_S + LONGEST_DELAY_S) * RATE_HZ)
    voice = speech()
    at = seed * (voice.size - size) // 20
    for sound in (noise(size, -45, seed), voice[at : at + size]):
        assert leak(sound, RATE_HZ, LEVEL_DBFS).echo_loss_db is None


@pytest.mark.parametrize("size", [0, 100, RATE_HZ])
def test_no_sweep_is_found_in_short_or_silent_sound(size: int) -> None:
    assert leak(np.zeros(size, dtype=np.float32), RATE_HZ, LEVEL_DBFS).echo_loss_db is None


def test_sweep_at_the_detection_limit_is_found() -> None:
    size = int((SIGNAL_S + LONGEST_DELAY_S) * RATE_HZ)
    for noise_dbfs in (-80, -60, -40):
        hiss = noise(size, noise_dbfs)
        detectable_db = leak(hiss, RATE_HZ, LEVEL_DBFS).detectable_db
        assert leak(hiss + through(detectable_db, 0.1), RATE_HZ, LEVEL_DBFS).echo_loss_db is not None
        assert leak(hiss + through(detectable_db + 15, 0.1), RATE_HZ, LEVEL_DBFS).echo_loss_db is None
