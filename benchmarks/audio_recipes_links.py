"""What real codecs, links, programs and rooms do to a voice, each with the answers a good sound engineer would accept.

Every recipe has two strengths: one for tuning and one for checking. All were written down, with their accepted answers,
before any of them was run.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from audio_codecs import cvsd, msbc, opus, through
from audio_recipes import LOST, OK, Make, mixed
from audio_recipes_people import at, knocked, music
from audio_spoiling import (
    RATE,
    amplitude,
    at_level,
    delayed,
    filtered,
    low_pass,
    paused,
    room,
    seconds,
    spoken_at,
    tones,
    white,
)

from readiness.measures.audio.levels import Samples

Rng = np.random.Generator
NARROW = "narrow_band|muffled|noisy"
ECHO = "echo|room_voices"
ROOM = "far|noisy|echo|room_sounds|room_voices|quiet"


def muted(x: Samples, count: int, gap_s: float, ramp_s: float, rng: Rng) -> Samples:
    """Switch the microphone off for a while, with ramps, as its mute button does."""
    y, ramp = x.copy(), seconds(ramp_s)
    shape = np.concatenate([np.linspace(1, 0, ramp), np.zeros(seconds(gap_s)), np.linspace(0, 1, ramp)])
    for start in spoken_at(x, count, rng):
        y[start : start + shape.size] *= shape.astype(np.float32)[: y[start : start + shape.size].size]
    return y


def drifted(x: Samples, lost_s: float, every_s: float) -> Samples:
    """Drop a few samples at a steady pace, as a converter whose clock differs from the computer's makes a driver do."""
    return x[np.arange(x.size) % seconds(every_s) >= seconds(lost_s)]


def stretched(x: Samples, per_s: float, size_s: float, fade_s: float, rng: Rng) -> Samples:
    """Play stretches twice, cross-faded, as a buffer against jitter does when a packet is late."""
    size, fade = seconds(size_s), seconds(fade_s)
    ramp = np.linspace(0, 1, fade, dtype=np.float32)
    parts, last = [], 0
    for start in spoken_at(x, int(per_s * x.size / RATE), rng):
        if start < last + 2 * size:
            continue
        before, again = x[last:start].copy(), x[start - size : start].copy()
        joined = x[start : start + fade] * (1 - ramp) + again[:fade] * ramp
        parts += [before, joined, again[fade:]]
        last = start
    return np.concatenate([*parts, x[last:]])


def contact(x: Samples, count: int, rng: Rng) -> Samples:
    """Wiggle a bad plug: bursts in which the sound comes and goes within milliseconds, with scratches."""
    y = x.copy()
    for start in spoken_at(x, count, rng):
        moment, end = start, start + seconds(rng.uniform(0.1, 0.25))
        while moment < end:
            size = seconds(rng.uniform(0.002, 0.02))
            if rng.random() < 0.5:
                y[moment : moment + size] *= np.float32(0.01)
            y[moment : moment + 3] += np.float32(rng.uniform(-0.2, 0.2))
            moment += size
    return y


def over_reduced(x: Samples, threshold_db: float, floor_db: float) -> Samples:
    """Reduce noise too eagerly: every line of the spectrum that is soft at the moment is taken away, voice or not."""
    size, move = 1024, 512
    window = np.sqrt(np.hanning(size + 1)[:-1]).astype(np.float32)
    y = np.zeros_like(x)
    loudest = float(np.quantile(np.abs(x), 0.99)) * size / 8
    for start in range(0, x.size - size, move):
        spectrum = np.fft.rfft(x[start : start + size] * window)
        kept = np.abs(spectrum) > loudest * 10 ** (threshold_db / 20)
        spectrum = spectrum * np.where(kept, 1, 10 ** (floor_db / 20))
        y[start : start + size] += (np.fft.irfft(spectrum, size) * window).astype(np.float32)
    return y


def chattering(x: Samples, threshold_db: float, ramp_s: float) -> Samples:
    """Apply a noise gate whose threshold is within the voice: soft sounds and the ends of words are cut off."""
    envelope = amplitude(x, 0.01)
    open_ = envelope > np.sqrt(np.mean(np.square(x))) * 10 ** (threshold_db / 20)
    ramp = np.convolve(open_, np.ones(seconds(ramp_s)) / seconds(ramp_s), "same")
    return (x * ramp).astype(np.float32)


def pumped(x: Samples, noise_dbfs: float, max_db: float, rng: Rng) -> Samples:
    """Add a room's noise and an automatic gain that turns it up within each pause."""
    heard = x + low_pass(white(x.size, noise_dbfs, rng), 2500, 1)
    size = seconds(0.3)
    total = np.cumsum(np.pad(np.square(heard, dtype=np.float64), (size // 2 + 1, size - size // 2 - 1)))
    envelope = np.sqrt((np.append(total[size:], total[-1]) - total[: total.size - size + 1])[: heard.size] / size)
    gain = np.minimum(10 ** (max_db / 20), np.quantile(envelope, 0.9) / (envelope + 1e-9))
    lifted: Samples = (heard * gain).astype(np.float32)
    return lifted


def wind(size: int, dbfs: float, rng: Rng) -> Samples:
    """Return gusts of wind on an unprotected microphone: noise under 250 Hz that comes and goes."""
    rumble = filtered(white(size, -20, rng), lambda f: 1 / (1 + (f / 120) ** 3))
    every = seconds(0.4)
    strengths = rng.uniform(0.1, 1, size // every + 2)
    gusts = np.interp(np.arange(size), every * np.arange(strengths.size), strengths)
    blown = rumble * gusts
    gusty: Samples = (blown * 10 ** (dbfs / 20) / np.sqrt(np.mean(np.square(blown)))).astype(np.float32)
    return gusty


def fan(size: int, dbfs: float, rng: Rng) -> Samples:
    """Return the noise of a fan."""
    noise = low_pass(white(size, -20, rng), 3000, 1)
    return noise * np.float32(10 ** (dbfs / 20) / np.sqrt(np.mean(np.square(noise))))


def radio(x: Samples, other: Samples, db: float, rng: Rng) -> Samples:
    """Let a radio talk in the room, on a small loudspeaker, while the person pauses and speaks."""
    small = filtered(room(other, 0.5, 0, rng), lambda f: ((f > 250) & (f < 4500)).astype(float))
    return mixed(paused(x, 2, 0.8, rng), at_level(small, -26), db)


def leaned_back(x: Samples, share: float, softer_db: float, direct_db: float, rng: Rng) -> Samples:
    """Move away from the microphone while speaking: from there on softer, and with more of the room."""
    away = room(x, 0.5, direct_db, rng) * np.float32(10 ** (-softer_db / 20))
    start, ramp = int(share * x.size), seconds(0.3)
    fade = np.clip((np.arange(x.size) - start) / ramp, 0, 1).astype(np.float32)
    return x * (1 - fade) + away * fade


def hunting(x: Samples, every_s: float, db: float) -> Samples:
    """Let a faulty gain control jump up and down."""
    return x * np.where(np.arange(x.size) // seconds(every_s) % 2, np.float32(10 ** (-db / 20)), np.float32(1))


def feedback(x: Samples, delay_s: float, db: float) -> Samples:
    """Let the voice go round through a loudspeaker: echoes of echoes."""
    return sum((delayed(x, delay_s * turn, db * turn) for turn in (1, 2, 3)), start=x.copy())


def tdma(x: Samples, dbfs: float) -> Samples:
    """Add the buzz of a telephone lying beside a cable: bursts at 217 Hz."""
    phase = np.arange(x.size) * 217 / RATE % 1
    pulses = (phase < 1 / 8).astype(np.float32) - np.float32(1 / 8)
    return x + pulses * np.float32(10 ** (dbfs / 20) / np.sqrt(np.mean(np.square(pulses))))


def buzz(x: Samples, hz: float, dbfs: float) -> Samples:
    """Add the buzz of a dimmer: a sawtooth with all its harmonics."""
    saw = low_pass((np.arange(x.size) * hz / RATE % 1 - 0.5).astype(np.float32), 3000, 1)
    return x + saw * np.float32(10 ** (dbfs / 20) / np.sqrt(np.mean(np.square(saw))))


def motor(x: Samples, hz: float, dbfs: float) -> Samples:
    """Add a fan's whine that wanders by a fiftieth."""
    moved = hz * (1 + 0.02 * np.sin(2 * np.pi * 0.7 * np.arange(x.size) / RATE))
    whine: Samples = (np.sqrt(2) * 10 ** (dbfs / 20) * np.sin(2 * np.pi * np.cumsum(moved) / RATE)).astype(np.float32)
    return x + whine


def ring_modulated(x: Samples, hz: float) -> Samples:
    """Multiply with a sine, the robot voice of old films."""
    modulated: Samples = (x * np.sqrt(2) * np.sin(2 * np.pi * hz * np.arange(x.size) / RATE)).astype(np.float32)
    return modulated


def compressed(x: Samples, ratio: float) -> Samples:
    """Apply a broadcast compressor: loud words are turned down by a ratio, within 20 ms."""
    envelope = np.maximum(amplitude(x, 0.02), 1e-4)
    return at_level((x * (envelope / 0.05) ** (1 / ratio - 1)).astype(np.float32), -26)


def held(x: Samples, factor: int) -> Samples:
    """Resample to a rate so much lower and back without any filter, each value held."""
    low = low_pass(x, RATE / factor / 2.2, 6)[::factor]
    return np.repeat(low, factor)[: x.size].astype(np.float32)


def phone_in_hand(x: Samples, hz: float) -> Samples:
    """Cover the microphone with a hand: a cavity resounds, and what is above it is gone."""
    return at_level(filtered(x, lambda f: (1 + 2 * np.exp(-(((f - 350) / 150) ** 2))) / (1 + (f / hz) ** 3)), -27)


Value = Any
Recipe = tuple[str, Value, Value, Callable[[Samples, Samples, Rng, Value], Samples]]

_RECIPES: dict[str, Recipe] = {
    "clean": (OK, 0, 0, lambda x, _, __, ___: x),
    "clean, Opus": (OK, 32_000, 24_000, lambda x, _, rng, v: opus(x, v, 0, 1, rng)),
    "clean, Opus, 1 % lost": (f"{OK}|{LOST}", 32_000, 40_000, lambda x, _, rng, v: opus(x, v, 0.01, 1, rng)),
    "clean, MP3": (OK, "96k", "128k", lambda x, _, __, v: through(x, RATE, "libmp3lame", "mp3", "-b:a", v)),
    "clean, AAC": (OK, "64k", "96k", lambda x, _, __, v: through(x, RATE, "aac", "adts", "-b:a", v)),
    "clean, mSBC": (OK, 0, 0, lambda x, _, rng, __: msbc(x, 0, 1, rng)),
    "clean, G.722": (OK, 0, 0, lambda x, _, __, ___: through(x, 16_000, "g722", "g722")),
    "clean, bass near the mouth": (OK, 180, 240, lambda x, _, __, v: at_level(
        filtered(x, lambda f: 1 + 1.5 / (1 + (f / v) ** 4)), -26)),
    "clean, thin": (OK, 200, 300, lambda x, _, __, v: at_level(filtered(x, lambda f: f**2 / (f**2 + v**2)), -26)),
    "clean, presence": (OK, 3500, 4500, lambda x, _, __, v: at_level(
        filtered(x, lambda f: 1 + np.exp(-(((f - v) / 1500) ** 2))), -26)),
    "clean, compressor": (OK, 2, 2.5, lambda x, _, __, v: compressed(x, v)),
    "clean, limiter": (OK, 0.35, 0.3, lambda x, _, __, v: (v * np.tanh(x / v)).astype(np.float32)),
    "clean, computer's fan": (OK, -56, -54, lambda x, _, rng, v: x + low_pass(white(x.size, v, rng), 800, 1)),
    "clean, keys": (OK, -40, -42, lambda x, _, rng, v: knocked(x, 4, v, rng)),
    "clean, music next door": (OK, -60, -58, lambda x, _, __, v: music(x, v)),
    "clean, softer": (OK, -33, -34, lambda x, _, __, v: at(x, v)),
    "clean, one channel of two": (OK, 0.5, 0.5, lambda x, _, __, v: (x * v).astype(np.float32)),
    "clean, desk's reflection": (OK, 0.0012, 0.002, lambda x, _, __, v: at_level(x + delayed(x, v, -8), -26)),
    "Opus, lost in bursts": (LOST, 0.2, 0.15, lambda x, _, rng, v: opus(x, 24_000, v, 4, rng)),
    "Opus, lost singly": (LOST, 0.2, 0.15, lambda x, _, rng, v: opus(x, 24_000, v, 1.2, rng)),
    "mSBC, lost": (LOST, 0.08, 0.06, lambda x, _, rng, v: msbc(x, v, 1.5, rng)),
    "mSBC, lost in bursts": (LOST, 0.1, 0.08, lambda x, _, rng, v: msbc(x, v, 5, rng)),
    "CVSD": (NARROW, 0, 0, lambda x, _, rng, __: cvsd(x, 0, 1, rng)),
    "CVSD, lost": (f"{LOST}|{NARROW}", 0.06, 0.08, lambda x, _, rng, v: cvsd(x, v, 2, rng)),
    "GSM": (NARROW, 0, 0, lambda x, _, __, ___: through(x, 8000, "libgsm", "gsm")),
    "G.711": (NARROW, 0, 0, lambda x, _, __, ___: through(x, 8000, "pcm_mulaw", "mulaw")),
    "G.726": (NARROW, "16k", "24k", lambda x, _, __, v: through(x, 8000, "g726", "wav", "-b:a", v)),
    "Codec 2": (f"{NARROW}|broken", "1300", "2400", lambda x, _, __, v: through(
        x, 8000, "libcodec2", "codec2", "-mode", v)),
    "Opus, narrow": (NARROW, 6000, 7000, lambda x, _, rng, v: opus(x, v, 0, 1, rng)),
    "8 kHz, held": (NARROW, 6, 6, lambda x, _, __, v: held(x, v)),
    "mute button": (LOST, 0.35, 0.5, lambda x, _, rng, v: muted(x, 3, v, 0.006, rng)),
    "clocks differ": (LOST, 0.4, 0.25, lambda x, _, __, v: drifted(x, 0.0007, v)),
    "stretched": (LOST, 0.05, 0.035, lambda x, _, rng, v: stretched(x, 3, v, 0.004, rng)),
    "bad plug": (f"{LOST}|noisy", 6, 8, lambda x, _, rng, v: contact(x, v, rng)),
    "gate within the voice": (f"{LOST}|noisy", -6, -3, lambda x, _, __, v: chattering(x, v, 0.004)),
    "noise reduced too far": (f"{LOST}|noisy|muffled|narrow_band|room_sounds", -26, -22, lambda x, _, __, v:
        over_reduced(x, v, -50)),
    "pumping gain": ("noisy|room_sounds|level_jumps", -46, -44, lambda x, _, rng, v: pumped(x, v, 24, rng)),
    "gain that jumps": (f"level_jumps|{LOST}", 1.1, 0.7, lambda x, _, __, v: hunting(x, v, 18)),
    "clipped, then filtered": ("clipping", 0.09, 0.1, lambda x, _, __, v: low_pass(np.clip(x, -v, v), 6000, 4)),
    "clipped, then Opus": ("clipping", 0.07, 0.08, lambda x, _, rng, v: opus(np.clip(x, -v, v), 40_000, 0, 1, rng)),
    "clipped on one side": ("clipping", -0.07, -0.08, lambda x, _, __, v: np.maximum(x, v)),
    "too loud": ("too_loud|clipping", -9, -10, lambda x, _, __, v: at(x, v)),
    "quiet": ("quiet", -39, -43, lambda x, _, __, v: at(x, v)),
    "hardly heard, with hum": ("quiet|hum|noisy", -50, -48, lambda x, _, __, v: (
        at(x, v) + tones(x.size, (50, 100), -58))),
    "wind": ("noisy|room_sounds|clipping", -30, -32, lambda x, _, rng, v: x + wind(x.size, v, rng)),
    "fan": ("noisy", -40, -41, lambda x, _, rng, v: x + fan(x.size, v, rng)),
    "dimmer's buzz": ("hum|noisy|whine", 100, 120, lambda x, _, __, v: buzz(x, v, -42)),
    "telephone beside a cable": (f"{LOST}|hum|noisy|whine|room_sounds", -42, -44, lambda x, _, __, v: tdma(x, v)),
    "wandering whine": ("noisy|whine|room_sounds|hum", 1900, 3100, lambda x, _, __, v: motor(x, v, -44)),
    "whine, 5 lines": ("noisy|whine|hum", 500, 700, lambda x, _, __, v: x + tones(
        x.size, tuple(v * n for n in (1, 2, 3, 4, 5)), -46)),
    "ring modulated": (f"{LOST}|noisy|hum|whine|muffled", 40, 70, lambda x, _, __, v: ring_modulated(x, v)),
    "echo 130 ms": ("echo", -10, -12, lambda x, _, __, v: x + delayed(x, 0.13, v)),
    "echo 850 ms": ("echo|room_voices", -8, -10, lambda x, _, __, v: x + delayed(x, 0.85, v)),
    "feedback": ("echo", 0.2, 0.32, lambda x, _, __, v: feedback(x, v, -7)),
    "echo through a narrow link": ("echo|room_voices", -8, -10, lambda x, _, __, v: x + filtered(
        delayed(x, 0.27, v), lambda f: ((f > 300) & (f < 3400)).astype(float))),
    "radio": ("room_voices|room_sounds|noisy|echo", -17, -19, lambda x, o, rng, v: radio(x, o, v, rng)),
    "two people": (ECHO, -16, -18, lambda x, o, rng, v: mixed(paused(x, 2, 1.2, rng), room(o, 0.4, 3, rng), v)),
    "leans back": ("level_jumps|far|quiet", 0.4, 0.5, lambda x, _, rng, v: leaned_back(x, v, 14, -3, rng)),
    "leans back a little": (f"{OK}|level_jumps|far|quiet", 0.4, 0.5, lambda x, _, rng, v: leaned_back(x, v, 7, 4, rng)),
    "far, dead room": (ROOM, 0.45, 0.55, lambda x, _, rng, v: at_level(room(x, v, -5, rng), -31)),
    "far, stairs": (ROOM, 1.6, 1.4, lambda x, _, rng, v: at_level(room(x, v, -9, rng), -34)),
    "hand on the microphone": ("muffled|narrow_band", 800, 1000, lambda x, _, __, v: phone_in_hand(x, v)),
    "scarf": ("muffled|narrow_band", 1400, 1700, lambda x, _, __, v: low_pass(x, v, 3)),
    "8 bits and soft": ("noisy|quiet|broken", -36, -37, lambda x, _, __, v: (
        np.round(at(x, v) * 128) / 128).astype(np.float32)),
}  # fmt: skip


def made(recipe: Recipe, which: int) -> tuple[str, Make]:
    """Return a recipe at one of its strengths: 0 for tuning, 1 for checking."""
    accepted, *values, make = recipe
    return accepted, lambda x, other, rng: make(x, other, rng, values[which])


LINKS: dict[str, tuple[str, Make]] = {name: made(recipe, 0) for name, recipe in _RECIPES.items()}
LINKS_CHECKING: dict[str, tuple[str, Make]] = {name: made(recipe, 1) for name, recipe in _RECIPES.items()}
CONCEALED = (
    "Opus, lost in bursts",
    "Opus, lost singly",
    "stretched",
    "gate within the voice",
    "noise reduced too far",
    "gain that jumps",
    "clipped, then Opus",
    "two people",
    "leans back",
)
"""Faults of links and programs that were found least often."""
