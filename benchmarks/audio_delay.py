"""How soon a fault that begins during speech is reported: recipes of `audio_recipes`, after 12 s without a fault.

    .venv/bin/python benchmarks/audio_delay.py [tuning|checking] [RECIPE …]

The sound goes through the code that judges a live voice, as fast as the computer allows.
"""

from __future__ import annotations

import sys
from statistics import median

import numpy as np
from audio_faults import brought, is_checking, is_fit, voices
from audio_live_told import told
from audio_recipes import OK, RECIPES
from audio_spoiling import RATE, at_level, looped, room, white

from readiness.measures.audio.levels import Samples

BEGINS_S, LASTS_S = 12, 16


def told_after_s(sound: Samples, accepted: str) -> float | None:
    """Return the time, seconds, from the fault's start to the first accepted answer; None if there is none."""
    later = ((heard_s - BEGINS_S, code) for heard_s, code in told(sound) if heard_s > BEGINS_S)
    return next((after_s for after_s, code in later if code in accepted.split("|")), None)


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
        known = sorted(each for each in delays_s if each is not None)
        shown = f"median {median(known):4.1f} s, worst {known[-1]:4.1f} s" if known else ""
        print(f"{recipe:30} told in {len(known)} of {len(names)}  {shown}", flush=True)


if __name__ == "__main__":
    main()
