"""Recipes for degraded sound, each with the answers that a good sound engineer would accept.

`RECIPES` were used to set the limits. `FRESH` are the same kinds of fault at other levels, rates and lengths, and other
kinds of clean voice; they were written down before any limit was set by their results.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
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
    skipped,
    stammered,
    stuttered,
    tones,
    white,
)

from readiness.measures.audio.levels import Samples
from readiness.measures.audio.resampling import Resampler

Make = Callable[[Samples, Samples, np.random.Generator], Samples]

OK = "ok"
LOST = "broken|crackle|dropouts"
RECIPES: dict[str, tuple[str, Make]] = {
    "clean": (OK, lambda x, _, __: x),
    "clean 44.1 kHz to 48": (OK, lambda x, _, __: Resampler(44_100, RATE)(Resampler(RATE, 44_100)(x))),
    "clean wide band": (OK, lambda x, _, __: Resampler(16_000, RATE)(Resampler(RATE, 16_000)(x))),
    "clean gate": (OK, lambda x, _, rng: gated(x, -80, rng)),
    "clean small room": (OK, lambda x, _, rng: room(x, 0.3, 8, rng)),
    "clean office noise": (OK, lambda x, _, rng: x + white(x.size, -55, rng)),
    "clean quieter": (OK, lambda x, _, __: (x * 10 ** (-8 / 20)).astype(np.float32)),
    "clean 16 bits": (OK, lambda x, _, __: (np.round(x * 32767) / 32768).astype(np.float32)),
    "clean bright": (OK, lambda x, _, __: filtered(x, lambda f: np.sqrt(1 + (f / 3000) ** 2))),
    "clean warm": (OK, lambda x, _, __: filtered(x, lambda f: 1 / np.sqrt(1 + (f / 4000) ** 2))),
    "quiet with offset": ("quiet", lambda x, _, __: (x * 10 ** (-16 / 20) + 0.05).astype(np.float32)),
    "hardly heard with offset": ("quiet", lambda x, _, __: (x * 10 ** (-24 / 20) + 0.02).astype(np.float32)),
    "small offset": (OK, lambda x, _, __: (x + 0.1).astype(np.float32)),
    "large offset": ("offset|ok", lambda x, _, __: (x + 0.3).astype(np.float32)),
    "skips of 8 ms": (LOST, lambda x, _, rng: skipped(x, 6, 0.008, rng)),
    "skips of 20 ms": (LOST, lambda x, _, rng: skipped(x, 4, 0.020, rng)),
    "7.5 ms lost, repeated": (LOST, lambda x, _, rng: concealed(x, 0.15, 0.0075, 0.7, rng)),
    "10 ms lost, repeated whole": (LOST, lambda x, _, rng: concealed(x, 0.12, 0.010, 1.0, rng)),
    "20 ms lost, repeated": (LOST, lambda x, _, rng: concealed(x, 0.15, 0.020, 0.7, rng)),
    "stutter 40 ms": (LOST, lambda x, _, rng: stuttered(x, 12, 0.04, rng)),
    "robot, 8 % of 20 ms": (LOST, lambda x, _, __: overrun(x, 0.0016, 0.02)),
    "robot, 10 % of 10 ms": (LOST, lambda x, _, __: overrun(x, 0.001, 0.01)),
    "robot, 1 ms of 10": (LOST, lambda x, _, __: punctured(x, 0.001, 0.01)),
    "robot, 2 ms of 10": (LOST, lambda x, _, __: punctured(x, 0.002, 0.01)),
    "robot, 3 ms of 20": (LOST, lambda x, _, __: punctured(x, 0.003, 0.02)),
    "10 holes of 10 ms": (LOST, lambda x, _, rng: holes(x, 10, 0.01, rng)),
    "8 holes of 40 ms": (LOST, lambda x, _, rng: holes(x, 8, 0.04, rng)),
    "3 holes of 300 ms": (LOST, lambda x, _, rng: holes(x, 3, 0.3, rng)),
    "3 holes of 300 ms, noise": (LOST, lambda x, _, rng: holes(x, 3, 0.3, rng, -65)),
    "8 holes of 40 ms, noise": (LOST, lambda x, _, rng: holes(x, 8, 0.04, rng, -65)),
    "own echo 250 ms -12 dB": ("echo", lambda x, _, __: x + delayed(x, 0.25, -12)),
    "own echo 400 ms -6 dB": ("echo", lambda x, _, __: x + delayed(x, 0.4, -6)),
    "own echo 150 ms -15 dB room": ("echo|room_voices", lambda x, _, rng: x + delayed(room(x, 0.4, 0, rng), 0.15, -15)),
    "far voice -25 dB": ("echo|room_voices", lambda x, o, _: x + o * np.float32(10 ** (-25 / 20))),
    "far voice -20 dB": ("echo|room_voices", lambda x, o, _: x + o * np.float32(10 ** (-20 / 20))),
    "whine 1 kHz": ("hum|noisy|whine", lambda x, _, __: x + tones(x.size, (1000, 2000, 3000, 4000), -48)),
    "whine 8 kHz": ("noisy|whine", lambda x, _, __: x + tones(x.size, (7900,), -50)),
    "whine 3.3 kHz": ("noisy|whine", lambda x, _, __: x + tones(x.size, (3300,), -50)),
    "howl": ("noisy|whine|echo", lambda x, _, __: x + tones(x.size, (2440,), -30)),
    "hiss while speaking": ("noisy", lambda x, _, rng: gated(x, -42, rng)),
    "6 bits": ("broken|noisy", lambda x, _, __: (np.round(x * 32) / 32).astype(np.float32)),
    "musical noise": ("noisy|room_sounds|broken", lambda x, _, rng: musical(x, -44, rng)),
    "narrow": ("narrow_band", lambda x, _, __: narrow(x, linear=False)),
    "narrow, linear": ("narrow_band", lambda x, _, __: narrow(x, linear=True)),
    "muffled 1.2 kHz": ("muffled|narrow_band", lambda x, _, __: low_pass(x, 1200, 2)),
    "muffled 700 Hz": ("muffled|narrow_band", lambda x, _, __: low_pass(x, 700, 2)),
    "muffled 2 kHz steep": ("muffled|narrow_band", lambda x, _, __: low_pass(x, 2000, 4)),
    "bathroom": ("far|echo|room_sounds|room_voices|quiet", lambda x, _, rng: at_level(room(x, 1.0, -6, rng), -32)),
    "far in an office": ("far|quiet|echo", lambda x, _, rng: at_level(room(x, 0.6, -8, rng), -34)),
    "20 dB softer half way": ("level_jumps|ok|quiet", lambda x, _, __: np.concatenate(
        [x[: x.size // 2], x[x.size // 2 :] * np.float32(0.1)])),
    "clicks 8/s": ("crackle", lambda x, _, rng: clicked(x, 8, 2, 0.5, rng)),
    "clicks 30/s": ("crackle", lambda x, _, rng: clicked(x, 30, 3, 0.3, rng)),
    "clicks 3/s small": ("crackle", lambda x, _, rng: clicked(x, 3, 2, 0.1, rng)),
    "clipped": ("clipping", lambda x, _, __: np.clip(x, -0.12, 0.12)),
    "hum 50 Hz": ("hum", lambda x, _, __: x + tones(x.size, (50, 100, 150, 200), -40)),
    "noisy": ("noisy", lambda x, _, rng: x + white(x.size, -40, rng)),
}  # fmt: skip

FRESH: dict[str, tuple[str, Make]] = {
    "clean": (OK, lambda x, _, __: x),
    "clean, deep voice": (OK, lambda x, _, __: pitched(x, 0.82)),
    "clean, child's voice": (OK, lambda x, _, __: pitched(x, 1.3)),
    "clean, long pauses": (OK, lambda x, _, rng: paused(x, 3, 0.9, rng)),
    "clean, stammer": (OK, lambda x, _, rng: stammered(x, 3, 0.16, rng)),
    "clean, living room": (OK, lambda x, _, rng: room(x, 0.4, 9, rng)),
    "clean, 32 kHz": (OK, lambda x, _, __: Resampler(32_000, RATE)(Resampler(RATE, 32_000)(x))),
    "clean, gate with soft hiss": (OK, lambda x, _, rng: gated(x, -70, rng)),
    "clean, fan": (OK, lambda x, _, rng: x + low_pass(white(x.size, -46, rng), 400, 1)),
    "clean, 6 dB louder": (OK, lambda x, _, __: np.clip(x * 2, -1, 1).astype(np.float32)),
    "skips of 12 ms": (LOST, lambda x, _, rng: skipped(x, 5, 0.012, rng)),
    "20 ms lost, repeated, 8 %": (LOST, lambda x, _, rng: concealed(x, 0.08, 0.020, 0.8, rng)),
    "robot, 6 % of 30 ms": (LOST, lambda x, _, __: overrun(x, 0.0018, 0.03)),
    "robot, 2 ms of 16": (LOST, lambda x, _, __: punctured(x, 0.002, 0.016)),
    "7 holes of 15 ms": (LOST, lambda x, _, rng: holes(x, 7, 0.015, rng)),
    "5 holes of 120 ms, noise": (LOST, lambda x, _, rng: holes(x, 5, 0.12, rng, -62)),
    "own echo 180 ms -10 dB": ("echo", lambda x, _, __: x + delayed(x, 0.18, -10)),
    "own echo 600 ms -14 dB": ("echo", lambda x, _, __: x + delayed(x, 0.6, -14)),
    "far voice -22 dB": ("echo|room_voices", lambda x, o, _: x + o * np.float32(10 ** (-22 / 20))),
    "far voice -28 dB": ("echo|room_voices", lambda x, o, _: x + o * np.float32(10 ** (-28 / 20))),
    "far voice -20 dB, pauses": ("echo|room_voices", lambda x, o, rng: mixed(paused(x, 2, 0.9, rng), o, -20)),
    "far voice -26 dB, pauses": ("echo|room_voices", lambda x, o, rng: mixed(paused(x, 2, 0.9, rng), o, -26)),
    "whine 5.1 kHz": ("noisy|whine", lambda x, _, __: x + tones(x.size, (5100,), -49)),
    "whine 1.6 kHz": ("hum|noisy|whine", lambda x, _, __: x + tones(x.size, (1600, 3200), -46)),
    "hiss while speaking, -40": ("noisy", lambda x, _, rng: gated(x, -40, rng)),
    "hiss while speaking, -44": ("noisy", lambda x, _, rng: gated(x, -44, rng)),
    "musical noise, -41": ("noisy|room_sounds|broken", lambda x, _, rng: musical(x, -41, rng)),
    "musical noise, -47": ("noisy|room_sounds|broken", lambda x, _, rng: musical(x, -47, rng)),
    "muffled 1 kHz": ("muffled|narrow_band", lambda x, _, __: low_pass(x, 1000, 3)),
    "stairwell": ("far|echo|room_sounds|room_voices|quiet", lambda x, _, rng: at_level(room(x, 1.3, -7, rng), -31)),
    "16 dB softer half way": ("level_jumps|ok|quiet", lambda x, _, __: np.concatenate(
        [x[: x.size // 2], x[x.size // 2 :] * np.float32(0.16)])),
    "clicks 14/s": ("crackle", lambda x, _, rng: clicked(x, 14, 2, 0.2, rng)),
    "hum 60 Hz": ("hum", lambda x, _, __: x + tones(x.size, (60, 120, 180, 240), -42)),
}  # fmt: skip

KEPT: dict[str, tuple[str, Make]] = {
    "clean": (OK, lambda x, _, __: x),
    "clean, room noise": (OK, lambda x, _, rng: x + low_pass(white(x.size, -44, rng), 1500, 1)),
    "clean, hall": (OK, lambda x, _, rng: room(x, 0.7, 11, rng)),
    "clean, 1.2 s pauses": (OK, lambda x, _, rng: paused(x, 2, 1.2, rng)),
    "clean, tremor": (OK, lambda x, _, __: trembling(x)),
    "clean, stutter": (OK, lambda x, _, rng: stammered(x, 4, 0.12, rng)),
    "clean, 10 dB softer": (OK, lambda x, _, __: (x * 0.33).astype(np.float32)),
    "clean, through 24 kHz": (OK, lambda x, _, __: Resampler(24_000, RATE)(Resampler(RATE, 24_000)(x))),
    "skips of 10 ms": (LOST, lambda x, _, rng: skipped(x, 5, 0.010, rng)),
    "10 ms lost, repeated, 10 %": (LOST, lambda x, _, rng: concealed(x, 0.10, 0.010, 0.9, rng)),
    "5 ms lost, repeated, 10 %": (LOST, lambda x, _, rng: concealed(x, 0.10, 0.005, 0.8, rng)),
    "robot, 7 % of 15 ms": (LOST, lambda x, _, __: overrun(x, 0.001, 0.015)),
    "6 holes of 20 ms": (LOST, lambda x, _, rng: holes(x, 6, 0.02, rng)),
    "own echo 300 ms -12 dB": ("echo", lambda x, _, __: x + delayed(x, 0.3, -12)),
    "whine 2.7 kHz": ("noisy|whine", lambda x, _, __: x + tones(x.size, (2700,), -50)),
    "hiss while speaking, -41": ("noisy", lambda x, _, rng: gated(x, -41, rng)),
    "musical noise, -43": ("noisy|room_sounds|broken", lambda x, _, rng: musical(x, -43, rng)),
    "clicks 10/s": ("crackle", lambda x, _, rng: clicked(x, 10, 2, 0.3, rng)),
}  # fmt: skip

FAR = "far|noisy|echo|room_sounds|room_voices|quiet"
DISTANCE: dict[str, tuple[str, Make]] = {
    "near, 0.4 s, +9 dB": (OK, lambda x, _, rng: room(x, 0.4, 9, rng)),
    "near, 0.6 s, +10 dB": (OK, lambda x, _, rng: room(x, 0.6, 10, rng)),
    "near, 0.8 s, +12 dB": (OK, lambda x, _, rng: room(x, 0.8, 12, rng)),
    "between, 0.5 s, +3 dB": (f"{OK}|{FAR}", lambda x, _, rng: room(x, 0.5, 3, rng)),
    "far, 0.5 s, 0 dB": (FAR, lambda x, _, rng: room(x, 0.5, 0, rng)),
    "far, 0.4 s, -3 dB": (FAR, lambda x, _, rng: room(x, 0.4, -3, rng)),
    "far, 0.6 s, -3 dB": (FAR, lambda x, _, rng: room(x, 0.6, -3, rng)),
    "far, 0.5 s, -6 dB": (FAR, lambda x, _, rng: room(x, 0.5, -6, rng)),
    "far, 1 s, -6 dB": (FAR, lambda x, _, rng: room(x, 1.0, -6, rng)),
}  # fmt: skip
"""Rooms, by reverberation time and by how far the direct sound is above the reverberation."""


def trembling(x: Samples) -> Samples:
    """Return the voice with a 5 Hz tremor in level and pitch."""
    at = np.arange(x.size) / RATE
    # Between samples a straight line would modulate the noise.
    fine = np.fft.irfft(np.fft.rfft(x), 8 * x.size) * 8
    moved = np.interp(8 * np.arange(x.size) + 480 * np.sin(2 * np.pi * 5 * at), np.arange(fine.size), fine)
    trembled: Samples = (moved * 10 ** (2 * np.sin(2 * np.pi * 5 * at) / 20)).astype(np.float32)
    return trembled


def mixed(x: Samples, other: Samples, db: float) -> Samples:
    """Return the voice with another one throughout, softer by the given amount."""
    return x + np.resize(other, x.size) * np.float32(10 ** (db / 20))
