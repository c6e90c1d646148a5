"""Noise, clipping, drop-outs, hum and bandwidth: real speech, spoilt by a known amount."""

from __future__ import annotations

import numpy as np
import pytest
from speech import RATE_HZ, noise, speech, tone

from readiness.measures.audio.bands import band
from readiness.measures.audio.bandwidth import bandwidth_hz
from readiness.measures.audio.clipping import clipping
from readiness.measures.audio.dropouts import dropouts
from readiness.measures.audio.hum import hum
from readiness.measures.audio.levels import Samples, is_digital_silence, offset_dbfs, peak_dbfs, rms_dbfs
from readiness.measures.audio.noise import noise as measure_noise
from readiness.measures.audio.resampling import Resampler
from readiness.measures.audio.speech_level import active_level_dbfs
from readiness.measures.audio.speech_presence import FRAME_S, speech_frames

VOICE = speech()
SPEAKS = speech_frames(VOICE, RATE_HZ)


def test_levels_of_known_signals() -> None:
    assert rms_dbfs(tone(RATE_HZ, 1000, 1.0)) == pytest.approx(-3.01, abs=0.01)
    assert peak_dbfs(tone(RATE_HZ, 1000, 0.5)) == pytest.approx(-6.02, abs=0.01)
    assert offset_dbfs(tone(RATE_HZ, 1000, 0.5) + np.float32(0.1)) == pytest.approx(-20, abs=0.01)
    assert rms_dbfs(np.zeros(0, dtype=np.float32)) == -120


def test_digital_silence_is_one_value_repeated() -> None:
    silence = np.full(RATE_HZ, 0.25, dtype=np.float32)
    assert is_digital_silence(silence)
    silence[77] += np.float32(1 / 32768)
    assert not is_digital_silence(silence)


@pytest.mark.parametrize("snr_db", [5, 15, 25, 40])
def test_speech_over_noise(snr_db: float) -> None:
    level = active_level_dbfs(band(VOICE, RATE_HZ, 100, 8000), RATE_HZ)
    assert level is not None
    hiss = noise(VOICE.size, 0)
    hiss *= np.float32(10 ** ((level - snr_db - rms_dbfs(band(hiss, RATE_HZ, 100, 8000))) / 20))
    noisy = VOICE + hiss
    found = measure_noise(noisy, RATE_HZ, speech_frames(noisy, RATE_HZ), FRAME_S)
    assert found is not None
    assert found.snr_db == pytest.approx(snr_db, abs=2)
    assert found.noise_dbfs == pytest.approx(level - snr_db, abs=1)


def running_speech() -> Samples:
    """The voice without pauses and without any quiet frame."""
    return VOICE[: SPEAKS.size * 1536].reshape(-1, 1536)[SPEAKS].ravel()


@pytest.mark.parametrize("snr_db", [5, 10, 20])
@pytest.mark.parametrize("corner_hz", [None, 300], ids=["white", "a fan's"])
def test_speech_without_a_pause_over_noise(snr_db: float, corner_hz: float | None) -> None:
    voice = running_speech()
    level = active_level_dbfs(band(voice, RATE_HZ, 100, 8000), RATE_HZ)
    assert level is not None
    hiss = noise(voice.size, 0)
    if corner_hz:
        low = 1 / (1 + (np.fft.rfftfreq(hiss.size, 1 / RATE_HZ) / corner_hz) ** 2)
        hiss = np.fft.irfft(np.fft.rfft(hiss) * low, hiss.size).astype(np.float32)
    hiss *= np.float32(10 ** ((level - snr_db - rms_dbfs(band(hiss, RATE_HZ, 100, 8000))) / 20))
    noisy = voice + hiss
    found = measure_noise(noisy, RATE_HZ, np.ones(voice.size // 1536, dtype=bool), FRAME_S)
    assert found is not None
    assert found.snr_db == pytest.approx(snr_db, abs=2)


def test_without_speech_there_is_noise_but_no_ratio() -> None:
    found = measure_noise(noise(RATE_HZ, -40), RATE_HZ, np.zeros(31, dtype=bool), FRAME_S)
    assert found is not None
    assert found.snr_db is None


@pytest.mark.parametrize("share", [0.001, 0.005, 0.02])
@pytest.mark.parametrize("gain_db", [0, -20])
def test_clipping_is_found_at_any_gain(share: float, gain_db: float) -> None:
    limit = np.quantile(np.abs(VOICE), 1 - share)
    cut = np.clip(VOICE, -limit, limit) * np.float32(10 ** (gain_db / 20))
    found = clipping(cut.astype(np.float32), RATE_HZ)
    assert found.per_s > 0.5
    assert found.percent == pytest.approx(100 * share, rel=0.6)


@pytest.mark.parametrize("side", [-1, 1])
def test_clipping_on_one_side_is_found_however_low(side: int) -> None:
    cut = np.minimum(side * VOICE, np.float32(0.15 * np.abs(VOICE).max()))
    assert clipping(side * cut, RATE_HZ).per_s > 1


@pytest.mark.parametrize("share", [0.005, 0.02, 0.06])
@pytest.mark.parametrize(("cut_hz", "heard_hz"), [(8000, 48_000), (8000, 44_100), (16_000, 48_000), (48_000, 16_000)])
def test_clipping_is_found_after_another_rate(cut_hz: int, heard_hz: int, share: float) -> None:
    voice = VOICE if cut_hz == RATE_HZ else Resampler(RATE_HZ, cut_hz)(VOICE)
    there = Resampler(cut_hz, heard_hz)
    assert clipping(there(voice), heard_hz).per_s == 0
    limit = np.quantile(np.abs(voice), 1 - share)
    found = clipping(Resampler(cut_hz, heard_hz)(np.clip(voice, -limit, limit)), heard_hz)
    assert found.per_s > 0.5
    assert found.percent == pytest.approx(100 * share, rel=0.6)


@pytest.mark.parametrize("sound", [VOICE, tone(RATE_HZ, 150, 0.9), tone(RATE_HZ, 997, 0.9), noise(RATE_HZ, -12)])
def test_unclipped_sound_is_not_reported_as_clipped(sound: Samples) -> None:
    assert clipping(sound, RATE_HZ).per_s == 0


@pytest.mark.parametrize("hole_ms", [8, 20, 60])
def test_holes_in_the_voice_are_counted(hole_ms: int) -> None:
    torn = VOICE + noise(VOICE.size, -75)
    loud = np.flatnonzero(np.convolve(np.square(torn), np.ones(2400) / 2400, "same") > 1e-3)
    size = RATE_HZ * hole_ms // 1000
    for at in loud[[loud.size // 4, loud.size // 2, 3 * loud.size // 4]]:
        torn[at - size // 2 : at - size // 2 + size] = 0
    found = dropouts(torn, RATE_HZ)
    assert found.count == 3
    assert found.total_ms == pytest.approx(3 * hole_ms, abs=1)


def test_fading_noise_gate_is_not_counted_as_dropouts() -> None:
    open_share = np.convolve(np.repeat(SPEAKS, 1536), np.ones(2400) / 2400, "same")
    gated = VOICE[: open_share.size] * open_share.astype(np.float32)
    assert dropouts(gated, RATE_HZ).count == 0


def voice_of_pitch(hertz: Samples) -> Samples:
    """A voice's first harmonics at −26 dBFS in all, without a pause; the pitch for each sample."""
    phase = 2 * np.pi * np.cumsum(hertz) / RATE_HZ
    harmonics = sum(np.sin(number * phase) / number for number in range(1, 6))
    return np.asarray(0.05 * harmonics / np.sqrt(np.mean(np.square(harmonics))), dtype=np.float32)


def test_hum_under_a_voice_that_leaves_no_second_free() -> None:
    """Its wandering pitch covers each of the lines half of the time."""
    at_s = np.arange(8 * RATE_HZ) / RATE_HZ
    voice = voice_of_pitch(100 + 12 * np.sin(2 * np.pi * at_s / 3) + 4 * np.sin(2 * np.pi * at_s))
    lines = sum(tone(voice.size, 50 * number, 0.014 / 2**number) for number in range(1, 4))
    found = hum(voice + lines + noise(voice.size, -72), RATE_HZ, np.ones(250, dtype=bool), FRAME_S)
    assert found.mains_hz == 50
    assert hum(voice + noise(voice.size, -72), RATE_HZ, np.ones(250, dtype=bool), FRAME_S).mains_hz is None


def test_a_steady_pitch_that_stops_at_times_is_no_hum() -> None:
    at_s = np.arange(8 * RATE_HZ) / RATE_HZ
    voice = voice_of_pitch(np.full(at_s.size, 120, dtype=np.float32)) * (at_s % 2.5 < 1.2).astype(np.float32)
    assert hum(voice + noise(voice.size, -72), RATE_HZ, np.ones(250, dtype=bool), FRAME_S).mains_hz is None


@pytest.mark.parametrize("mains_hz", [50, 60])
def test_hum_in_the_pause_before_speech(mains_hz: int) -> None:
    sound = np.concatenate([np.zeros(2 * RATE_HZ, dtype=np.float32), VOICE])
    lines = sum((tone(sound.size, mains_hz * k, 0.003) for k in (1, 2, 3)), np.zeros(sound.size, dtype=np.float32))
    sound = sound + lines + noise(sound.size, -70)
    found = hum(sound, RATE_HZ, speech_frames(sound, RATE_HZ), FRAME_S)
    assert found.mains_hz == mains_hz
    assert found.level_dbfs == pytest.approx(rms_dbfs(lines), abs=0.3)


@pytest.mark.parametrize("sound", [VOICE + noise(VOICE.size, -60), noise(4 * RATE_HZ, -40)])
def test_no_hum_where_there_is_none(sound: Samples) -> None:
    assert hum(sound, RATE_HZ, speech_frames(sound, RATE_HZ), FRAME_S).mains_hz is None


@pytest.mark.parametrize(("link_hz", "lowest", "highest"), [(8000, 3200, 4200), (16000, 6500, 8100)])
def test_a_narrow_link_shows_at_a_high_rate(link_hz: int, lowest: float, highest: float) -> None:
    through = Resampler(link_hz, RATE_HZ)(Resampler(RATE_HZ, link_hz)(VOICE)) + noise(1, -90)
    reach = bandwidth_hz(through.astype(np.float32), RATE_HZ)
    assert reach is not None
    assert lowest < reach < highest


def test_full_band_speech_reaches_half_the_rate() -> None:
    assert bandwidth_hz(VOICE, RATE_HZ) == RATE_HZ / 2
    assert bandwidth_hz(VOICE[:1000], RATE_HZ) is None


@pytest.mark.parametrize("from_hz", [8000, 11025, 16000, 44100, 48000, 96000])
@pytest.mark.parametrize("block", [160, 777, 100_000])
def test_resampling_in_blocks_keeps_a_tone(from_hz: int, block: int) -> None:
    resampler = Resampler(from_hz, 16_000)
    sound = tone(from_hz, 1000, 0.5, from_hz)
    out = np.concatenate([resampler(sound[at : at + block]) for at in range(0, sound.size, block)])
    assert out.size == pytest.approx(16_000 * (1 - resampler.delay_s), abs=2)
    assert np.abs(out - tone(out.size, 1000, 0.5, 16_000))[200:].max() < 1e-3


def test_resampling_removes_frequencies_above_the_new_limit() -> None:
    assert rms_dbfs(Resampler(48_000, 16_000)(tone(48_000, 11_000, 0.5))[200:]) < -60


def test_speech_is_found_and_noise_is_not() -> None:
    assert 3 < SPEAKS.sum() * FRAME_S < 7
    assert not SPEAKS[: int(0.5 / FRAME_S)].any()
    assert speech_frames(noise(3 * RATE_HZ, -20), RATE_HZ).sum() == 0
