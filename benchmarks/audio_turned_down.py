"""What is said live when the microphone is turned down, and when somebody else goes on instead of the person.

    .venv/bin/python benchmarks/audio_turned_down.py [PART]

`PART` as in `audio_faults.py`. A person speaks for 12 s; then for 20 s either the same voice through a microphone that
was turned down by 26 or 32 dB, or another voice as much softer, from a room. Turned down is right when "quiet" is
reported, another voice when it never is. The sound goes through the code that judges a live voice.
"""

from __future__ import annotations

import sys

import numpy as np
from audio_delay import BLOCK, looped
from audio_faults import brought, voices_of
from audio_spoiling import RATE, at_level, room, white

from readiness.checks.microphone import CHECK, Policy
from readiness.checks.microphone.live_voice import LiveVoice
from readiness.measures.audio.levels import Samples

OWN_S, THEN_S = 12, 20
SOFTER_DB = (26, 30, 32)
NOISES_DBFS = (-72, -60)
REPORTED_EVERY = 8
STEPS = 32768


def told(sound: Samples) -> list[str]:
    """Return the findings' codes after `OWN_S`, one after another."""
    voice, codes = LiveVoice(RATE, Policy()), [""]
    voice.warm_up(sound[:BLOCK])
    for number, start in enumerate(range(BLOCK, sound.size - BLOCK, BLOCK)):
        voice.add(sound[start : start + BLOCK])
        if number % REPORTED_EVERY == 0 or voice.is_first_due:
            voice.measure_if_due()
        if voice.settled is not None and voice.heard_s > OWN_S:
            code = CHECK.judge(voice.settled, Policy()).code.removeprefix("microphone.")
            if code != codes[-1]:
                codes.append(code)
    return codes[1:]


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
                down[name] = told(converted((own + hiss) * gain))
                far = room(looped(mine[names[(index + 1) % len(names)]], THEN_S), 0.4, 0, rng)
                after = at_level(far, -26 - softer_db)
                other[name] = told(converted(np.concatenate([own[: OWN_S * RATE], after]) + hiss))
            wrong_down = {name: codes for name, codes in down.items() if "quiet" not in codes}
            wrong_other = {name: codes for name, codes in other.items() if "quiet" in codes}
            print(
                f"noise {noise_dbfs} dBFS, {softer_db} dB: turned down {len(names) - len(wrong_down)} of {len(names)}, "
                f"another voice {len(names) - len(wrong_other)} of {len(names)}  {wrong_down} {wrong_other}",
                flush=True,
            )


def converted(sound: Samples) -> Samples:
    """Return the sound as a converter of 16 bits gives it."""
    return np.clip(np.round(sound * STEPS) / STEPS, -1, 1 - 1 / STEPS).astype(np.float32)


if __name__ == "__main__":
    main()
