"""How soon a fault that begins during speech is reported: recipes of `audio_recipes`, after 12 s without a fault.

    .venv/bin/python benchmarks/audio_delay.py [tuning|checking] [RECIPE …]

The sound goes through the code that judges a live voice, as fast as the computer allows.
"""

from __future__ import annotations

import sys
from statistics import median

import numpy as np
from audio_faults import brought, is_checking, is_fit, voices
from audio_recipes import OK, RECIPES
from audio_spoiling import RATE, at_level, room, white

from readiness.checks.microphone import CHECK, Policy
from readiness.checks.microphone.live_voice import LiveVoice
from readiness.measures.audio.levels import Samples

BEGINS_S, LASTS_S = 12, 16
BLOCK = RATE // 15
REPORTED_EVERY = 8
"""In blocks; about half a second."""


def looped(clip: Samples, length_s: float) -> Samples:
    """Repeat a clip for the given time, faded in and out so that the joins are not heard as dropouts."""
    ramp = np.minimum(1, np.arange(clip.size) / (0.02 * RATE)).astype(np.float32)
    return np.resize(clip * ramp * ramp[::-1], round(length_s * RATE))


def told_after_s(sound: Samples, accepted: str) -> float | None:
    """Return the time, seconds, from the fault's start to the first accepted answer; None if there is none."""
    voice = LiveVoice(RATE, Policy())
    voice.warm_up(sound[:BLOCK])
    for number, start in enumerate(range(BLOCK, sound.size - BLOCK, BLOCK)):
        voice.add(sound[start : start + BLOCK])
        if number % REPORTED_EVERY == 0 or voice.is_first_due:
            voice.measure_if_due()
        if voice.settled is not None and voice.heard_s > BEGINS_S:
            code = CHECK.judge(voice.settled, Policy()).code.removeprefix("microphone.")
            if code in accepted.split("|"):
                return voice.heard_s - BEGINS_S
    return None


def main() -> None:
    """Print each recipe's delays."""
    part, *words = sys.argv[1:] or ["tuning"]
    mine = {
        name: brought(clip)
        for name, clip in voices([]).items()
        if is_checking(name) == (part == "checking") and is_fit(*clip, part)
    }
    names = sorted(mine)
    for recipe, (accepted, make) in RECIPES.items():
        if accepted == OK or recipe.startswith("clean") or (words and not any(word in recipe for word in words)):
            continue
        delays_s = []
        for index, name in enumerate(names):
            rng = np.random.default_rng(index)
            clean = looped(mine[name], BEGINS_S + LASTS_S)
            clean = clean + white(clean.size, -72, rng)
            other = room(mine[names[(index + 1) % len(names)]], 0.3, 3, rng)
            spoiled = make(clean[BEGINS_S * RATE :], at_level(np.resize(other, LASTS_S * RATE), -26), rng)
            whole = np.concatenate([clean[: BEGINS_S * RATE], spoiled])
            delays_s.append(told_after_s(np.clip(whole, -1, 32767 / 32768).astype(np.float32), accepted))
        told = sorted(each for each in delays_s if each is not None)
        shown = f"median {median(told):4.1f} s, worst {told[-1]:4.1f} s" if told else ""
        print(f"{recipe:30} told in {len(told)} of {len(names)}  {shown}", flush=True)


if __name__ == "__main__":
    main()
