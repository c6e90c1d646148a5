"""How recordings of people are judged as they are: a folder with a folder of sound files for each speaker.

    .venv/bin/python benchmarks/audio_speakers.py FOLDER [tuning|checking]

The files of a speaker are joined with short pauses, at most 10 s of them, and brought to −26 dBFS. Speakers are divided
by a digest of the folder's name. `docs/audio-sets.md` says which public recordings were used; ffmpeg reads them.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import numpy as np
from audio_faults import brought, is_checking
from audio_people import speaker

from readiness.checks.microphone import CHECK, Measurement, Policy
from readiness.checks.microphone.measure import measure

SHOWN = (
    "snr_db", "noise_dbfs", "clipping_percent", "hum_audible_db", "room_voices_dbfs", "room_sounds_dbfs",
    "clicks_per_s", "cuts_count", "repeats_per_s", "regular_breaks_hz", "dropouts_percent", "bandwidth_hz",
    "treble_db", "sibilance_db",
    "quickest_fall_db", "level_drop_db", "echo_under_db", "echo_delay_ms", "whine_hz", "fleeting_tones_db",
)  # fmt: skip


def main() -> None:
    """Print what is said of each speaker, and of how many nothing is."""
    folder, *part = sys.argv[1:]
    told: Counter[str] = Counter()
    for each in sorted(Path(folder).iterdir()):
        if part and is_checking(each.name) != (part == ["checking"]):
            continue
        clip = speaker(each)
        if clip is None:
            told["too little speech"] += 1
            continue
        measured = measure(np.clip(brought(clip), -1, 32767 / 32768).astype(np.float32), 48_000)
        code = CHECK.judge(measured, Policy()).code.removeprefix("microphone.")
        told[code] += 1
        print(f"{each.name:28} {clip[1]:6} Hz  {code:12} {_figures(measured)}", flush=True)
    print(told)


def _figures(measured: Measurement) -> str:
    values = ((name, getattr(measured, name)) for name in SHOWN)
    return " ".join(f"{name}={value}" for name, value in values if value)


if __name__ == "__main__":
    main()
