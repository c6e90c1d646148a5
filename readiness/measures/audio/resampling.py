"""Streaming sample rate conversion with a windowed-sinc filter bank."""

from __future__ import annotations

from math import gcd

import numpy as np

from readiness.measures.audio.levels import Samples

_ZERO_CROSSINGS = 12
_PASSBAND_SHARE = 0.92
"""The share of the new bandwidth that is preserved; the rest is the filter's transition band."""


class Resampler:
    """Converts sound from `from_hz` to `to_hz`; feed it consecutive blocks of any length.

    The filter (Hann-windowed sinc) looks ahead, so the output lags the input by `delay_s`.
    """

    def __init__(self, from_hz: int, to_hz: int) -> None:
        common = gcd(from_hz, to_hz)
        self._up, self._down = to_hz // common, from_hz // common
        cutoff = _PASSBAND_SHARE * min(1.0, to_hz / from_hz)
        self._half = int(np.ceil(_ZERO_CROSSINGS / cutoff))
        self.delay_s = self._half / from_hz
        offset = np.arange(-self._half + 1, self._half + 1) - np.arange(self._up)[:, None] / self._up
        window = np.cos(np.pi * np.clip(offset / (self._half + 1), -1, 1) / 2) ** 2
        taps = cutoff * np.sinc(cutoff * offset) * window
        self._taps = (taps / taps.sum(axis=1, keepdims=True)).astype(np.float32)
        self._tail = np.zeros(self._half - 1, dtype=np.float32)
        self._position = 0

    def __call__(self, block: Samples) -> Samples:
        """Return the output samples that this block completes."""
        sound = np.concatenate([self._tail, block])
        count = max(0, -((self._position - (sound.size - 2 * self._half + 1) * self._up) // self._down))
        position = self._position + self._down * np.arange(count)
        first, phase = position // self._up, position % self._up
        resampled = np.zeros(count, dtype=np.float32)
        if count:
            windows = np.lib.stride_tricks.sliding_window_view(sound, 2 * self._half)
            if self._up == 1:  # one phase, evenly spaced: nothing needs to be copied, which is ten times as fast
                np.einsum("ij,j->i", windows[first[0] :: self._down][:count], self._taps[0], out=resampled)
            else:
                np.einsum("ij,ij->i", windows[first], self._taps[phase], out=resampled)
        following = self._position + self._down * count
        consumed = min(following // self._up, sound.size)
        self._tail = sound[consumed:]
        self._position = following - consumed * self._up
        return resampled
