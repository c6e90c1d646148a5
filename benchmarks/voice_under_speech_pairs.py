"""Pairs that differ in one thing: a near voice, and the same with another one, far away, under it.

Near voices are made harmless in the ways that a room, a headset and a program change a voice, so that none of these
tells the two apart; most lose their pauses. The other voice has its own room, and lies 15 to 28 dB under.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from audio_recipes_people import whispered
from audio_recipes_ward import strokes
from audio_spoiling import (
    RATE,
    at_level,
    filtered,
    gated,
    low_pass,
    narrow,
    paused,
    pitched,
    room,
    seconds,
    stammered,
    white,
)

from readiness.host.audio.wav_file import read_wav
from readiness.measures.audio.levels import Samples
from readiness.measures.audio.resampling import Resampler

LENGTH_S, LEAST_S, READ_S = 8.0, 5.0, 24.0
UNDER_DB = (15.0, 28.0)
SPEECH_DBFS, PAUSE_DBFS = -26.0, -46.0

FORMS = ("plain", "unpaused", "unpaused", "room", "unpaused room", "pitched", "stammered", "paused", "whispered")
COLOURS: tuple[str, ...] = ("none",) * 4 + ("noise", "noise", "bright", "warm", "levelled", "keys", "narrow", "gate")


def voices(folder: Path) -> list[Samples]:
    """Return every `.wav` file of the folder, each another speaker, at `RATE`."""
    read = [read_wav(path, READ_S) for path in sorted(folder.glob("*.wav"))]
    return [Resampler(each.rate_hz, RATE)(each.samples) for each in read]


def pairs(
    speakers: Sequence[Samples], count: int, seed: int, colours: Sequence[str] = COLOURS
) -> Iterator[tuple[Samples, Samples]]:
    """Yield sounds of 5 to 8 s with the near voice alone, and with another one."""
    rng = np.random.default_rng(seed)
    made = 0
    while made < count:
        first, second = rng.choice(len(speakers), 2, replace=False)
        near = _near(speakers[first], str(rng.choice(FORMS)), rng)
        if near.size < seconds(LEAST_S):
            continue
        far = _far(speakers[second], near.size, rng) * np.float32(10 ** (-rng.uniform(*UNDER_DB) / 20))
        if rng.random() < 0.15:
            at = int(rng.integers(0, near.size // 2))
            far[at : at + seconds(rng.uniform(1, 4))] = 0
        colour, same = str(rng.choice(colours)), int(rng.integers(1 << 31))
        yield _coloured(near, colour, same), _coloured(near + far, colour, same)
        made += 1


def _near(voice: Samples, form: str, rng: np.random.Generator) -> Samples:
    if "unpaused" in form:
        voice = _unpaused(voice, rng.uniform(0.06, 0.22))
    if form == "pitched":
        voice = pitched(_unpaused(voice, 0.2) if rng.random() < 0.5 else voice, rng.uniform(0.8, 1.4))
    voice = at_level(_part(voice, seconds(LENGTH_S), rng), SPEECH_DBFS)
    if form == "stammered":
        voice = stammered(voice, 3, 0.16, rng)
    if form == "paused":
        voice = paused(voice, 3, rng.uniform(0.3, 1), rng)
    if form == "whispered":
        voice = whispered(voice, rng)
    if "room" in form:
        voice = room(voice, rng.uniform(0.15, 0.7), rng.uniform(6, 14), rng)
    return at_level(voice[: seconds(LENGTH_S)], SPEECH_DBFS)


def _far(voice: Samples, size: int, rng: np.random.Generator) -> Samples:
    if rng.random() < 0.5:
        voice = pitched(voice, rng.uniform(0.85, 1.25))
    if rng.random() < 0.5:
        voice = _unpaused(voice, 0.25)
    voice = np.resize(_part(voice, size, rng), size)
    if rng.random() < 0.6:  # walls and a turned head swallow high tones
        voice = low_pass(voice, rng.uniform(800, 5000), 1)
    length_s, direct_db = (0.3, 3.0) if rng.random() < 0.3 else (rng.uniform(0.2, 1.1), rng.uniform(-6, 7))
    return at_level(room(voice, length_s, direct_db, rng), SPEECH_DBFS)


def _coloured(sound: Samples, colour: str, seed: int) -> Samples:
    """Return the sound as that microphone gives it; the same seed gives the same noise."""
    rng = np.random.default_rng(seed)
    if colour == "gate":
        return gated(sound, rng.uniform(-85, -70), rng)
    sound = sound + _noise(sound.size, rng.uniform(-62, -50) if colour == "noise" else rng.uniform(-85, -66), rng)
    corner_hz = rng.uniform(1500, 5000)
    if colour == "bright":
        sound = filtered(sound, lambda f: np.sqrt(1 + (f / corner_hz) ** 2))
    if colour == "warm":
        sound = low_pass(sound, corner_hz, 1)
    if colour == "levelled":
        gain = (10 ** (SPEECH_DBFS / 20) / np.maximum(_envelope(sound, 0.3), 1e-5)) ** rng.uniform(0.2, 0.6)
        sound = sound * np.minimum(gain, 10 ** (rng.uniform(3, 9) / 20))
    if colour == "keys":
        typed = room(
            filtered(strokes(sound.size, 5, 150, rng), lambda f: (f > 800) / (1 + (f / 5000) ** 2)), 0.4, 3, rng
        )
        sound = sound + typed * np.float32(10 ** (rng.uniform(-42, -34) / 20) / np.abs(typed).max())
    if colour == "music":
        music = _music(sound.size, rng)
        sound = sound + music * np.float32(10 ** (rng.uniform(-58, -38) / 20) / np.sqrt(np.mean(np.square(music))))
    if colour == "narrow":
        sound = narrow(sound, linear=False)
    heard: Samples = sound.astype(np.float32)
    return heard


def _music(size: int, rng: np.random.Generator) -> Samples:
    """Return notes of one to three parts, plucked or held, in another room."""
    music = np.zeros(size, dtype=np.float32)
    beat_s = rng.uniform(0.2, 0.8)
    scale = 110 * 2 ** (np.sort(rng.choice(36, 9, replace=False)) / 12)
    for _ in range(rng.integers(1, 4)):
        overtones = int(rng.integers(1, 8))
        fall_s, steepness = rng.uniform(0.1, 3), rng.uniform(0.8, 2)
        at = 0
        while at < size:
            length = seconds(beat_s * rng.choice([0.5, 1, 1, 2]))
            times_s = np.arange(min(length, size - at)) / RATE
            pitch_hz = rng.choice(scale)
            note = sum(
                np.sin(2 * np.pi * pitch_hz * each * times_s) / each**steepness for each in range(1, overtones + 1)
            )
            music[at : at + length] += (note * np.exp(-times_s / fall_s) * np.minimum(1, times_s / 0.01)).astype(
                np.float32
            )
            at += length
    return room(low_pass(music, rng.uniform(1500, 8000), 1), rng.uniform(0.2, 1), rng.uniform(-6, 7), rng)


def _noise(size: int, dbfs: float, rng: np.random.Generator) -> Samples:
    noise = white(size, 0, rng)
    kind = rng.integers(3)
    if kind == 1:
        noise = filtered(noise, lambda f: 1 / np.sqrt(np.maximum(f, 50) / 50))
    if kind == 2:
        noise = low_pass(noise, rng.uniform(100, 1500), 1)
    level = 10 ** (dbfs / 20) / np.sqrt(np.mean(np.square(noise)))
    scaled: Samples = (noise * level).astype(np.float32)
    return scaled


def _part(voice: Samples, size: int, rng: np.random.Generator) -> Samples:
    start = int(rng.integers(0, max(1, voice.size - size)))
    part = voice[start : start + size].copy()
    rise = np.linspace(0, 1, min(seconds(0.02), part.size), dtype=np.float32)
    part[: rise.size] *= rise
    return part


def _unpaused(voice: Samples, longest_s: float) -> Samples:
    """Shorten pauses that are longer, with a fade of 10 ms."""
    quiet = _envelope(at_level(voice, SPEECH_DBFS), 0.03) < 10 ** (PAUSE_DBFS / 20)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], quiet, [False]]).astype(np.int8)))
    fade = np.linspace(1, 0, seconds(0.01), dtype=np.float32)
    parts, last = [], 0
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if end - start <= seconds(longest_s):
            continue
        before, again = voice[last : start + seconds(longest_s / 2)].copy(), end - seconds(longest_s / 2)
        if min(before.size, again) >= fade.size:
            before[-fade.size :] = before[-fade.size :] * fade + voice[again - fade.size : again] * fade[::-1]
        parts.append(before)
        last = again
    return np.concatenate([*parts, voice[last:]])


def _envelope(sound: Samples, size_s: float) -> Samples:
    """Return the running root mean square."""
    half = seconds(size_s / 2)
    total = np.concatenate([[0.0], np.cumsum(np.square(sound, dtype=np.float64))])
    at = np.arange(sound.size)
    power = total[np.minimum(at + half, sound.size)] - total[np.maximum(at - half, 0)]
    envelope: Samples = np.sqrt(np.maximum(power, 0) / (2 * half)).astype(np.float32)
    return envelope
