"""What is said live when the microphone is turned down, and when somebody else goes on instead of the person.

    .venv/bin/python benchmarks/audio_turned_down.py [PART]

`PART` as in `audio_faults.py`. A person speaks for 12 s; then for 20 s either the same voice through a microphone that
was turned down by 26 or 32 dB, or another voice as much softer, from a room. Turned down is right when "quiet" is
reported, another voice when it never is. The sound goes through the code that judges a live voice.
"""

from __future__ import annotations

import sys

import numpy as np
from audio_faults import brought, voices_of
from audio_live_told import codes_told
from audio_spoiling import RATE, at_level, converted, looped, room, white

OWN_S, THEN_S = 12, 20
SOFTER_DB = (26, 30, 32)
NOISES_DBFS = (-72, -60)


def main() -> None:
    """Print how many were judged right, and the findings of the others."""
    part = sys.argv[1] if sys.argv[1:] else "tuning"
    mine = {name: brought(clip) for name, clip in voices_of(part, [])}
    names = sorted(mine)
    for noise_dbfs in NOISES_DBFS:
        for softer_db in SOFTER_DB:
            down: dict[str, list[str]] = {}
            other: dict[str, list[str]] = {}
            for index, name in enumerate(names):
                rng = np.random.default_rng(index)
                own = looped(mine[name], OWN_S + THEN_S)
                hiss = white(own.size, noise_dbfs, rng)
                gain = np.where(np.arange(own.size) < OWN_S * RATE, 1, 10 ** (-softer_db / 20))
                down[name] = codes_told(converted((own + hiss) * gain), OWN_S)
                far = room(looped(mine[names[(index + 1) % len(names)]], THEN_S), 0.4, 0, rng)
                after = at_level(far, -26 - softer_db)
                other[name] = codes_told(converted(np.concatenate([own[: OWN_S * RATE], after]) + hiss), OWN_S)
            wrong_down = {name: codes for name, codes in down.items() if "quiet" not in codes}
            wrong_other = {name: codes for name, codes in other.items() if "quiet" in codes}
            print(
                f"noise {noise_dbfs} dBFS, {softer_db} dB: turned down {len(names) - len(wrong_down)} of {len(names)}, "
                f"another voice {len(names) - len(wrong_other)} of {len(names)}  {wrong_down} {wrong_other}",
                flush=True,
            )


if __name__ == "__main__":
    main()
