"""A piece of sound as it is measured. numpy is imported when the first one is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from readiness.measures.audio.levels import Samples

_LOW_BAND_HZ = 8000.0
"""Upper limit of what most measures look at. They share the low band, which is quicker to transform than the sound."""


class Sound(NamedTuple):
    """A sound without its DC offset, and its low band, which has a rate of its own."""

    samples: Samples
    rate_hz: int
    low: Samples
    low_hz: float

    @classmethod
    def of(cls, samples: Samples, rate_hz: int) -> Sound:
        """Take away the offset and split off the low band."""
        from readiness.measures.audio.bands import low_band

        samples = samples - samples.mean(dtype="float64").astype(samples.dtype)
        return cls(samples, rate_hz, *low_band(samples, rate_hz, _LOW_BAND_HZ))

    def last(self, length_s: float) -> Sound:
        """Return the end of the sound."""
        samples, low = self.samples[-round(length_s * self.rate_hz) :], self.low[-round(length_s * self.low_hz) :]
        return self._replace(samples=samples, low=low)
