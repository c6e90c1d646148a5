"""Accuracy and speed of the audio measures; prints the tables in `docs/audio-sets.md`. Takes about six minutes.

    .venv/bin/python benchmarks/audio.py            (all, or by name: clipping bandwidth dropouts snr room leak speed)

The speech comes from `audio_clips`; the first line says how much of it there is.
"""

from __future__ import annotations

import pickle
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from audio_clips import Clip, speech_clips

from readiness.checks.leak import CHECK as LEAK
from readiness.checks.leak import Measurement as Leak
from readiness.checks.leak import Policy as LeakPolicy
from readiness.checks.leak.probe import with_echo
from readiness.checks.microphone.analysis_window import AnalysisWindow
from readiness.checks.microphone.measure import measure
from readiness.measures.audio.background_sound import background_sound
from readiness.measures.audio.bands import band
from readiness.measures.audio.bandwidth import bandwidth_hz
from readiness.measures.audio.clipping import clipping
from readiness.measures.audio.dropouts import dropouts
from readiness.measures.audio.leak import LONGEST_DELAY_S, SIGNAL_S, sweeps
from readiness.measures.audio.levels import Samples, peak_dbfs, rms_dbfs
from readiness.measures.audio.noise import HIGH_HZ, LOW_HZ
from readiness.measures.audio.noise import noise as measure_noise
from readiness.measures.audio.resampling import Resampler
from readiness.measures.audio.speech_level import active_level_dbfs
from readiness.measures.audio.speech_presence import FRAME_S, speech_frames
from readiness.model import Level

VOICES_SHARE = 0.3
ROOM_HZ = 16_000


def main() -> None:
    """Print every table."""
    rng = np.random.default_rng(1)
    clips = {} if sys.argv[1:] == ["leak"] else speech_clips()
    seconds = sum(samples.size / rate_hz for samples, rate_hz in clips.values())
    print(f"{len(clips)} clips of speech, {seconds:.0f} s\n")
    tables: dict[str, Callable[[], None]] = {
        "clipping": lambda: table_clipping(clips, rng),
        "bandwidth": lambda: table_bandwidth(clips),
        "dropouts": lambda: table_dropouts(clips, rng),
        "snr": lambda: table_snr(clips, rng),
        "room": lambda: table_room(clips, rng),
        "leak": lambda: table_leak(rng),
        "speed": lambda: table_speed(clips),
    }
    for name in sys.argv[1:] or tables:
        tables[name]()


def table_clipping(clips: dict[str, Clip], rng: np.random.Generator) -> None:
    """Print the clipped share found, by true share and later processing; the first row is not clipped."""
    ways: dict[str, Callable[[Samples, int, float], Clip]] = {
        "plain": lambda cut, rate_hz, _: (cut, rate_hz),
        "20 dB lower": lambda cut, rate_hz, _: ((np.round(cut * 3276.8) / 32768).astype(np.float32), rate_hz),
        "noise −55 dB": lambda cut, rate_hz, limit: (cut + _hiss(cut.size, limit * 10 ** (-55 / 20), rng), rate_hz),
        "noise −45 dB": lambda cut, rate_hz, limit: (cut + _hiss(cut.size, limit * 10 ** (-45 / 20), rng), rate_hz),
        "another rate": lambda cut, rate_hz, _: _at_another_rate(cut, rate_hz),
    }
    flat = [name for name, (samples, _) in clips.items() if _flat_at_full_scale(samples)]
    print(f"left out, flat at full scale already: {flat}")
    print("| clipped samples | " + " | ".join(ways) + " |\n|---|" + "---|" * len(ways))
    for share in (0.0, 0.001, 0.002, 0.005, 0.02, 0.06):
        cells = []
        for way in ways.values():
            found = []
            for samples, rate_hz in (clip for name, clip in clips.items() if name not in flat):
                limit = float(np.quantile(np.abs(samples), 1 - share))
                found.append(clipping(*way(np.clip(samples, -limit, limit), rate_hz, limit)).per_s > 0.5)
            cells.append(f"{100 * np.mean(found):.0f} %")
        print(f"| {100 * share:g} % | " + " | ".join(cells) + " |")
    print()


def _at_another_rate(samples: Samples, rate_hz: int) -> Clip:
    other_hz = 16_000 if rate_hz == 48_000 else 48_000
    return Resampler(rate_hz, other_hz)(samples), other_hz


def _hiss(size: int, rms: float, rng: np.random.Generator) -> Samples:
    return (rng.normal(size=size) * rms).astype(np.float32)


def _flat_at_full_scale(samples: Samples) -> bool:
    return bool(np.count_nonzero(np.abs(samples) > 0.9999) >= 3)


def table_bandwidth(clips: dict[str, Clip]) -> None:
    """Print how often narrow-band speech is recognised, and how often other speech is taken for it."""
    print("| link | heard at | called narrow |\n|---|---|---|")
    for link_hz in (8000, 16000):
        for rate_hz in (16000, 44100, 48000):
            called = []
            for samples, own_hz in clips.values():
                if own_hz < 16000:
                    continue
                through = Resampler(link_hz, rate_hz)(Resampler(own_hz, link_hz)(samples))
                reach = bandwidth_hz(through, rate_hz)
                called.append(reach is not None and reach < 4500)
            print(f"| {link_hz} Hz | {rate_hz} Hz | {sum(called)} of {len(called)} |")
    print()


def table_dropouts(clips: dict[str, Clip], rng: np.random.Generator) -> None:
    """Print dropouts found in speech, and dropouts reported in unmodified clips."""
    false = sum(dropouts(samples, rate_hz).count > 0 for samples, rate_hz in clips.values())
    print(f"drop-outs called in clips as they are: {false} of {len(clips)}")
    print("| hole | found |\n|---|---|")
    for hole_ms in (3, 5, 10, 20, 40):
        found = []
        for samples, rate_hz in clips.values():
            power = np.convolve(np.square(samples), np.ones(rate_hz // 20) / (rate_hz // 20), "same")
            at = int(rng.choice(np.flatnonzero(power > np.quantile(power, 0.7))))
            torn = samples + _hiss(samples.size, 10 ** (-75 / 20), rng)
            torn[at : at + rate_hz * hole_ms // 1000] = 0
            found.append(dropouts(torn, rate_hz).count > 0)
        print(f"| {hole_ms} ms | {sum(found)} of {len(found)} |")
    print()


def table_snr(clips: dict[str, Clip], rng: np.random.Generator) -> None:
    """Print the error of the measured signal-to-noise ratio, with and without a second of silence before the speech."""
    print("| true SNR (dB) | noise | silence first | mean error | worst | within 2 dB |\n|---|---|---|---|---|---|")
    chosen = [clip for clip in clips.values() if clip[0].size > 2.5 * clip[1]]
    for snr_db in (5, 10, 20, 30, 40):
        for lead_s in (1.0, 0.0):
            errors: dict[str, list[float]] = {}
            for samples, rate_hz in chosen[:: 1 if lead_s else 2]:
                for name, hiss in _noises(int((6 + lead_s) * rate_hz), rate_hz, rng, clips):
                    error = _snr_error((samples[: 6 * rate_hz], rate_hz), lead_s, snr_db, hiss)
                    errors.setdefault(name, []).extend([] if error is None else [error])
            for name, sizes in ((name, sizes) for name, sizes in errors.items() if sizes):
                size = np.abs(sizes)
                row = f"{np.mean(sizes):+.1f} | {size.max():.1f} | {100 * np.mean(size <= 2):.0f} % of {size.size}"
                print(f"| {snr_db} | {name} | {'yes' if lead_s else 'no'} | {row} |", flush=True)
    print()


def _snr_error(clip: Clip, lead_s: float, snr_db: float, hiss: Samples) -> float | None:
    """Return the error, dB; None if the clip's own noise is within 10 dB of the added noise: no true ratio."""
    samples, rate_hz = clip
    heard = band(samples, rate_hz, LOW_HZ, min(HIGH_HZ, rate_hz / 2))
    level_dbfs = active_level_dbfs(heard, rate_hz)
    frame = int(rate_hz * FRAME_S)
    power = np.sort(np.square(heard[: heard.size // frame * frame].reshape(-1, frame)).mean(axis=1))
    own_dbfs = 10 * np.log10(power[: max(3, power.size // 20)].mean() + 1e-12)
    if level_dbfs is None or own_dbfs > level_dbfs - snr_db - 10:
        return None
    sound = np.concatenate([np.zeros(int(lead_s * rate_hz), dtype=np.float32), samples])
    hiss = hiss[: sound.size]
    hiss_dbfs = rms_dbfs(band(hiss, rate_hz, LOW_HZ, min(HIGH_HZ, rate_hz / 2)))
    sound = sound + hiss * np.float32(10 ** ((level_dbfs - snr_db - hiss_dbfs) / 20))
    found = measure_noise(sound, rate_hz, speech_frames(sound, rate_hz), FRAME_S)
    return None if found is None or found.snr_db is None else found.snr_db - snr_db


def _noises(size: int, rate_hz: int, rng: np.random.Generator, clips: dict[str, Clip]) -> Iterator[tuple[str, Samples]]:
    """Return steady noise (white, pink, and a fan's, mostly below 300 Hz), and a babble of five voices."""
    spectrum = np.fft.rfft(_hiss(size, 0.1, rng))
    frequency_hz = np.fft.rfftfreq(size, 1 / rate_hz)
    shape = (np.ones_like(frequency_hz), 1 / np.sqrt(np.maximum(frequency_hz, 20)), 1 / (1 + (frequency_hz / 300) ** 2))
    kind = int(rng.integers(len(shape)))
    yield "steady", np.fft.irfft(spectrum * shape[kind], size).astype(np.float32)
    voices = [clip for name, clip in clips.items() if Path(name).name.startswith(("fr", "de", "fi", "en"))][:5]
    if rng.random() < VOICES_SHARE and voices:
        babble = [
            np.resize(samples if own == rate_hz else Resampler(own, rate_hz)(samples), size) for samples, own in voices
        ]
        yield "voices", sum(babble, np.zeros(size, dtype=np.float32))


def table_room(clips: dict[str, Clip], rng: np.random.Generator) -> None:
    """Print how often a distant voice in an echoing room is noticed, before or during speech, and false alarms."""
    voices = [
        samples[: 8 * rate_hz] if rate_hz == ROOM_HZ else Resampler(rate_hz, ROOM_HZ)(samples[: 8 * rate_hz])
        for samples, rate_hz in list(clips.values())[::3]
        if samples.size > 4 * rate_hz
    ]
    pause = np.zeros(2 * ROOM_HZ, dtype=np.float32)
    whole = [np.concatenate([pause, _at_level(voice, -26)[: 5 * ROOM_HZ], pause[:ROOM_HZ]]) for voice in voices]
    far = [np.resize(_at_level(_echoing(voice, rng), -26), 8 * ROOM_HZ) for voice in (*voices[7:], *voices[:7])]
    alone = sum(_voices_heard(near, rng) for near in whole)
    echoing = sum(_voices_heard(near + _echoing(near, rng) * np.float32(0.1), rng) for near in whole)
    print(f"called with nobody else there: {alone} of {len(whole)}, in an echoing room {echoing} of {len(whole)}")
    print("| the other voice under the person's | before the person speaks | all the time |\n|---|---|---|")
    for under_db in (15, 20, 25, 30, 40):
        gain = np.float32(10 ** (-under_db / 20))
        others = [gain * other[: near.size] for near, other in zip(whole, far, strict=True)]
        always = sum(_voices_heard(near + other, rng) for near, other in zip(whole, others, strict=True))
        for other in others:
            other[pause.size :] = 0
        before = sum(_voices_heard(near + other, rng) for near, other in zip(whole, others, strict=True))
        print(f"| {under_db} dB | {before} of {len(whole)} | {always} of {len(whole)} |", flush=True)
    print()


def _at_level(samples: Samples, level_dbfs: float) -> Samples:
    own_dbfs = active_level_dbfs(samples, ROOM_HZ) or 0.0
    return samples * np.float32(10 ** ((level_dbfs - own_dbfs) / 20))


def _echoing(samples: Samples, rng: np.random.Generator) -> Samples:
    """Return the sound in a room with a reverberation time of 0.4 s."""
    index = np.arange(int(0.3 * ROOM_HZ))
    echo = rng.normal(size=index.size) * np.exp(-6.9 * index / (0.4 * ROOM_HZ))
    size = samples.size + echo.size
    sound = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(echo, size), size)[: samples.size]
    echoing: Samples = (sound / np.sqrt(np.square(echo).sum())).astype(np.float32)
    return echoing


def _voices_heard(sound: Samples, rng: np.random.Generator) -> bool:
    noisy = sound + _hiss(sound.size, 10 ** (-75 / 20), rng)
    speaks = speech_frames(noisy, ROOM_HZ)
    around = measure_noise(noisy, ROOM_HZ, speaks, FRAME_S)
    return (
        around is not None
        and background_sound(noisy, ROOM_HZ, speaks, FRAME_S, around.noise_dbfs).voices_dbfs is not None
    )


def table_leak(rng: np.random.Generator) -> None:
    """Print how the sweep at the policy's level is detected through a reverberant path in room noise."""
    limits = LeakPolicy()
    index = np.arange(int(0.2 * 48_000))
    print("| echo loss | noise −70 dBFS | −60 dBFS | −50 dBFS | −40 dBFS |\n|---|---|---|---|---|")
    for loss_db in (10, 20, 30, 60, None):
        cells = []
        for noise_dbfs in (-70, -60, -50, -40):
            codes = []
            for _ in range(25):
                heard = _hiss(int((SIGNAL_S + LONGEST_DELAY_S) * 48_000), 10 ** (noise_dbfs / 20), rng)
                if loss_db is not None:
                    echo = rng.normal(size=index.size) * np.exp(-index / (rng.uniform(0.005, 0.04) * 48_000))
                    size = heard.size + echo.size
                    spectrum = np.fft.rfft(sweeps(48_000, limits.level_dbfs), size) * np.fft.rfft(echo, size)
                    sound = np.fft.irfft(spectrum, size) / np.sqrt(np.square(echo).sum())
                    at = int(rng.uniform(0.02, 0.4) * 48_000)
                    sound = sound[: heard.size - at] * 10 ** (-loss_db / 20)
                    heard[at : at + sound.size] += sound.astype(np.float32)
                found = with_echo(Leak(), heard, 48_000, limits)
                codes.append(LEAK.judge(found, limits).code.removeprefix("leak."))
            cells.append(", ".join(f"{what} {100 * codes.count(what) // len(codes)} %" for what in sorted({*codes})))
        print(f"| {loss_db or 'no path'} | " + " | ".join(cells) + " |")
    print()


def table_speed(clips: dict[str, Clip]) -> None:
    """Print processor time at 48 kHz: level meter, speech detection, and one measurement of 8 s."""
    samples, own_hz = max(clips.values(), key=lambda clip: clip[0].size / clip[1])
    sound = Resampler(own_hz, 48_000)(samples)[: 8 * 48_000]
    blocks = [sound[at : at + 1600] for at in range(0, sound.size, 1600)]
    length_s = sound.size / 48_000
    window = AnalysisWindow(48_000, 8)
    meter_s = _processor_s(lambda: [pickle.dumps(Level(rms_dbfs(block), peak_dbfs(block))) for block in blocks])
    finding_s = _processor_s(lambda: deque(map(window.add, blocks), maxlen=0))
    print(f"level meter, 30 a second: {100 * meter_s / length_s:.1f} % of a core")
    print(f"finding speech: {100 * finding_s / length_s:.1f} % of a core")
    print(f"one measurement of the window: {1000 * _processor_s(window.measure):.0f} ms")
    print(f"a recording of {length_s:.1f} s: {1000 * _processor_s(lambda: measure(sound, 48_000)):.0f} ms")


def _processor_s(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
