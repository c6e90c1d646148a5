"""Ways to degrade a voice by a known amount; `audio_recipes` says which are used and what the answer should be."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from readiness.measures.audio.levels import Samples
from readiness.measures.audio.resampling import Resampler
from readiness.measures.audio.speech_level import active_level_dbfs

RATE = 48_000


def at_level(x: Samples, dbfs: float) -> Samples:
    """Scale speech to the given active level."""
    own = active_level_dbfs(x, RATE) or -40.0
    return (x * 10 ** ((dbfs - own) / 20)).astype(np.float32)


def white(size: int, dbfs: float, rng: np.random.Generator) -> Samples:
    """Return white noise."""
    return (rng.normal(size=size) * 10 ** (dbfs / 20)).astype(np.float32)


def seconds(s: float) -> int:
    """Convert seconds to samples."""
    return round(s * RATE)


def amplitude(x: Samples, size_s: float = 0.02) -> Samples:
    """Return the voice's smoothed envelope."""
    size = seconds(size_s)
    envelope: Samples = np.sqrt(np.convolve(np.square(x), np.ones(size) / size, "same")).astype(np.float32)
    return envelope


def spoken_at(x: Samples, count: int, rng: np.random.Generator) -> list[int]:
    """Return random moments at which somebody is speaking."""
    envelope = amplitude(x)
    loud = np.flatnonzero(envelope > np.quantile(envelope, 0.6))
    loud = loud[(loud > seconds(0.1)) & (loud < x.size - seconds(0.5))]
    return sorted(int(at) for at in rng.choice(loud, count))


def skipped(x: Samples, per_s: float, gap_s: float, rng: np.random.Generator) -> Samples:
    """Remove stretches without leaving a gap."""
    keep = np.ones(x.size, dtype=bool)
    for at in spoken_at(x, int(per_s * x.size / RATE), rng):
        keep[at : at + seconds(gap_s)] = False
    return x[keep]


def holes(x: Samples, count: int, gap_s: float, rng: np.random.Generator, fill_dbfs: float | None = None) -> Samples:
    """Replace stretches of speech by silence or noise."""
    y = x.copy()
    for at in spoken_at(x, count, rng):
        size = seconds(gap_s)
        y[at : at + size] = 0 if fill_dbfs is None else white(y[at : at + size].size, fill_dbfs, rng)
    return y


def concealed(x: Samples, share: float, packet_s: float, fade: float, rng: np.random.Generator) -> Samples:
    """Lose packets and conceal them by repeating the last one, softer each time."""
    y, size = x.copy(), seconds(packet_s)
    lost = rng.random(x.size // size) < share
    gain = 1.0
    for index in range(1, lost.size):
        gain = gain * fade if lost[index] else 1.0
        if lost[index]:
            y[index * size : (index + 1) * size] = fade * y[(index - 1) * size : index * size]
    return y


def punctured(x: Samples, hole_s: float, every_s: float) -> Samples:
    """Make a gap in every block."""
    y = x.copy()
    y[np.arange(x.size) % seconds(every_s) < seconds(hole_s)] = 0
    return y


def overrun(x: Samples, lost_s: float, every_s: float) -> Samples:
    """Cut off the end of every block and join the next one to it."""
    return x[np.arange(x.size) % seconds(every_s) < seconds(every_s - lost_s)]


def stuttered(x: Samples, count: int, size_s: float, rng: np.random.Generator) -> Samples:
    """Play stretches twice."""
    parts, last = [], 0
    for at in spoken_at(x, count, rng):
        if at > last + seconds(size_s):
            parts += [x[last:at], x[at - seconds(size_s) : at]]
            last = at
    return np.concatenate([*parts, x[last:]])


def clicked(x: Samples, per_s: float, size: int, height: float, rng: np.random.Generator) -> Samples:
    """Add clicks a few samples wide."""
    y = x.copy()
    for at in rng.integers(0, x.size - 10, int(per_s * x.size / RATE)):
        y[at : at + size] += height * rng.choice([-1, 1])
    return np.clip(y, -1, 1).astype(np.float32)


def room(x: Samples, rt_s: float, direct_db: float, rng: np.random.Generator) -> Samples:
    """Add a room's reverberation, with the direct sound `direct_db` above it."""
    index = np.arange(seconds(1.2 * rt_s))
    tail = rng.normal(size=index.size) * np.exp(-6.9 * index / seconds(rt_s))
    tail[: seconds(0.004)] = 0
    tail *= 10 ** (-direct_db / 20) / np.sqrt(np.square(tail).sum())
    tail[0] += 1
    size = x.size + tail.size
    return np.fft.irfft(np.fft.rfft(x, size) * np.fft.rfft(tail, size), size)[: x.size].astype(np.float32)


def delayed(x: Samples, delay_s: float, db: float) -> Samples:
    """Return the sound delayed and attenuated."""
    y = np.zeros_like(x)
    y[seconds(delay_s) :] = x[: -seconds(delay_s)]
    return (y * 10 ** (db / 20)).astype(np.float32)


def filtered(x: Samples, gain: Callable[[np.ndarray], np.ndarray]) -> Samples:
    """Apply a zero-phase filter; `gain` is a function of frequency in hertz."""
    spectrum = np.fft.rfft(x)
    return np.fft.irfft(spectrum * gain(np.fft.rfftfreq(x.size, 1 / RATE)), x.size).astype(np.float32)


def low_pass(x: Samples, hz: float, order: int) -> Samples:
    """Apply a low-pass filter of 6 dB per octave for each order."""
    return filtered(x, lambda f: 1 / np.sqrt(1 + (f / hz) ** (2 * order)))


def tones(size: int, hertz: tuple[float, ...], dbfs: float) -> Samples:
    """Return sine waves: the first at the given level, each further one 6 dB softer."""
    at = np.arange(size) / RATE
    sines = [10 ** ((dbfs - 6 * i) / 20) * np.sqrt(2) * np.sin(2 * np.pi * f * at) for i, f in enumerate(hertz)]
    together: Samples = np.sum(sines, axis=0).astype(np.float32)
    return together


def narrow(x: Samples, *, linear: bool) -> Samples:
    """Resample to 8 kHz and back."""
    low = Resampler(RATE, 8000)(x)
    if linear:
        return np.interp(np.arange(low.size * 6) / 6, np.arange(low.size), low).astype(np.float32)
    return Resampler(8000, RATE)(low)


def gated(x: Samples, hiss_dbfs: float, rng: np.random.Generator) -> Samples:
    """Apply a noise gate that opens with the voice and lets hiss through while open."""
    envelope = amplitude(x, 0.05)
    wide = np.convolve(envelope > 10 ** (-45 / 20), np.ones(seconds(0.15)), "same") > 0
    ramp = np.convolve(wide, np.ones(seconds(0.01)) / seconds(0.01), "same")
    return ((x + white(x.size, hiss_dbfs, rng)) * np.where(ramp > 0.001, ramp, 0)).astype(np.float32)


def musical(x: Samples, dbfs: float, rng: np.random.Generator) -> Samples:
    """Add the musical noise that poor noise reduction leaves: short tones that come and go."""
    y = x.copy()
    for _ in range(40 * x.size // RATE):
        at, size = int(rng.integers(0, x.size - seconds(0.1))), seconds(rng.uniform(0.03, 0.08))
        y[at : at + size] += (tones(size, (rng.uniform(500, 5000),), dbfs) * np.hanning(size)).astype(np.float32)
    return y


def pitched(x: Samples, factor: float) -> Samples:
    """Change the size of the vocal tract: speed up or slow down, formants included."""
    heard: Samples = np.interp(np.arange(0, x.size - 1, factor), np.arange(x.size), x).astype(np.float32)
    return heard


def _quiet_moments(x: Samples, count: int, rng: np.random.Generator) -> list[int]:
    envelope = amplitude(x)
    quiet = np.flatnonzero(envelope < np.quantile(envelope, 0.15))
    quiet = quiet[(quiet > seconds(0.3)) & (quiet < x.size - seconds(0.3))]
    return sorted(int(at) for at in rng.choice(quiet, count))


def paused(x: Samples, count: int, pause_s: float, rng: np.random.Generator) -> Samples:
    """Insert pauses between words, during which the microphone's noise continues."""
    parts, last = [], 0
    for at in _quiet_moments(x, count, rng):
        ramp = np.linspace(1, 0, seconds(0.02), dtype=np.float32)
        word = x[last:at].copy()
        word[-min(ramp.size, word.size) :] *= ramp[-min(ramp.size, word.size) :]
        parts += [word, white(seconds(pause_s), -72, rng)]
        last = at
    return np.concatenate([*parts, x[last:]])


def stammered(x: Samples, count: int, size_s: float, rng: np.random.Generator) -> Samples:
    """Repeat the beginning of a word three times as a person who stammers does: smoothly joined, never identical."""
    parts, last = [], 0
    ramp = np.linspace(0, 1, seconds(0.015), dtype=np.float32)
    for at in _quiet_moments(x, count, rng):
        if at < last or at + seconds(size_s) > x.size:
            continue
        parts.append(x[last:at])
        for _ in range(2):
            again = pitched(x[at : at + seconds(size_s)], rng.uniform(0.93, 1.07)) * np.float32(rng.uniform(0.7, 1.1))
            again[: ramp.size] *= ramp
            again[-ramp.size :] *= ramp[::-1]
            parts += [again, white(seconds(rng.uniform(0.05, 0.12)), -72, rng)]
        last = at
    return np.concatenate([*parts, x[last:]])


def looped(clip: Samples, length_s: float) -> Samples:
    """Repeat a clip for the given time, faded in and out so that the joins are not heard as dropouts."""
    ramp = np.minimum(1, np.arange(clip.size) / (0.02 * RATE)).astype(np.float32)
    return np.resize(clip * ramp * ramp[::-1], round(length_s * RATE))


def converted(sound: Samples) -> Samples:
    """Return the sound as a converter of 16 bits gives it."""
    return np.clip(np.round(sound * 32768) / 32768, -1, 32767 / 32768).astype(np.float32)
