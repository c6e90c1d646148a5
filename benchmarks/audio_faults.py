"""How the faults that people complain of are answered: each made by a recipe, in voices kept for tuning and checking.

    .venv/bin/python benchmarks/audio_faults.py [tuning|checking] [--all] [RECIPE …]

Each voice is brought to 48 kHz, −26 dBFS and a microphone's noise at −72 dBFS. A recipe tells how sound is spoiled and
which codes a good sound engineer would accept. `--all` lists every answer, not only the wrong ones. Voices are those of
`audio_clips`, parted by a digest of their name, and files given with `--voice FILE`.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np
from audio_clips import Clip, speech_clips

from readiness.checks.microphone import CHECK, Policy
from readiness.checks.microphone_probe import measure
from readiness.host.audio.wav_file import read_wav
from readiness.measures.audio.bands import band
from readiness.measures.audio.levels import Samples
from readiness.measures.audio.resampling import Resampler
from readiness.measures.audio.speech_level import speech_level

RATE = 48_000
LENGTH_S = 8
CHECKED_SHARE = 2
"""One voice in so many is kept for checking."""

Make = Callable[[Samples, Samples, np.random.Generator], Samples]


def at_level(x: Samples, dbfs: float) -> Samples:
    """Speech at that active level."""
    own = speech_level(x, RATE).active_dbfs or -40.0
    return (x * 10 ** ((dbfs - own) / 20)).astype(np.float32)


def white(size: int, dbfs: float, rng: np.random.Generator) -> Samples:
    """White noise."""
    return (rng.normal(size=size) * 10 ** (dbfs / 20)).astype(np.float32)


def seconds(s: float) -> int:
    """In samples."""
    return round(s * RATE)


def amplitude(x: Samples, size_s: float = 0.02) -> Samples:
    """A smooth envelope."""
    size = seconds(size_s)
    envelope: Samples = np.sqrt(np.convolve(np.square(x), np.ones(size) / size, "same")).astype(np.float32)
    return envelope


def spoken_at(x: Samples, count: int, rng: np.random.Generator) -> list[int]:
    """Moments while somebody speaks."""
    envelope = amplitude(x)
    loud = np.flatnonzero(envelope > np.quantile(envelope, 0.6))
    loud = loud[(loud > seconds(0.1)) & (loud < x.size - seconds(0.5))]
    return sorted(int(at) for at in rng.choice(loud, count))


def skipped(x: Samples, per_s: float, gap_s: float, rng: np.random.Generator) -> Samples:
    """Stretches lost without a gap."""
    keep = np.ones(x.size, dtype=bool)
    for at in spoken_at(x, int(per_s * x.size / RATE), rng):
        keep[at : at + seconds(gap_s)] = False
    return x[keep]


def holes(x: Samples, count: int, gap_s: float, rng: np.random.Generator, fill_dbfs: float | None = None) -> Samples:
    """Holes of silence or of noise where somebody speaks."""
    y = x.copy()
    for at in spoken_at(x, count, rng):
        size = seconds(gap_s)
        y[at : at + size] = 0 if fill_dbfs is None else white(y[at : at + size].size, fill_dbfs, rng)
    return y


def concealed(x: Samples, share: float, packet_s: float, fade: float, rng: np.random.Generator) -> Samples:
    """Packets lost; the last one is repeated, softer each time."""
    y, size = x.copy(), seconds(packet_s)
    lost = rng.random(x.size // size) < share
    gain = 1.0
    for index in range(1, lost.size):
        gain = gain * fade if lost[index] else 1.0
        if lost[index]:
            y[index * size : (index + 1) * size] = fade * y[(index - 1) * size : index * size]
    return y


def punctured(x: Samples, hole_s: float, every_s: float) -> Samples:
    """A hole in every block."""
    y = x.copy()
    y[np.arange(x.size) % seconds(every_s) < seconds(hole_s)] = 0
    return y


def overrun(x: Samples, lost_s: float, every_s: float) -> Samples:
    """The end of every block lost, and the next one joined on."""
    return x[np.arange(x.size) % seconds(every_s) < seconds(every_s - lost_s)]


def stuttered(x: Samples, count: int, size_s: float, rng: np.random.Generator) -> Samples:
    """A stretch said twice."""
    parts, last = [], 0
    for at in spoken_at(x, count, rng):
        if at > last + seconds(size_s):
            parts += [x[last:at], x[at - seconds(size_s) : at]]
            last = at
    return np.concatenate([*parts, x[last:]])


def clicked(x: Samples, per_s: float, size: int, height: float, rng: np.random.Generator) -> Samples:
    """Clicks a few samples wide."""
    y = x.copy()
    for at in rng.integers(0, x.size - 10, int(per_s * x.size / RATE)):
        y[at : at + size] += height * rng.choice([-1, 1])
    return np.clip(y, -1, 1).astype(np.float32)


def room(x: Samples, rt_s: float, direct_db: float, rng: np.random.Generator) -> Samples:
    """A room's tail after the direct sound, which is `direct_db` over the tail."""
    index = np.arange(seconds(1.2 * rt_s))
    tail = rng.normal(size=index.size) * np.exp(-6.9 * index / seconds(rt_s))
    tail[: seconds(0.004)] = 0
    tail *= 10 ** (-direct_db / 20) / np.sqrt(np.square(tail).sum())
    tail[0] += 1
    size = x.size + tail.size
    return np.fft.irfft(np.fft.rfft(x, size) * np.fft.rfft(tail, size), size)[: x.size].astype(np.float32)


def delayed(x: Samples, delay_s: float, db: float) -> Samples:
    """The sound itself, later and softer."""
    y = np.zeros_like(x)
    y[seconds(delay_s) :] = x[: -seconds(delay_s)]
    return (y * 10 ** (db / 20)).astype(np.float32)


def filtered(x: Samples, gain: Callable[[np.ndarray], np.ndarray]) -> Samples:
    """Through a filter without delay; `gain` by frequency in hertz."""
    spectrum = np.fft.rfft(x)
    return np.fft.irfft(spectrum * gain(np.fft.rfftfreq(x.size, 1 / RATE)), x.size).astype(np.float32)


def low_pass(x: Samples, hz: float, order: int) -> Samples:
    """6 dB an octave for each order."""
    return filtered(x, lambda f: 1 / np.sqrt(1 + (f / hz) ** (2 * order)))


def tones(size: int, hertz: tuple[float, ...], dbfs: float) -> Samples:
    """Sines, the first at that level, each next 6 dB softer."""
    at = np.arange(size) / RATE
    sines = [10 ** ((dbfs - 6 * i) / 20) * np.sqrt(2) * np.sin(2 * np.pi * f * at) for i, f in enumerate(hertz)]
    together: Samples = np.sum(sines, axis=0).astype(np.float32)
    return together


def narrow(x: Samples, *, linear: bool) -> Samples:
    """Through 8 kHz and back."""
    low = Resampler(RATE, 8000)(x)
    if linear:
        return np.interp(np.arange(low.size * 6) / 6, np.arange(low.size), low).astype(np.float32)
    return Resampler(8000, RATE)(low)


def gated(x: Samples, hiss_dbfs: float, rng: np.random.Generator) -> Samples:
    """A gate that opens with the voice and lets hiss through while it is open."""
    envelope = amplitude(x, 0.05)
    wide = np.convolve(envelope > 10 ** (-45 / 20), np.ones(seconds(0.15)), "same") > 0
    ramp = np.convolve(wide, np.ones(seconds(0.01)) / seconds(0.01), "same")
    return ((x + white(x.size, hiss_dbfs, rng)) * np.where(ramp > 0.001, ramp, 0)).astype(np.float32)


def musical(x: Samples, dbfs: float, rng: np.random.Generator) -> Samples:
    """What a poor noise reduction leaves: short tones that come and go."""
    y = x.copy()
    for _ in range(40 * x.size // RATE):
        at, size = int(rng.integers(0, x.size - seconds(0.1))), seconds(rng.uniform(0.03, 0.08))
        y[at : at + size] += (tones(size, (rng.uniform(500, 5000),), dbfs) * np.hanning(size)).astype(np.float32)
    return y


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


def voices(extra: list[Path]) -> dict[str, Clip]:
    """Running speech of `LENGTH_S` or what there is, over 5 s."""
    found = dict(speech_clips())
    for path in extra:
        told = read_wav(path, 60)
        for number, start in enumerate(range(0, told.samples.size - 5 * told.rate_hz, 20 * told.rate_hz)):
            found[f"{path.name}#{number}"] = (told.samples[start : start + LENGTH_S * told.rate_hz], told.rate_hz)
    alsa = [clip for name, clip in sorted(found.items()) if name.startswith("alsa/")]
    if alsa:
        pause = np.zeros(RATE // 2, dtype=np.float32)
        for number in range(2):
            parts = [part for samples, _ in alsa[number::2] for part in (pause, samples)]
            found[f"alsa together {number}"] = (np.concatenate(parts), RATE)
    return {Path(name).name: clip for name, clip in found.items() if clip[0].size > 5 * clip[1] and clip[1] >= 16_000}


def is_checking(name: str) -> bool:
    """Whether a voice is kept for checking."""
    return hashlib.sha256(name.encode()).digest()[0] % CHECKED_SHARE == 0


def brought(clip: Clip) -> Samples:
    """At 48 kHz and −26 dBFS, without what is under 50 Hz."""
    samples, rate_hz = clip
    x = samples if rate_hz == RATE else Resampler(rate_hz, RATE)(samples)
    x = x[: LENGTH_S * RATE]
    return at_level(band(x, RATE, 50, 24_000), -26)


def main() -> None:
    """Print the answers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=["tuning", "checking"], nargs="?", default="tuning")
    parser.add_argument("recipes", nargs="*")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--voice", type=Path, action="append", default=[])
    chosen = parser.parse_args()
    everyone = voices(chosen.voice)
    mine = {name: brought(clip) for name, clip in everyone.items() if is_checking(name) == (chosen.part == "checking")}
    print(f"{len(mine)} voices: {', '.join(sorted(mine))}")
    names = sorted(mine)
    right: Counter[bool] = Counter()
    clean: Counter[bool] = Counter()
    for recipe, (accepted, make) in RECIPES.items():
        if chosen.recipes and not any(word in recipe for word in chosen.recipes):
            continue
        answers: dict[str, list[str]] = defaultdict(list)
        for index, name in enumerate(names):
            rng = np.random.default_rng(index)
            other = np.resize(room(mine[names[(index + 1) % len(names)]], 0.3, 3, rng), mine[name].size)
            heard = mine[name] + white(mine[name].size, -72, rng)
            code = judged(make(heard, at_level(other, -26), rng), RATE)
            answers[code].append(name)
            good = code in accepted.split("|")
            (clean if accepted == OK else right)[good] += 1
        wrong = {code: who for code, who in answers.items() if chosen.all or code not in accepted.split("|")}
        count = sum(len(who) for code, who in answers.items() if code in accepted.split("|"))
        print(f"{recipe:30} {count:3} of {len(names)}  " + "; ".join(f"{c}: {', '.join(w)}" for c, w in wrong.items()))
    print(f"faults answered: {right[True]} of {right.total()}; clean: {clean[True]} of {clean.total()}")


def judged(samples: Samples, rate_hz: int) -> str:
    """The code of a sound."""
    samples = np.clip(samples, -1, 32767 / 32768).astype(np.float32)
    return CHECK.judge(measure(samples, rate_hz), Policy()).code.removeprefix("microphone.")


if __name__ == "__main__":
    main()
