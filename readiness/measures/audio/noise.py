"""How far the speech stands above the noise, 100 Hz to 8 kHz, where both are heard.

The noise is what is left where nobody speaks, with a guard on both sides of speech for its onset, decay and echo. The
speech is the rest of the energy, spread over the time that ITU-T P.56 calls active; the plain P.56 level would count
the noise as speech when there is much of it.

Where a gate makes the pauses exactly still, the noise is that which comes with the voice: it is heard to come and go,
with all its treble, so that its whole band counts. A converter with few steps adds the noise of its rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from readiness.measures.audio.bands import band
from readiness.measures.audio.levels import FLOOR_DBFS, Samples, dbfs, mean_square
from readiness.measures.audio.speech_level import speech_level

LOW_HZ, HIGH_HZ = 100.0, 8000.0
_HIGHEST_HZ = 20_000.0
GUARD_BEFORE, GUARD_AFTER = 2, 6
"""Frames beside speech that are neither speech nor noise."""

_FEW_FRAMES, _ENOUGH_FRAMES = 8, 32
"""Fewer quiet frames than the first are no pause to measure in; fewer than the second may be soft speech that was not
taken for speech, which the very quietest moments show."""

_SURELY_LOUDER = 1.6
_QUIET_SHARE = 0.2
_QUIETEST_SHARE = 0.05
_LOUD_SHARE = 0.7
_STRAY, _CLEAR_STRAY = 10.0, 2.5
"""Power over the quiet frames' from which a frame holds a breath, a word's end or a knock, not noise; the latter when
the quiet frames lie 28 dB or more under the speech, where breath is louder than they are."""

_CLEAR = 10**2.8

_COARSE_STEP = 2.0**-11
_ROUNDS = 6
_HANN_WIDTH, _FEWEST_LINES = 1.5, 2.0

_LARGEST_SNR_DB = 60.0
_CLEAR_SNR_DB = 20.0


@dataclass(frozen=True, slots=True)
class Noise:
    """`snr_db` lies between −20 and 60 and is None where there is no speech."""

    noise_dbfs: float
    snr_db: float | None


def noise(samples: Samples, rate_hz: int, is_speech: NDArray[np.bool_], frame_s: float) -> Noise | None:
    """The noise floor, and the speech above it.

    Args:
        samples: the sound.
        rate_hz: its sample rate.
        is_speech: for each frame from the start, whether somebody speaks.
        frame_s: how long a frame is.

    Returns:
        None when the sound is shorter than a frame.
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
    """For each of the first `count` frames, whether any part of it is exactly still for 10 ms or more."""
    parts = samples[: count * frame].reshape(count, frame)
    third = max(1, frame // 3)
    still = [np.ptp(parts[:, at : at + third], axis=1) == 0 for at in range(0, frame - third + 1, third)]
    any_part: NDArray[np.bool_] = np.any(still, axis=0)
    return any_part


def rounding_power(samples: Samples) -> float:
    """The noise of a converter's steps when they are coarse, 2⁻¹¹ of full scale or more; else 0."""
    values = np.unique(samples[: samples.size // 2 * 2])
    if values.size < 2 or values.size > 2 / _COARSE_STEP:
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
    """The noise under running speech, from its quietest moments.

    These are the quietest of the noise as well: they lie under its mean by more the fewer of all its frames they are
    and the more the noise varies from frame to frame. A frame's power is taken as log-normal, its spread follows from
    the noise's own spectrum, and as noise count the frames that fit the result.
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
    """How far the power of one frame of such noise is from its mean, as a share: 0.06 of white, 0.3 of a fan's."""
    spectrum = np.square(np.abs(np.fft.rfft(frames * np.hanning(frames.shape[1])))).mean(axis=0)
    # Some spread of the mean spectrum is that of its few frames; a Hann window correlates neighbouring lines.
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
    level = speech_level(heard, rate_hz)
    if level.active_dbfs is None:
        return 0.0
    floor = max(noise_power, mean_square(FLOOR_DBFS))
    clear = mean_square(level.active_dbfs) - noise_power
    snr_db = dbfs(max(clear, 0.0) / floor)
    if snr_db < _CLEAR_SNR_DB:
        snr_db = dbfs(max(float(power[speaks].mean()) - noise_power, 0.01 * floor) / floor)
    return float(np.clip(snr_db, -20.0, _LARGEST_SNR_DB))
