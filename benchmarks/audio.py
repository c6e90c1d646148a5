"""How right and how quick the sound measures are; prints the tables of `docs/audio.md`. Takes about two minutes.

    .venv/bin/python benchmarks/audio.py

Speech: Debian's alsa-utils, pocketsphinx-testdata, codec2-examples (the clips in which someone speaks) and
klettres-data through sox, and espeak-ng; what is not installed is left out, and the first line says how much there was.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from readiness.checks.voice import Window, measure
from readiness.host.wav_file import RecordingError, read_wav
from readiness.measures.bands import band
from readiness.measures.bandwidth import bandwidth_hz
from readiness.measures.clipping import clipping
from readiness.measures.dropouts import dropouts
from readiness.measures.levels import Samples, rms_dbfs
from readiness.measures.noise import HIGH_HZ, LOW_HZ
from readiness.measures.noise import noise as measure_noise
from readiness.measures.resampling import Resampler
from readiness.measures.speech_level import speech_level
from readiness.measures.speech_presence import FRAME_S, speech_frames

FILES = (
    ("/usr/share/sounds/alsa", "[FRS]*.wav"),
    ("/usr/share/pocketsphinx/test/data", "*/*.wav"),
    ("/usr/share/codec2/wav", "*.wav"),
)
LETTERS = Path("/usr/share/klettres")
LANGUAGES = ("da", "de", "en_GB", "fr", "nl")
VOICES = ("sv", "sv+f3", "en", "fi", "ar")
SENTENCE = "Nu läser jag den här meningen, så att det hörs hur jag låter. Sedan väntar jag en stund och läser vidare."
LONGEST_S = 20
LEAST_SPEECH_S = 0.7

Clip = tuple[Samples, int]


def main() -> None:
    """Print every table."""
    rng = np.random.default_rng(1)
    clips = speech_clips()
    seconds = sum(samples.size / rate_hz for samples, rate_hz in clips.values())
    print(f"{len(clips)} clips of speech, {seconds:.0f} s\n")
    table_clipping(clips, rng)
    table_bandwidth(clips)
    table_dropouts(clips, rng)
    table_snr(clips, rng)
    table_speed(clips)


def speech_clips() -> dict[str, Clip]:
    """The clips in which someone speaks, at most `LONGEST_S` of each."""
    clips: dict[str, Clip] = {}
    with tempfile.TemporaryDirectory() as folder:
        for path in (*_installed(), *_made(Path(folder))):
            try:
                recording = read_wav(path, LONGEST_S)
            except RecordingError:
                continue
            if speech_frames(recording.samples, recording.rate_hz).sum() * FRAME_S >= LEAST_SPEECH_S:
                clips[path.name] = (recording.samples, recording.rate_hz)
    return clips


def _installed() -> Iterator[Path]:
    for folder, pattern in FILES:
        yield from sorted(Path(folder).glob(pattern))


def _made(folder: Path) -> Iterator[Path]:
    for voice in VOICES if shutil.which("espeak-ng") else ():
        path = folder / f"{voice}.wav"
        subprocess.run(["espeak-ng", "-v", voice, "-w", path, SENTENCE], check=True)
        yield path
    for language in LANGUAGES if shutil.which("sox") and LETTERS.exists() else ():
        path = folder / f"{language}.wav"
        letters = sorted(str(each) for each in (LETTERS / language).glob("*/*.ogg"))[:12]
        subprocess.run(["sox", "-V1", *letters, "-c1", "-b16", "-r44100", path], check=False)
        yield path


def table_clipping(clips: dict[str, Clip], rng: np.random.Generator) -> None:
    """Found shares by how much is cut, plain, 20 dB lower in 16 bits, and with noise over it."""
    ways: dict[str, Callable[[Samples, float], Samples]] = {
        "plain": lambda cut, _: cut,
        "20 dB lower": lambda cut, _: (np.round(cut * 3276.8) / 32768).astype(np.float32),
        "noise 55 dB under": lambda cut, limit: cut + _hiss(cut.size, limit * 10 ** (-55 / 20), rng),
    }
    false = [name for name, (samples, rate_hz) in clips.items() if clipping(samples, rate_hz).per_s > 0.5]
    flat = [name for name in false if _flat_at_full_scale(clips[name][0])]
    print(f"clipping called in clips as they are: {len(false)}, of which flat at full scale: {len(flat)} {flat}")
    print("| clipped samples | " + " | ".join(ways) + " |\n|---|" + "---|" * len(ways))
    for share in (0.0002, 0.0005, 0.001, 0.002, 0.005, 0.02):
        cells = []
        for way in ways.values():
            found = []
            for samples, rate_hz in clips.values():
                limit = float(np.quantile(np.abs(samples), 1 - share))
                spoilt = way(np.clip(samples, -limit, limit), limit)
                found.append(clipping(spoilt, rate_hz).per_s > 0.5)
            cells.append(f"{100 * np.mean(found):.0f} %")
        print(f"| {100 * share:g} % | " + " | ".join(cells) + " |")
    print()


def _hiss(size: int, rms: float, rng: np.random.Generator) -> Samples:
    return (rng.normal(size=size) * rms).astype(np.float32)


def _flat_at_full_scale(samples: Samples) -> bool:
    return bool(np.count_nonzero(np.abs(samples) > 0.9999) >= 3)


def table_bandwidth(clips: dict[str, Clip]) -> None:
    """Narrow called narrow, and what is not narrow called narrow."""
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
    """Holes found where the voice is, and holes called in clips as they are."""
    false = sum(dropouts(samples, rate_hz).count > 0 for samples, rate_hz in clips.values())
    print(f"drop-outs called in clips as they are: {false} of {len(clips)}")
    print("| hole | found |\n|---|---|")
    for hole_ms in (3, 5, 10, 20, 40):
        found = []
        for samples, rate_hz in clips.values():
            power = np.convolve(np.square(samples), np.ones(rate_hz // 20) / (rate_hz // 20), "same")
            at = int(rng.choice(np.flatnonzero(power > np.quantile(power, 0.7))))
            torn = samples.copy()
            torn[at : at + rate_hz * hole_ms // 1000] = 0
            found.append(dropouts(torn, rate_hz).count > 0)
        print(f"| {hole_ms} ms | {sum(found)} of {len(found)} |")
    print()


def table_snr(clips: dict[str, Clip], rng: np.random.Generator) -> None:
    """How far the measured ratio is from the true one, with a second of silence before the speech and without."""
    print("| true SNR (dB) | silence first | mean error | worst | within 2 dB |\n|---|---|---|---|---|")
    chosen = {name: clip for name, clip in clips.items() if clip[0].size > 2.5 * clip[1]}
    for lead_s in (1.0, 0.0):
        for snr_db in (5, 10, 20, 30, 40):
            errors = [
                error
                for samples, rate_hz in chosen.values()
                for hiss in _noises(int((8 + lead_s) * rate_hz), rate_hz, rng)
                if (error := _snr_error((samples[: 8 * rate_hz], rate_hz), lead_s, snr_db, hiss)) is not None
            ]
            size = np.abs(errors)
            row = f"{np.mean(errors):+.1f} | {size.max():.1f} | {100 * np.mean(size <= 2):.0f} % of {size.size}"
            print(f"| {snr_db} | {'yes' if lead_s else 'no'} | {row} |")
    print()


def _snr_error(clip: Clip, lead_s: float, snr_db: float, hiss: Samples) -> float | None:
    """None for a clip whose own noise is less than 10 dB under what is added: its true ratio is not known."""
    samples, rate_hz = clip
    heard = band(samples, rate_hz, LOW_HZ, min(HIGH_HZ, rate_hz / 2))
    level_dbfs = speech_level(heard, rate_hz).active_dbfs
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


def _noises(size: int, rate_hz: int, rng: np.random.Generator) -> Iterator[Samples]:
    """White noise, and a fan's: most of it below 300 Hz."""
    white = _hiss(size, 0.1, rng)
    yield white
    yield np.fft.irfft(np.fft.rfft(white) / (1 + (np.fft.rfftfreq(size, 1 / rate_hz) / 300) ** 2), size).astype(
        np.float32
    )


def table_speed(clips: dict[str, Clip]) -> None:
    """Processor time for 8 s of sound at 48 kHz: as it comes, and for one measurement of all of it."""
    samples, own_hz = max(clips.values(), key=lambda clip: clip[0].size / clip[1])
    sound = Resampler(own_hz, 48_000)(samples)[: 8 * 48_000]
    window = Window(48_000, 8)
    started = time.process_time()
    for at in range(0, sound.size, 1600):
        window.add(sound[at : at + 1600])
    listening_s = time.process_time() - started
    started = time.process_time()
    window.measure()
    measuring_s = time.process_time() - started
    started = time.process_time()
    measure(sound, 48_000)
    print(f"listening: {100 * listening_s / (sound.size / 48_000):.1f} % of a core")
    print(f"one measurement of the window: {1000 * measuring_s:.0f} ms")
    print(f"a recording of {sound.size / 48_000:.1f} s: {1000 * (time.process_time() - started):.0f} ms")


if __name__ == "__main__":
    main()
