"""Sound leaking from the output into the microphone: a short, quiet test sweep, and its detection in a recording.

Deconvolving a logarithmic sine sweep (Farina 2000) concentrates its energy in one instant, so that it is detectable far
below the noise. It is played three times at uneven intervals: an echo has the same delay each time, while noise, speech
and the other sweeps do not. Each is searched for separately, because the two devices' clocks differ.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.measures.audio.levels import FLOOR_DBFS, Samples, dbfs

LOW_HZ, HIGH_HZ = 300.0, 6000.0
"""Range of the sweep. Small loudspeakers are weak below it; on a link that ends at 3.4 kHz, half of it remains."""

SWEEP_S = 0.35
STARTS_S = (0.0, 0.36, 0.74)
SIGNAL_S = STARTS_S[-1] + SWEEP_S
LONGEST_DELAY_S = 0.8
"""Delay of two Bluetooth links and their buffers, in addition to the reported output latency."""

STANDS_OUT_DB = 12.0
"""Required height above the noise's median; noise peaks coincide in all three sweeps in less than one of 10 000
runs."""

_FADE_S = 0.02
_DRIFT_S = 0.0006
_TAIL_S = 0.1
_BEFORE_S = 0.003
_SPREAD_DB = 6.0
"""A room spreads the echo over time, which lowers its peak by this much."""

_LEAD_S = 0.01
"""The response of an echo without delay extends to negative times."""

_MEDIAN_OVER_RMS = 0.83  # of a Rayleigh distribution, like the envelope of noise


@dataclass(frozen=True, slots=True)
class Leak:
    """The detected echo.

    Attributes:
        echo_loss_db: level played minus level received, both digital, so that volume and microphone gain are included;
            None if no echo was found.
        delay_ms: delay of the echo; None if none was found.
        detectable_db: the largest echo loss that would have been detected in the given noise.
    """

    echo_loss_db: float | None
    delay_ms: float | None
    detectable_db: float


def sweeps(rate_hz: int, level_dbfs: float) -> Samples:
    """Return the test signal, `SIGNAL_S` long; `level_dbfs` is the sweeps' mean level, 3 dB below their peaks."""
    signal = np.zeros(round(SIGNAL_S * rate_hz), dtype=np.float32)
    one = _sweep(rate_hz) * np.float32(10 ** (level_dbfs / 20))
    for start_s in STARTS_S:
        at = int(start_s * rate_hz)
        signal[at : at + one.size] += one[: signal.size - at]
    return signal


def leak(heard: Samples, rate_hz: int, level_dbfs: float) -> Leak:
    """Search for `sweeps` in a recording.

    Args:
        heard: mono sound from the moment that playback of `sweeps` started. Delays up to its length beyond `SIGNAL_S`,
            and at least up to `LONGEST_DELAY_S`, are searched.
        rate_hz: its sample rate, at least 4 kHz; may differ from that of playback.
        level_dbfs: as in `sweeps`.
    """
    lead = int(_LEAD_S * rate_hz)
    envelopes, crest = _envelopes(np.concatenate([np.zeros(lead, dtype=np.float32), heard]), rate_hz)
    usual = np.median(envelopes, axis=1)
    needed = dbfs(float(usual.max()) ** 2 / crest) + STANDS_OUT_DB + _SPREAD_DB
    detectable_db = float(np.clip(level_dbfs - needed, 0.0, -FLOOR_DBFS))
    reach = int(_DRIFT_S * rate_hz)
    common = np.min([_highest_near(each, reach) for each in envelopes], axis=0)
    at = int(np.argmax(common))
    if not common[at] or common[at] < 10 ** (STANDS_OUT_DB / 20) * float(usual.max()):
        return Leak(None, None, detectable_db)
    echo = float(np.mean([_energy(each, at, reach, rate_hz) for each in envelopes]))
    if echo <= 0:
        return Leak(None, None, detectable_db)
    peaks = [at - reach + int(np.argmax(each[max(0, at - reach) : at + reach + 1])) for each in envelopes]
    return Leak(level_dbfs - dbfs(echo), 1000 * max(0.0, float(np.median(peaks)) - lead) / rate_hz, detectable_db)


def _sweep(rate_hz: int) -> Samples:
    """Return one sweep with a mean square of 1, faded in and out."""
    time_s = np.arange(round(SWEEP_S * rate_hz)) / rate_hz
    pace_s = SWEEP_S / np.log(HIGH_HZ / LOW_HZ)
    sweep = np.sqrt(2) * np.sin(2 * np.pi * LOW_HZ * pace_s * np.expm1(time_s / pace_s))
    fade = np.clip(np.minimum(time_s, SWEEP_S - time_s) / _FADE_S, 0, 1)
    faded: Samples = (sweep * np.sin(np.pi * fade / 2) ** 2).astype(np.float32)
    return faded


def _envelopes(heard: Samples, rate_hz: int) -> tuple[NDArray[np.float64], float]:
    """Deconvolve the recording with each sweep.

    Returns:
        For each sweep, the envelope of the response by delay, normalised so that its energy is the mean square
        received; and the squared peak of an ideal echo with mean square 1.
    """
    delays = max(int((_LEAD_S + LONGEST_DELAY_S) * rate_hz), heard.size - int(SIGNAL_S * rate_hz))
    size = round(SWEEP_S * rate_hz) + delays
    length = 1 << (size - 1).bit_length()
    spectrum: NDArray[np.complex128] = np.fft.fft(
        _sweep(rate_hz) if rate_hz > 2 * HIGH_HZ else _below_half(rate_hz), length
    )
    frequency_hz = np.fft.fftfreq(length, 1 / rate_hz)
    used = (frequency_hz > LOW_HZ * 1.1) & (frequency_hz < min(HIGH_HZ * 0.95, 0.48 * rate_hz))
    crest = float(np.count_nonzero(used)) / length
    # With only positive frequencies the signal is analytic, and its magnitude is the envelope.
    inverse = np.where(used, 1 / np.where(used, spectrum, 1), 0) / np.sqrt(crest)
    rows = []
    for start_s in STARTS_S:
        part = heard[int(start_s * rate_hz) :][:size]
        rows.append(np.abs(np.fft.ifft(np.fft.fft(part, length) * inverse)[:delays]))
    return np.array(rows), crest


def _below_half(rate_hz: int) -> Samples:
    """Return the sweep as recorded at a low rate: generated at four times the rate and band-limited to half of it."""
    fast = np.fft.rfft(_sweep(4 * rate_hz))
    size = round(SWEEP_S * rate_hz)
    slow: Samples = (np.fft.irfft(fast[: size // 2 + 1], size) / 4).astype(np.float32)
    return slow


def _highest_near(envelope: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    padded = np.pad(envelope, reach)
    highest: NDArray[np.float64] = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).max(axis=1)
    return highest


def _energy(envelope: NDArray[np.float64], at: int, reach: int, rate_hz: int) -> float:
    """Return the energy of the echo and its early reverberation, minus that of the noise."""
    part = envelope[max(0, at - reach - int(_BEFORE_S * rate_hz)) : at + int(_TAIL_S * rate_hz)]
    usual = float(np.median(envelope)) / _MEDIAN_OVER_RMS
    return float(np.square(part).sum()) - part.size * usual**2
