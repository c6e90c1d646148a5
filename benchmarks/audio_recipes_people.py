"""Recipes for `audio_people`: background events around a clean voice, and each kind of fault at several strengths.

All were written down, with their accepted answers, before any of them was run; and `MORE_PEOPLE` before anything was
changed because of the results for `PEOPLE`.
"""

from __future__ import annotations

import numpy as np
from audio_recipes import LOST, OK, Make, mixed
from audio_spoiling import (
    RATE,
    at_level,
    clicked,
    concealed,
    delayed,
    filtered,
    gated,
    holes,
    low_pass,
    musical,
    narrow,
    overrun,
    paused,
    pitched,
    punctured,
    room,
    seconds,
    skipped,
    spoken_at,
    stammered,
    stuttered,
    tones,
    white,
)

from readiness.measures.audio.levels import Samples
from readiness.measures.audio.resampling import Resampler

VOICES = "echo|room_voices"
FAR = "far|noisy|echo|room_sounds|room_voices|quiet"


def whispered(x: Samples, rng: np.random.Generator) -> Samples:
    """Return the words whispered: noise through the vocal tract's filter, softer and without bass."""
    size, move = 1024, 256
    window = np.hanning(size).astype(np.float32)
    y = np.zeros_like(x)
    for at in range(0, x.size - size, move):
        spectrum = np.abs(np.fft.rfft(x[at : at + size] * window))
        smooth = np.convolve(spectrum, np.ones(9) / 9, "same")
        noise = np.fft.rfft(rng.normal(size=size) * window)
        y[at : at + size] += (np.fft.irfft(noise / (np.abs(noise) + 1e-9) * smooth, size) * window).astype(np.float32)
    return at_level(filtered(y, lambda f: f / np.sqrt(f**2 + 800.0**2)), -33)


def knocked(x: Samples, per_s: float, dbfs: float, rng: np.random.Generator) -> Samples:
    """Add keystrokes or a mouse on the desk: damped bursts of 15 ms with the given peak level."""
    y = x.copy()
    decay = np.exp(-np.arange(seconds(0.04)) / seconds(0.004))
    for at in rng.integers(0, x.size - decay.size, int(per_s * x.size / RATE)):
        burst = low_pass((rng.normal(size=decay.size) * decay).astype(np.float32), 3500, 2)
        burst[: seconds(0.001)] *= np.linspace(0, 1, seconds(0.001), dtype=np.float32)
        y[at : at + burst.size] += burst * np.float32(10 ** (dbfs / 20) / np.abs(burst).max())
    return y


def coughed(x: Samples, dbfs: float, rng: np.random.Generator) -> Samples:
    """Add a cough before the words: two bursts of breath noise with a sharp attack."""
    first = white(seconds(0.28), dbfs, rng) * np.exp(-np.arange(seconds(0.28)) / seconds(0.08)).astype(np.float32)
    first[: seconds(0.004)] *= np.linspace(0, 1, seconds(0.004), dtype=np.float32)
    pause = white(seconds(0.15), -72, rng)
    cough = filtered(np.concatenate([first, pause, first * np.float32(0.6)]), lambda f: 1 / (1 + (f / 1800) ** 2))
    return np.concatenate([pause, cough, pause, x]).astype(np.float32)


def laughing(x: Samples, rng: np.random.Generator) -> Samples:
    """Add a second of laughter after the words: a vowel in five puffs a second, each slightly lower in pitch."""
    at = spoken_at(x, 1, rng)[0]
    puffs = []
    for number in range(5):
        puff = pitched(x[at : at + seconds(0.16)], 1.25 - 0.06 * number)[: seconds(0.1)].copy()
        puff *= np.hanning(puff.size).astype(np.float32)
        puffs += [puff, white(seconds(0.09), -58, rng)]
    return np.concatenate([x, *puffs]).astype(np.float32)


def music(x: Samples, dbfs: float) -> Samples:
    """Add muffled music from another room: three-note chords, a new one every 0.6 s."""
    y = np.zeros_like(x)
    for number, root in enumerate(range(0, x.size, seconds(0.6))):
        size = min(seconds(0.6), x.size - root)
        base = 220 * 2 ** ((0, 5, 7, 3, 8)[number % 5] / 12)
        notes = sum(tones(size, (base * step, 2 * base * step, 3 * base * step), -6) for step in (1, 1.26, 1.5))
        y[root : root + size] = notes * np.exp(-np.arange(size) / seconds(0.5))
    y = low_pass(y, 1200, 1)
    return x + y * np.float32(10 ** (dbfs / 20) / np.sqrt(np.square(y).mean()))


def breathy_pops(x: Samples, rng: np.random.Generator) -> Samples:
    """Add breath pops at P and B: low thumps as loud as the voice."""
    y = x.copy()
    thump = np.sin(2 * np.pi * 45 * np.arange(seconds(0.06)) / RATE) * np.hanning(seconds(0.06))
    for at in spoken_at(x, 5, rng):
        y[at : at + thump.size] += np.float32(0.12) * thump.astype(np.float32)
    return y


def riding(x: Samples, db: float) -> Samples:
    """Apply an automatic gain that slowly goes up and down."""
    return (x * 10 ** (db * np.sin(2 * np.pi * 0.4 * np.arange(x.size) / RATE) / 20)).astype(np.float32)


def chopped(x: Samples, count: int, size_s: float, rng: np.random.Generator) -> Samples:
    """Mute packets as a gate or a network does, each with ramps of 2 ms."""
    y, ramp = x.copy(), seconds(0.002)
    shape = np.concatenate([np.linspace(1, 0, ramp), np.zeros(seconds(size_s)), np.linspace(0, 1, ramp)])
    for at in spoken_at(x, count, rng):
        y[at : at + shape.size] *= shape.astype(np.float32)[: y[at : at + shape.size].size]
    return y


def softer(x: Samples, db: float, share: float = 0.5) -> Samples:
    """Make the voice softer from a given moment on."""
    y = x.copy()
    y[int(share * x.size) :] *= np.float32(10 ** (-db / 20))
    return y


def before(x: Samples, other: Samples, db: float) -> Samples:
    """Play another voice for 2.5 s before the person's."""
    first = other[: seconds(2.5)] * np.float32(10 ** (db / 20))
    return np.concatenate([first, x]).astype(np.float32)


def at(x: Samples, dbfs: float, offset: float = 0.0) -> Samples:
    """Change the level and add a constant offset."""
    return (x * 10 ** ((dbfs + 26) / 20) + offset).astype(np.float32)


PEOPLE: dict[str, tuple[str, Make]] = {
    "clean": (OK, lambda x, _, __: x),
    "clean, whisper": (f"{OK}|quiet", lambda x, _, rng: whispered(x, rng)),
    "clean, deep": (OK, lambda x, _, __: pitched(x, 0.8)),
    "clean, child": (OK, lambda x, _, __: pitched(x, 1.28)),
    "clean, stammer": (OK, lambda x, _, rng: stammered(x, 4, 0.14, rng)),
    "clean, pauses of 1.5 s": (OK, lambda x, _, rng: paused(x, 2, 1.5, rng)),
    "clean, quiet room": (OK, lambda x, _, rng: x + low_pass(white(x.size, -52, rng), 900, 1)),
    "clean, ventilation": (OK, lambda x, _, rng: x + low_pass(white(x.size, -42, rng), 250, 1)),
    "clean, keyboard": (OK, lambda x, _, rng: knocked(x, 5, -38, rng)),
    "clean, cough": (OK, lambda x, _, rng: coughed(x, -20, rng)),
    "clean, laughter": (OK, lambda x, _, rng: laughing(x, rng)),
    "clean, music far away": (OK, lambda x, _, __: music(x, -58)),
    "clean, breath": (OK, lambda x, _, rng: breathy_pops(x, rng)),
    "clean, slow gain": (OK, lambda x, _, __: riding(x, 3)),
    "clean, wide band": (OK, lambda x, _, __: Resampler(16_000, RATE)(Resampler(RATE, 16_000)(x))),
    "clean, furnished room": (OK, lambda x, _, rng: room(x, 0.35, 9, rng)),
    "8 holes of 25 ms": (LOST, lambda x, _, rng: holes(x, 8, 0.025, rng)),
    "6 holes of 60 ms, noise": (LOST, lambda x, _, rng: holes(x, 6, 0.06, rng, -60)),
    "2 holes of 500 ms": (LOST, lambda x, _, rng: holes(x, 2, 0.5, rng)),
    "20 ms lost, repeated, 10 %": (LOST, lambda x, _, rng: concealed(x, 0.10, 0.020, 0.5, rng)),
    "15 ms lost, repeated, 12 %": (LOST, lambda x, _, rng: concealed(x, 0.12, 0.015, 0.9, rng)),
    "stutter 30 ms": (LOST, lambda x, _, rng: stuttered(x, 10, 0.03, rng)),
    "skips of 15 ms": (LOST, lambda x, _, rng: skipped(x, 5, 0.015, rng)),
    "skips of 30 ms": (LOST, lambda x, _, rng: skipped(x, 3, 0.030, rng)),
    "gated, 12 of 60 ms": (LOST, lambda x, _, rng: chopped(x, 12, 0.06, rng)),
    "robot, 1.2 of 12 ms": (LOST, lambda x, _, __: overrun(x, 0.0012, 0.012)),
    "robot, 1.5 of 15 ms": (LOST, lambda x, _, __: punctured(x, 0.0015, 0.015)),
    "own echo 220 ms -14": ("echo", lambda x, _, __: x + delayed(x, 0.22, -14)),
    "own echo 500 ms -9": ("echo", lambda x, _, __: x + delayed(x, 0.5, -9)),
    "far voice -18, pauses": (VOICES, lambda x, o, rng: mixed(paused(x, 2, 0.9, rng), o, -18)),
    "far voice -24, pauses": (VOICES, lambda x, o, rng: mixed(paused(x, 2, 0.9, rng), o, -24)),
    "far voice -20, before": (VOICES, lambda x, o, _: before(x, o, -20)),
    "far voice -22, running": (VOICES, lambda x, o, _: mixed(x, o, -22)),
    "whine 2.2 kHz": ("noisy|whine", lambda x, _, __: x + tones(x.size, (2200,), -50)),
    "whine 6.3 kHz": ("noisy|whine", lambda x, _, __: x + tones(x.size, (6300,), -49)),
    "hum 50 Hz": ("hum", lambda x, _, __: x + tones(x.size, (50, 100, 150, 200), -38)),
    "hiss with the voice -40": ("noisy", lambda x, _, rng: gated(x, -40, rng)),
    "hiss with the voice -43": ("noisy", lambda x, _, rng: gated(x, -43, rng)),
    "hiss -39": ("noisy", lambda x, _, rng: x + white(x.size, -39, rng)),
    "musical noise -42": ("noisy|room_sounds|broken", lambda x, _, rng: musical(x, -42, rng)),
    "muffled 900 Hz": ("muffled|narrow_band", lambda x, _, __: low_pass(x, 900, 2)),
    "muffled 1.5 kHz": ("muffled|narrow_band", lambda x, _, __: low_pass(x, 1500, 3)),
    "far, 0.7 s -4 dB": (FAR, lambda x, _, rng: room(x, 0.7, -4, rng)),
    "far, 1.2 s -8 dB": (FAR, lambda x, _, rng: at_level(room(x, 1.2, -8, rng), -32)),
    "18 dB softer": ("level_jumps|ok|quiet", lambda x, _, __: softer(x, 18)),
    "24 dB softer": ("level_jumps|quiet", lambda x, _, __: softer(x, 24, 0.55)),
    "clicks 5/s": ("crackle", lambda x, _, rng: clicked(x, 5, 2, 0.15, rng)),
    "clicks 20/s": ("crackle", lambda x, _, rng: clicked(x, 20, 2, 0.4, rng)),
    "quiet with offset": ("quiet", lambda x, _, __: at(x, -44, 0.03)),
    "offset 0.25": ("offset|ok", lambda x, _, __: at(x, -26, 0.25)),
    "quiet": ("quiet", lambda x, _, __: at(x, -41)),
    "narrow": ("narrow_band", lambda x, _, __: narrow(x, linear=False)),
    "clipped": ("clipping", lambda x, _, __: np.clip(x, -0.11, 0.11)),
    "5 bits": ("broken|noisy", lambda x, _, __: (np.round(x * 24) / 24).astype(np.float32)),
}  # fmt: skip

MORE_PEOPLE: dict[str, tuple[str, Make]] = {
    "clean": (OK, lambda x, _, __: x),
    "clean, whisper": (f"{OK}|quiet", lambda x, _, rng: whispered(x, rng)),
    "clean, deep": (OK, lambda x, _, __: pitched(x, 0.86)),
    "clean, child": (OK, lambda x, _, __: pitched(x, 1.22)),
    "clean, stammer": (OK, lambda x, _, rng: stammered(x, 3, 0.2, rng)),
    "clean, pauses of 1.1 s": (OK, lambda x, _, rng: paused(x, 3, 1.1, rng)),
    "clean, quiet room": (OK, lambda x, _, rng: x + low_pass(white(x.size, -50, rng), 600, 1)),
    "clean, ventilation": (OK, lambda x, _, rng: x + low_pass(white(x.size, -44, rng), 400, 1)),
    "clean, keyboard": (OK, lambda x, _, rng: knocked(x, 7, -40, rng)),
    "clean, cough": (OK, lambda x, _, rng: coughed(x, -17, rng)),
    "clean, laughter": (OK, lambda x, _, rng: laughing(x, rng)),
    "clean, music far away": (OK, lambda x, _, __: music(x, -60)),
    "clean, breath": (OK, lambda x, _, rng: breathy_pops(x, rng)),
    "clean, slow gain": (OK, lambda x, _, __: riding(x, 2)),
    "clean, through 32 kHz": (OK, lambda x, _, __: Resampler(32_000, RATE)(Resampler(RATE, 32_000)(x))),
    "clean, furnished room": (OK, lambda x, _, rng: room(x, 0.45, 10, rng)),
    "9 holes of 12 ms": (LOST, lambda x, _, rng: holes(x, 9, 0.012, rng)),
    "7 holes of 80 ms, noise": (LOST, lambda x, _, rng: holes(x, 7, 0.08, rng, -63)),
    "3 holes of 400 ms": (LOST, lambda x, _, rng: holes(x, 3, 0.4, rng)),
    "20 ms lost, repeated, 12 %": (LOST, lambda x, _, rng: concealed(x, 0.12, 0.020, 0.6, rng)),
    "7.5 ms lost, repeated, 12 %": (LOST, lambda x, _, rng: concealed(x, 0.12, 0.0075, 0.8, rng)),
    "stutter 50 ms": (LOST, lambda x, _, rng: stuttered(x, 10, 0.05, rng)),
    "skips of 12 ms": (LOST, lambda x, _, rng: skipped(x, 6, 0.012, rng)),
    "skips of 25 ms": (LOST, lambda x, _, rng: skipped(x, 4, 0.025, rng)),
    "gated, 10 of 90 ms": (LOST, lambda x, _, rng: chopped(x, 10, 0.09, rng)),
    "robot, 2 of 25 ms": (LOST, lambda x, _, __: overrun(x, 0.002, 0.025)),
    "robot, 2 of 12 ms": (LOST, lambda x, _, __: punctured(x, 0.002, 0.012)),
    "own echo 260 ms -13": ("echo", lambda x, _, __: x + delayed(x, 0.26, -13)),
    "own echo 700 ms -10": ("echo", lambda x, _, __: x + delayed(x, 0.7, -10)),
    "far voice -19, pauses": (VOICES, lambda x, o, rng: mixed(paused(x, 3, 0.8, rng), o, -19)),
    "far voice -25, pauses": (VOICES, lambda x, o, rng: mixed(paused(x, 2, 1.0, rng), o, -25)),
    "far voice -23, before": (VOICES, lambda x, o, _: before(x, o, -23)),
    "far voice -20, running": (VOICES, lambda x, o, _: mixed(x, o, -20)),
    "whine 1.3 kHz": ("hum|noisy|whine", lambda x, _, __: x + tones(x.size, (1300, 2600), -48)),
    "whine 4.4 kHz": ("noisy|whine", lambda x, _, __: x + tones(x.size, (4400,), -50)),
    "hum 60 Hz": ("hum", lambda x, _, __: x + tones(x.size, (60, 120, 180, 240), -40)),
    "hiss with the voice -39": ("noisy", lambda x, _, rng: gated(x, -39, rng)),
    "hiss with the voice -42": ("noisy", lambda x, _, rng: gated(x, -42, rng)),
    "hiss -41": ("noisy", lambda x, _, rng: x + white(x.size, -41, rng)),
    "musical noise -44": ("noisy|room_sounds|broken", lambda x, _, rng: musical(x, -44, rng)),
    "muffled 1.1 kHz": ("muffled|narrow_band", lambda x, _, __: low_pass(x, 1100, 2)),
    "muffled 1.8 kHz": ("muffled|narrow_band", lambda x, _, __: low_pass(x, 1800, 4)),
    "far, 0.6 s -5 dB": (FAR, lambda x, _, rng: room(x, 0.6, -5, rng)),
    "far, 0.9 s -7 dB": (FAR, lambda x, _, rng: at_level(room(x, 0.9, -7, rng), -33)),
    "16 dB softer": ("level_jumps|ok|quiet", lambda x, _, __: softer(x, 16)),
    "22 dB softer": ("level_jumps|quiet", lambda x, _, __: softer(x, 22, 0.45)),
    "clicks 7/s": ("crackle", lambda x, _, rng: clicked(x, 7, 3, 0.12, rng)),
    "clicks 25/s": ("crackle", lambda x, _, rng: clicked(x, 25, 2, 0.3, rng)),
    "quiet with offset": ("quiet", lambda x, _, __: at(x, -43, 0.06)),
    "offset 0.3": ("offset|ok", lambda x, _, __: at(x, -26, 0.3)),
    "hardly heard": ("quiet", lambda x, _, __: at(x, -49)),
    "narrow, linear": ("narrow_band", lambda x, _, __: narrow(x, linear=True)),
    "clipped": ("clipping", lambda x, _, __: np.clip(x, -0.13, 0.13)),
    "6 bits": ("broken|noisy", lambda x, _, __: (np.round(x * 30) / 30).astype(np.float32)),
}  # fmt: skip
