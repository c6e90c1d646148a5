"""What is said live of another voice while a person reads in the window, and of a person who reads alone.

    .venv/bin/python benchmarks/audio_reading.py [PART]

`PART` as in `audio_faults.py`. The microphone is open for a while before the person reads and after, and the other
voice, in its room, speaks all the time. A recording that is cut tight around the words has no such moments. The sound
goes through the code that judges a live voice; the first finding and the last one are counted, since a check from the
command line ends with the first.
"""

from __future__ import annotations

import sys

import numpy as np
from audio_faults import brought, voices_of
from audio_live_told import codes_told
from audio_spoiling import RATE, at_level, converted, looped, room, white

from readiness.measures.audio.levels import Samples

BEFORE_S, AFTER_S = (0.5, 1.0, 2.0), 4.0
UNDER_DB = (None, 20, 25)
"""How far the other voice is below the person's; None for nobody else."""

NOISE_DBFS = -72


def read_aloud(voice: Samples, other: Samples, before_s: float, under_db: float | None, seed: int) -> Samples:
    """Return a person's reading with time before and after it; the other voice speaks throughout."""
    rng = np.random.default_rng(seed)
    ramp = np.minimum(1, np.arange(voice.size) / (0.02 * RATE)).astype(np.float32)
    own = np.pad(voice * ramp * ramp[::-1], (round(before_s * RATE), round(AFTER_S * RATE)))
    heard = own + white(own.size, NOISE_DBFS, rng)
    if under_db is not None:
        far = room(looped(other, own.size / RATE), 0.3, 3, rng)
        heard = heard + np.resize(at_level(far, -26 - under_db), heard.size)
    return converted(heard)


def main() -> None:
    """Print how often the first and the last finding were right, and the findings of the others."""
    part = sys.argv[1] if sys.argv[1:] else "tuning"
    mine = {name: brought(clip) for name, clip in voices_of(part, [])}
    names = sorted(mine)
    for under_db in UNDER_DB:
        accepted = {"ok"} if under_db is None else {"echo", "room_voices"}
        for before_s in BEFORE_S:
            told = {
                name: codes_told(read_aloud(mine[name], mine[names[(i + 1) % len(names)]], before_s, under_db, i))
                for i, name in enumerate(names)
            }
            counts = [sum(codes[at] in accepted for codes in told.values() if codes) for at in (0, -1)]
            wrong = {name: codes for name, codes in told.items() if not codes or {codes[0], codes[-1]} - accepted}
            print(
                f"{'alone' if under_db is None else f'another {under_db} dB under':21} {before_s} s before: "
                f"first {counts[0]} and last {counts[1]} of {len(names)}  {wrong}",
                flush=True,
            )


if __name__ == "__main__":
    main()
