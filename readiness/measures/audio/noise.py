"""Noise level and signal-to-noise ratio in the audible band, 100 Hz to 8 kHz.

Noise is measured in speech pauses, with guard intervals for onset, decay and echo. Speech is the remaining energy over
the time that is active according to ITU-T P.56; the plain P.56 level would count strong noise as speech.

If a noise gate makes the pauses digitally silent, the noise is measured while the gate is open, over the whole band:
noise that comes and goes with the voice is audible up to its highest frequencies. A converter with few steps adds
quantization noise.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from readiness.measures.audio.bands import band
from readiness.measures.audio.levels import FLOOR_DBFS, Samples, dbfs, mean_square
from readiness.measures.audio.speech_level import active_level_dbfs

LOW_HZ, HIGH_HZ = 100.0, 8000.0
_HIGHEST_HZ = 20_000.0
GUARD_BEFORE, GUARD_AFTER = 2, 6
"""Guard frames beside speech that count as neither speech nor noise."""

_FEW_FRAMES, _ENOUGH_FRAMES = 8, 32
"""With fewer quiet frames than `_FEW_FRAMES` the pauses are too short to measure; with fewer than `_ENOUGH_FRAMES` they
may contain undetected soft speech, so they are compared with the quietest moments."""

_SURELY_LOUDER = 1.6
_QUIET_SHARE = 0.2
_QUIETEST_SHARE = 0.05
_LOUD_SHARE = 0.7
_STRAY, _CLEAR_STRAY = 10.0, 2.5
"""Power ratio to the quiet frames above which a frame contains a breath, a word's end or a knock rather than noise. The
lower ratio applies if the quiet frames are at least 28 dB below the speech, where breath exceeds them."""

_CLEAR = 10**2.8

_COARSE_STEP = 2.0**-11
_ROUNDS = 6
_HANN_WIDTH, _FEWEST_LINES = 1.5, 2.0

_LARGEST_SNR_DB = 60.0
_CLEAR_SNR_DB = 20.0


@dataclass(frozen=True, slots=True)
class Noise:
    """`snr_db` is between −20 and 60, or None without speech."""

    noise_dbfs: float
    snr_db: float | None


def noise(samples: Samples, rate_hz: int, is_speech: NDArray[np.bool_], frame_s: float) -> Noise | None:
    """Measure noise level and signal-to-noise ratio.

    Args:
        samples: the sound.
        rate_hz: its sample rate.
        is_speech: for each frame, whether it is speech.
        frame_s: duration of a frame.

    Returns:
        None if the sound is shorter than a frame.
    """
    frame = round(rate_hz * frame_s)
    heard = band(samples, rate_hz, LOW_HZ, min(HIGH_HZ, rate_hz / 2))
    count = min(is_speech.size, heard.size // frame)
    if not count:
        return None
    speaks = is_speech[:count]
    gated = is_gated(samples, count, frame)
    comes_and_goes = gated.any() and not gated.all()
    if comes_and_goes:
        heard = band(samples, rate_hz, LOW_HZ, min(_HIGHEST_HZ, rate_hz / 2))
    frames = heard[: count * frame].reshape(count, frame)
    power = np.square(frames).mean(axis=1, dtype=np.float64)
    if comes_and_goes:
        frames, power, speaks = frames[~gated], power[~gated], speaks[~gated]
    noise_power = max(_noise_power(frames, power, speaks), rounding_power(samples))
    if not speaks.any():
        return Noise(dbfs(noise_power), None)
    return Noise(dbfs(noise_power), _snr_db(heard, rate_hz, power, speaks, noise_power))


def is_gated(samples: Samples, count: int, frame: int) -> NDArray[np.bool_]:
    """Return for each of the first `count` frames whether it contains 10 ms or more of digital silence."""
    parts = samples[: count * frame].reshape(count, frame)
    third = max(1, frame // 3)
    still = [np.ptp(parts[:, at : at + third], axis=1) == 0 for at in range(0, frame - third + 1, third)]
    any_part: NDArray[np.bool_] = np.any(still, axis=0)
    return any_part


def rounding_power(samples: Samples) -> float:
    """Return the quantization noise of a converter whose steps are at least 2⁻¹¹ of full scale, else 0."""
    most = 2 / _COARSE_STEP
    if np.unique(samples[: round(4 * most)]).size > most:
        return 0.0  # the usual case, recognised without sorting everything
    values = np.unique(samples[: samples.size // 2 * 2])
    if values.size < 2 or values.size > most:
        return 0.0
    step = float(np.diff(values).min())
    return step**2 / 12 if step >= _COARSE_STEP else 0.0


def _noise_power(frames: Samples, power: NDArray[np.float64], speaks: NDArray[np.bool_]) -> float:
    guarded = np.convolve(speaks, np.ones(GUARD_BEFORE + GUARD_AFTER + 1), "full")
    quiet = power[guarded[GUARD_BEFORE : GUARD_BEFORE + power.size] == 0]
    loud = float(np.quantile(power[speaks], _LOUD_SHARE)) if speaks.any() else 0.0
    if quiet.size < _FEW_FRAMES:
        return _quietest_power(frames, power, loud)
    usual = float(np.quantile(quiet, _QUIET_SHARE))
    clear = usual * _CLEAR < loud
    between = float(quiet[quiet <= (_CLEAR_STRAY if clear else _STRAY) * usual].mean())
    if clear or quiet.size >= _ENOUGH_FRAMES:
        return between
    quietest = _quietest_power(frames, power, loud)
    return quietest if between > _SURELY_LOUDER * quietest else between


def _quietest_power(frames: Samples, power: NDArray[np.float64], loud: float) -> float:
    """Estimate the noise under running speech from the quietest frames.

    These are also the noise's own quietest moments, so they underestimate its mean: the more, the smaller their share
    of all noise frames and the greater the noise's variation. A frame's power is modelled as log-normal with a spread
    derived from the noise's spectrum; the frames consistent with the estimate count as noise, and the estimate is
    iterated.
    """
    order = np.argsort(power)[: max(4, int(power.size * _QUIETEST_SHARE))]
    lowest = float(power[order].mean())
    if not lowest or lowest * _CLEAR < loud:
        return lowest
    spread = _spread(frames[order])
    usual = NormalDist()
    noise_power = lowest
    for _ in range(_ROUNDS):
        fitting = int(np.count_nonzero(power <= noise_power * np.exp(2 * spread - spread**2 / 2)))
        share = order.size / max(order.size, fitting)
        if share < 1:
            noise_power = lowest * share / usual.cdf(usual.inv_cdf(share) - spread)
    return noise_power


def _spread(frames: Samples) -> float:
    """Return the relative spread of a frame's noise power: 0.06 for white noise, 0.3 for a fan's."""
    spectrum = np.square(np.abs(np.fft.rfft(frames * np.hanning(frames.shape[1])))).mean(axis=0)
    # Correct for the spectrum's own spread over few frames, and for the Hann window correlating neighbouring lines.
    squares = float(np.square(spectrum).sum()) / (1 + 1 / len(frames))
    lines = float(spectrum.sum()) ** 2 / squares / _HANN_WIDTH
    return float(1 / np.sqrt(max(lines, _FEWEST_LINES)))


def _snr_db(
    heard: Samples,
    rate_hz: int,
    power: NDArray[np.float64],
    speaks: NDArray[np.bool_],
    noise_power: float,
) -> float:
    level_dbfs = active_level_dbfs(heard, rate_hz)
    if level_dbfs is None:
        return 0.0
    floor = max(noise_power, mean_square(FLOOR_DBFS))
    clear = mean_square(level_dbfs) - noise_power
    snr_db = dbfs(max(clear, 0.0) / floor)
    if snr_db < _CLEAR_SNR_DB:
        snr_db = dbfs(max(float(power[speaks].mean()) - noise_power, 0.01 * floor) / floor)
    return float(np.clip(snr_db, -20.0, _LARGEST_SNR_DB))
