"""Voices and sounds of a clinic, and what a headset's radio, a USB port or a virtual computer does to a voice.

As in `audio_recipes_links`, each recipe has a strength for tuning and another for checking, written down with its
answers before any was run.
"""

from __future__ import annotations

import numpy as np
from audio_codecs import CVSD_FRAME, MSBC_FRAME, MSBC_RATE, cvsd, filled, lc3, msbc
from audio_recipes import LOST, OK, Make
from audio_recipes_links import NARROW, Recipe, made
from audio_spoiling import (
    RATE,
    amplitude,
    at_level,
    filtered,
    low_pass,
    paused,
    pitched,
    room,
    seconds,
    spoken_at,
    tones,
    white,
)

from readiness.measures.audio.levels import Samples, rms_dbfs

Rng = np.random.Generator
HEARD = "noisy|room_sounds|room_voices"
_FRAME, _MOVE, _ENVELOPE_LINES = 1536, 384, 60


def at_rms(x: Samples, dbfs: float) -> Samples:
    """Scale a sound to a level over all its length."""
    return (x * 10 ** ((dbfs - rms_dbfs(x)) / 20)).astype(np.float32)


def excited(x: Samples, source: Samples) -> Samples:
    """Let the throat and mouth of a voice shape another source than its vocal folds."""
    window = np.hanning(_FRAME).astype(np.float32)
    y = np.zeros_like(x)
    for start in range(0, x.size - _FRAME, _MOVE):
        shape = np.fft.irfft(np.log(np.abs(np.fft.rfft(x[start : start + _FRAME] * window)) + 1e-7))
        shape[_ENVELOPE_LINES:-_ENVELOPE_LINES] = 0
        spectrum = np.fft.rfft(source[start : start + _FRAME] * window)
        spectrum *= np.exp(np.fft.rfft(shape).real) / (np.sqrt(np.mean(np.abs(spectrum) ** 2)) + 1e-9)
        y[start : start + _FRAME] += (np.fft.irfft(spectrum, _FRAME) * window).astype(np.float32)
    y = at_level(y, -26)
    return y * np.float32(min(1, 0.6 / np.abs(y).max()))


def pulses(size: int, pitch_hz: float, jitter: float, rng: Rng) -> Samples:
    """Return a train of pulses, as an artificial larynx makes (no jitter) or the gullet of one who has no larynx."""
    steps = RATE / pitch_hz * (1 + jitter * rng.normal(size=round(2 * size * pitch_hz / RATE)))
    at = np.cumsum(np.maximum(steps, 1)).astype(int)
    y = np.zeros(size, dtype=np.float32)
    at = at[at < size]
    y[at] = rng.uniform(1 - 4 * jitter, 1, at.size)
    return y


def larynx(x: Samples, pitch_hz: float, leak_db: float, rng: Rng) -> Samples:
    """Speak with an artificial larynx, whose buzz is also heard beside the mouth."""
    source = pulses(x.size, pitch_hz, 0, rng)
    buzz = filtered(source, lambda f: f / 800 / (1 + (f / 800) ** 2))
    return excited(x, source) + at_rms(buzz, -26 + leak_db)


def hoarse(x: Samples, shimmer: float, rng: Rng) -> Samples:
    """Let the loudness flutter and breath be heard with the voice."""
    flutter = np.repeat(1 + shimmer * rng.normal(size=x.size // 384 + 1), 384)[: x.size]
    breath = low_pass(white(x.size, -12, rng), 5000, 1) * amplitude(x) * np.float32(0.35)
    return at_level((x * np.convolve(flutter, np.ones(96) / 96, "same")).astype(np.float32) + breath, -26)


def trembling(x: Samples, hertz: float, depth: float) -> Samples:
    """Let the loudness tremble."""
    return (x * (1 + depth * np.sin(2 * np.pi * hertz * np.arange(x.size) / RATE))).astype(np.float32)


def blocked(x: Samples, count: int, rng: Rng) -> Samples:
    """Stop within words, as a person who stammers."""
    parts, last, ramp = [], 0, np.linspace(1, 0, seconds(0.02), dtype=np.float32)
    for at in spoken_at(x, count, rng):
        if at < last + seconds(0.4):
            continue
        word = x[last:at].copy()
        word[-ramp.size :] *= ramp
        parts += [word, white(seconds(rng.uniform(0.15, 0.6)), -72, rng)]
        last = at
    rest = x[last:].copy()
    rest[: ramp.size] *= ramp[::-1]
    return np.concatenate([*parts, rest])


def after(x: Samples, beside: Samples, dbfs: float, rng: Rng) -> Samples:
    """Add a sound in the room, which is heard for 2.2 s before the person speaks too."""
    heard = np.concatenate([white(seconds(2.2), -72, rng), x])
    return heard + at_rms(room(np.resize(beside, heard.size), 0.5, 0, rng), dbfs)


def rumble(size: int, rng: Rng) -> Samples:
    """Return the noise of a ventilation duct around 50 Hz."""
    return filtered(white(size, -20, rng), lambda f: np.exp(-(((f - 50) / 12) ** 2)))


def beeps(hertz: tuple[float, ...], starts_s: tuple[float, ...], every_s: float) -> Samples:
    """Return one round of an alarm or a telephone: tones of 0.15 s at the given moments."""
    y, size = np.zeros(seconds(every_s), dtype=np.float32), seconds(0.15)
    for start in starts_s:
        y[seconds(start) : seconds(start) + size] += tones(size, hertz, -6) * np.hanning(size).astype(np.float32) ** 0.3
    return y


def strokes(size: int, per_s: float, fade: int, rng: Rng) -> Samples:
    """Return short bursts of noise: keys, steps."""
    y = np.zeros(size, dtype=np.float32)
    for at in rng.integers(0, size - 8 * fade, round(per_s * size / RATE)):
        y[at : at + 8 * fade] += (rng.normal(size=8 * fade) * np.exp(-np.arange(8 * fade) / fade)).astype(np.float32)
    return y


def torn_by_usb(x: Samples, per_s: float, lost_ms: int, rng: Rng, *, silent: bool) -> Samples:
    """Lose whole milliseconds, which a driver leaves silent or out."""
    keep, size = np.ones(x.size, dtype=bool), RATE // 1000
    for at in rng.integers(0, x.size // size - lost_ms, round(per_s * x.size / RATE)):
        keep[at * size : (at + lost_ms) * size] = False
    return np.where(keep, x, 0).astype(np.float32) if silent else x[keep]


def ring(x: Samples, share: float, block_ms: int, back: int, rng: Rng) -> Samples:
    """Play what the ring buffer held before when a block is late, as a virtual computer's sound card does."""
    y, size = x.copy(), block_ms * RATE // 1000
    for at in np.flatnonzero(rng.random(x.size // size) < share):
        if at >= back:
            y[at * size : (at + 1) * size] = x[(at - back) * size : (at - back + 1) * size]
    return y


def _mask(x: Samples, db: float) -> Samples:
    return filtered(x, lambda f: np.power(10, -db / 20 * np.clip((f - 1500) / 2000, 0, 1)))


def _keys(x: Samples, peak_dbfs: float, rng: Rng) -> Samples:
    typed = room(filtered(strokes(x.size, 5, 150, rng), lambda f: (f > 800) / (1 + (f / 5000) ** 2)), 0.4, 3, rng)
    return x + typed * np.float32(10 ** (peak_dbfs / 20) / np.abs(typed).max())


ALARM, RING = beeps((523, 1046, 1569, 2092), (0, 0.25, 0.5), 2.4), beeps((1000, 1250), (0, 0.2, 0.4, 0.6, 0.8), 3)
_RECIPES: dict[str, Recipe] = {
    "clean, whisper, computed": (f"{OK}|no_speech|quiet", 0, 0, lambda x, _, rng, __: (
        excited(filtered(x, lambda f: 1 / np.sqrt(1 + (150 / np.maximum(f, 1)) ** 4)), white(x.size, -20, rng)))),
    "clean, artificial larynx": (OK, 87, 93, lambda x, _, rng, v: larynx(x, v, -60, rng)),
    "clean, artificial larynx with its buzz": (OK, 105, 117, lambda x, _, rng, v: larynx(x, v, -22, rng)),
    "clean, voice of the gullet": (OK, 65, 60, lambda x, _, rng, v: excited(
        x, pulses(x.size, v, 0.12, rng) + white(x.size, -45, rng))),
    "clean, hoarse": (OK, 0.15, 0.2, lambda x, _, rng, v: hoarse(x, v, rng)),
    "clean, mask": (OK, 6, 7, lambda x, _, __, v: _mask(x, v)),
    "clean, mask of a ward": (f"{OK}|muffled", 10, 11, lambda x, _, __, v: _mask(x, v)),
    "clean, tremor": (OK, 5, 6, lambda x, _, __, v: trembling(x, v, 0.5)),
    "clean, blocks": (OK, 5, 6, lambda x, _, rng, v: blocked(x, v, rng)),
    "clean, child": (OK, 1.35, 1.42, lambda x, _, __, v: pitched(x, v)),
    "clean, old and slow": (OK, 0.9, 0.86, lambda x, _, rng, v: trembling(
        paused(pitched(x, v), 4, 0.5, rng), 4.5, 0.25)),
    "clean, keys far away": (OK, -38, -40, lambda x, _, rng, v: _keys(x, v, rng)),
    "clean, soft rumble": (OK, -52, -54, lambda x, _, rng, v: x + at_rms(rumble(x.size, rng), v)),
    "clean, alarm far away": (OK, -58, -60, lambda x, _, rng, v: after(x, ALARM, v, rng)),
    "clean, LC3 at 32 kHz": (OK, 10, 7.5, lambda x, _, rng, v: lc3(x, 32_000, v, (0, 1), rng)),
    "clean, LC3 at 16 kHz": (OK, 10, 7.5, lambda x, _, rng, v: lc3(x, 16_000, v, (0, 1), rng)),
    "clean, LC3, 1 % lost": (f"{OK}|{LOST}", 10, 7.5, lambda x, _, rng, v: lc3(x, 32_000, v, (0.01, 1.2), rng)),
    "loud rumble": (f"{HEARD}|hum|{OK}", -32, -34, lambda x, _, rng, v: x + at_rms(rumble(x.size, rng), v)),
    "ventilation": ("noisy", -41, -42, lambda x, _, rng, v: x + at_rms(low_pass(white(x.size, -20, rng), 700, 1), v)),
    "dishwasher": (f"{HEARD}|hum", -40, -42, lambda x, _, rng, v: x + at_rms(trembling(low_pass(
        white(x.size, -20, rng), 600, 1), 1.3, 0.6) + tones(x.size, (99.3, 198.6), -30), v)),
    "rain": (HEARD, -40, -42, lambda x, _, rng, v: x + at_rms(filtered(white(x.size, -36, rng), lambda f: np.sqrt(
        f / 3000 / (1 + (f / 3000) ** 2))) + 0.02 * strokes(x.size, 60, 60, rng), v)),
    "alarm": (f"{HEARD}|whine", -38, -40, lambda x, _, rng, v: after(x, ALARM, v, rng)),
    "telephone": (f"{HEARD}|whine", -38, -40, lambda x, _, rng, v: after(x, RING, v, rng)),
    "keys beside": (f"{HEARD}|crackle", -20, -22, lambda x, _, rng, v: _keys(x, v, rng)),
    "steps": (f"{HEARD}|{OK}", -40, -42, lambda x, _, rng, v: x + at_rms(
        low_pass(strokes(x.size, 2, 700, rng), 300, 2), v)),
    "LC3 at 32 kHz, lost singly": (LOST, 0.12, 0.1, lambda x, _, rng, v: lc3(x, 32_000, 10, (v, 1.2), rng)),
    "LC3 at 32 kHz, lost in bursts": (LOST, 0.2, 0.15, lambda x, _, rng, v: lc3(x, 32_000, 7.5, (v, 6), rng)),
    "LC3 at 16 kHz, lost singly": (LOST, 0.12, 0.1, lambda x, _, rng, v: lc3(x, 16_000, 10, (v, 1.2), rng)),
    "mSBC, filled, lost singly": (LOST, 0.1, 0.08, lambda x, _, rng, v: (
        filled(msbc(x, 0, 1, rng), MSBC_RATE, MSBC_FRAME, (v, 1.2), rng))),
    "mSBC, filled, lost in bursts": (LOST, 0.12, 0.1, lambda x, _, rng, v: (
        filled(msbc(x, 0, 1, rng), MSBC_RATE, MSBC_FRAME, (v, 4), rng))),
    "CVSD, filled": (f"{LOST}|{NARROW}", 0.1, 0.08, lambda x, _, rng, v: (
        filled(cvsd(x, 0, 1, rng), 8000, 2 * CVSD_FRAME, (v, 3), rng))),
    "USB, 1 ms silent": (LOST, 5, 4, lambda x, _, rng, v: torn_by_usb(x, v, 1, rng, silent=True)),
    "USB, 1 ms left out": (LOST, 5, 4, lambda x, _, rng, v: torn_by_usb(x, v, 1, rng, silent=False)),
    "USB, 8 ms silent": (LOST, 3, 2.5, lambda x, _, rng, v: torn_by_usb(x, v, 8, rng, silent=True)),
    "USB, 8 ms left out": (LOST, 3, 2.5, lambda x, _, rng, v: torn_by_usb(x, v, 8, rng, silent=False)),
    "ring, 10 ms": (LOST, 0.08, 0.06, lambda x, _, rng, v: ring(x, v, 10, 4, rng)),
    "ring, 20 ms": (LOST, 0.08, 0.06, lambda x, _, rng, v: ring(x, v, 20, 2, rng)),
    "ring, 46 ms": (LOST, 0.08, 0.06, lambda x, _, rng, v: ring(x, v, 46, 2, rng)),
}  # fmt: skip

WARD: dict[str, tuple[str, Make]] = {name: made(recipe, 0) for name, recipe in _RECIPES.items()}
WARD_CHECKING: dict[str, tuple[str, Make]] = {name: made(recipe, 1) for name, recipe in _RECIPES.items()}
