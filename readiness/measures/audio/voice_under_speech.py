"""Another, far voice under running speech, where no pause leaves it alone.

In a tenth of all bands and moments such a voice is the louder one. Two small networks, taught by pairs of a near
voice with and without another one in a room, look for it in the picture of the sound's bands over time. How often they
are right, and by whose voices they were taught: docs/audio-sets.md.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from readiness.assets import asset
from readiness.measures.audio.levels import Samples, dbfs

WEIGHTS = "voice_under_speech.npz"

BANDS, LOWEST_HZ, HIGHEST_HZ = 48, 80.0, 7800.0
FRAME_S, STEP_S = 0.032, 0.01
"""Each moment of the picture is the mean of two frames, 20 ms."""

MIN_S = 5.0
"""They were taught by 5 to 8 s of sound."""

LIKELY = 4.0
"""Minimum logit for another voice: docs/audio-sets.md."""

LOUD_SHARE, FLOOR_SHARE, SOFT_SHARE = 0.85, 0.05, 0.1
"""Loud is a moment that this share is softer than; a band's floor, and a soft moment, likewise."""

UNDER_LOUD_DB, UNDER_LOUD_SCALE_DB, UNDER_LOUD_LIMITS = 53.0, 25.0, (-1.6, 2.0)
OVER_FLOOR_DB, OVER_FLOOR_SCALE_DB, OVER_FLOOR_LIMITS = 14.0, 20.0, (-1.0, 1.5)
"""The middle, the unit and the limits of what the networks are shown."""

_STRIDES_AND_PADDINGS = (((1, 2), (2, 2)), ((2, 2), (1, 1)), ((2, 2), (1, 1)), ((1, 1), (1, 0)))
_LEAST = 1e-12

NETWORKS = 2
NAMES = (*(f"{kind}{layer}" for layer in range(5) for kind in "wb"), "evidence", "evidence_bias", "attention")
"""The weights of each network in the file, after its number and a point."""

Values = NDArray[np.float32]

Weights = dict[str, Values]

Picture = Values
"""Two planes, moments, bands: decibels under the loud moments, and over each band's own floor."""


def voice_under_speech_dbfs(samples: Samples, rate_hz: float) -> float | None:
    """Return the level of another voice, None if there is none.

    The level is that of the softest tenth of the moments: the other voice's, and up to 5 dB more the softer that is.

    Args:
        samples: the band up to 8 kHz, with a near voice; of a shorter or a narrower one nothing is said.
        rate_hz: its sample rate.
    """
    if samples.size < MIN_S * rate_hz or rate_hz < 2 * HIGHEST_HZ:
        return None
    power = band_power(samples, rate_hz)
    seen = picture(power)
    if seen is None or logit(seen) < LIKELY:
        return None
    step = round(rate_hz * 2 * STEP_S)
    moments = np.square(samples[: samples.size // step * step], dtype=np.float64).reshape(-1, step).mean(axis=1)
    return dbfs(float(np.quantile(moments, SOFT_SHARE)))


def band_power(samples: Samples, rate_hz: float) -> Values:
    """Return the power in each of the mel bands for each moment of 20 ms, in any unit."""
    size = round(FRAME_S * rate_hz)
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)
    starts = np.round(np.arange(0, (len(frames) - 1) / rate_hz, STEP_S) * rate_hz).astype(int)
    taper = np.hanning(size).astype(np.float32)
    power = np.square(np.abs(np.fft.rfft(frames[starts] * taper))) / (size * np.square(taper).sum())
    bands: Values = (power @ _mel_bands(size, rate_hz)).astype(np.float32)
    moments: Values = bands[: len(bands) // 2 * 2].reshape(-1, 2, BANDS).mean(axis=1)
    return moments


def picture(power: Values) -> Picture | None:
    """Return what the networks are shown; None for silence."""
    loud = float(np.quantile(power.sum(axis=1), LOUD_SHARE))
    if loud <= _LEAST:
        return None
    level_db = 10 * np.log10(np.maximum(power / loud, _LEAST))
    floor_db = np.quantile(level_db, FLOOR_SHARE, axis=0)
    under_loud = np.clip((level_db + UNDER_LOUD_DB) / UNDER_LOUD_SCALE_DB, *UNDER_LOUD_LIMITS)
    over_floor = np.clip((level_db - floor_db - OVER_FLOOR_DB) / OVER_FLOOR_SCALE_DB, *OVER_FLOOR_LIMITS)
    return np.stack([under_loud, over_floor]).astype(np.float32)


def logit(seen: Picture) -> float:
    """Return the networks' mean logit for another voice: over 0 is more likely than not."""
    return float(np.mean([_logit(seen, weights) for weights in _weights()]))


def _logit(seen: Picture, weights: Weights) -> float:
    layer: Values = seen
    for number, (stride, padding) in enumerate(_STRIDES_AND_PADDINGS):
        layer = _convolved(layer, weights[f"w{number}"], weights[f"b{number}"], stride, padding)
    along = layer[:, :, 0]
    reach = np.pad(along, [(0, 0), (4, 4)])
    taps = np.stack([reach[:, 2 * tap : 2 * tap + along.shape[1]] for tap in range(5)], axis=2)
    along += np.maximum(np.einsum("oit,int->on", weights["w4"], taps) + weights["b4"][:, None], 0)
    evidence = weights["evidence"] @ along + weights["evidence_bias"]
    attention = weights["attention"] @ along
    share = np.exp(attention - attention.max())
    return float((share / share.sum()) @ evidence)


def _convolved(
    layer: Values, weight: Values, bias: Values, stride: tuple[int, int], padding: tuple[int, int]
) -> Values:
    """Return a convolution without its negative values; `weight` is out, in, moments, bands."""
    padded = np.pad(layer, [(0, 0), *((each, each) for each in padding)])
    views = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], axis=(1, 2))
    taken = views[:, :: stride[0], :: stride[1]]
    found = np.tensordot(weight, taken, axes=([1, 2, 3], [0, 3, 4])) + bias[:, None, None]
    above: Values = np.maximum(found, 0).astype(np.float32)
    return above


@cache
def _weights() -> tuple[Weights, ...]:
    with np.load(asset(WEIGHTS), allow_pickle=False) as stored:
        layers = {name: stored[name].astype(np.float32) for name in stored.files}
    return tuple({name: layers[f"{number}.{name}"] for name in NAMES} for number in range(NETWORKS))


@cache
def _mel_bands(size: int, rate_hz: float) -> Values:
    """Return the weight of each line of a frame's spectrum in each band: triangles, evenly spaced in mel."""
    lines_hz = np.fft.rfftfreq(size, 1 / rate_hz)
    lowest, highest = (2595 * np.log10(1 + edge_hz / 700) for edge_hz in (LOWEST_HZ, HIGHEST_HZ))
    edges_hz = 700 * (10 ** (np.linspace(lowest, highest, BANDS + 2) / 2595) - 1)
    bands = np.zeros((lines_hz.size, BANDS), dtype=np.float32)
    for number, (low_hz, middle_hz, high_hz) in enumerate(zip(edges_hz, edges_hz[1:], edges_hz[2:], strict=False)):
        rising, falling = (lines_hz - low_hz) / (middle_hz - low_hz), (high_hz - lines_hz) / (high_hz - middle_hz)
        bands[:, number] = np.maximum(0, np.minimum(rising, falling))
        if not bands[:, number].any():
            bands[np.argmin(np.abs(lines_hz - middle_hz)), number] = 1
    return bands
