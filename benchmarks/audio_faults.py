"""How the faults that people complain about are judged: each recipe, applied to voices for tuning and for checking.

    .venv/bin/python benchmarks/audio_faults.py [PART] [--all] [RECIPE …]

`PART` is tuning, checking, fresh, kept, distance, people or "more people". Each voice is converted to 48 kHz and −26
dBFS, with microphone noise at −72 dBFS. `--all` lists every answer, not only the wrong ones.

`tuning` and `checking` use the voices of `audio_clips`, divided by a digest of their names, and files given with
`--voice FILE`. `fresh` has voices and recipes that are in neither of them. `kept` is a third set, whose voices
`distance` places in rooms. `people` and `more people` use `audio_people` and `audio_recipes_people`; `links`, `ward`
and their checking parts have recipes of their own too.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from audio_clips import Clip, fresh_clips, kept_clips, speech_clips
from audio_people import PARTS, people, speaker
from audio_recipes import DISTANCE, FRESH, KEPT, OK, RECIPES
from audio_recipes_links import CONCEALED, LINKS, LINKS_CHECKING
from audio_recipes_people import MORE_PEOPLE, PEOPLE
from audio_recipes_ward import WARD, WARD_CHECKING
from audio_spoiling import RATE, at_level, room, white

from readiness.checks.microphone import CHECK, Policy
from readiness.checks.microphone.measure import measure
from readiness.host.audio.wav_file import read_wav
from readiness.measures.audio.bands import band
from readiness.measures.audio.levels import Samples
from readiness.measures.audio.resampling import Resampler
from readiness.measures.audio.speech_presence import FRAME_S, speech_frames

LENGTH_S = 8
FULL_SCALE = 0.999
SETS = {
    "fresh": FRESH,
    "kept": KEPT,
    "distance": DISTANCE,
    "people": PEOPLE,
    "more people": MORE_PEOPLE,
    "links": LINKS,
    "links checking": LINKS_CHECKING,
    "ward": WARD,
    "ward checking": WARD_CHECKING,
    "new checking": RECIPES | {f"link, {name}": LINKS_CHECKING[name] for name in CONCEALED},
}
"""Recipes of the parts that have their own."""

SEEDS = {"new checking": 1000, "ward checking": 2000}
"""First seed of a part's recipes, 0 by default."""

CHECKED_SHARE = 2
"""One voice in this many is held out for checking."""


def voices(extra: list[Path]) -> dict[str, Clip]:
    """Return the voices, and parts of the `extra` files, with more than 5 s of sound at 16 kHz or more."""
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
    """Whether a voice is held out for checking."""
    return hashlib.sha256(name.encode()).digest()[0] % CHECKED_SHARE == 0


def brought(clip: Clip) -> Samples:
    """Return the sound at 48 kHz and −26 dBFS, high-passed at 50 Hz."""
    samples, rate_hz = clip
    x = samples if rate_hz == RATE else Resampler(rate_hz, RATE)(samples)
    x = x[: LENGTH_S * RATE]
    return at_level(band(x, RATE, 50, 24_000), -26)


def main() -> None:
    """Print the answers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=["tuning", "checking", *SETS], nargs="?", default="tuning")
    parser.add_argument("recipes", nargs="*")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--voice", type=Path, action="append", default=[])
    parser.add_argument("--speakers", type=Path, help="folder of speakers, as for audio_speakers.py")
    chosen = parser.parse_args()
    mine = {name: brought(clip) for name, clip in voices_of(chosen.part, chosen.voice)}
    mine |= {name: brought(clip) for name, clip in _speakers_of(chosen.part, chosen.speakers)}
    print(f"{len(mine)} voices: {', '.join(sorted(mine))}")
    names = sorted(mine)
    right: Counter[bool] = Counter()
    clean: Counter[bool] = Counter()
    for recipe, (accepted, make) in SETS.get(chosen.part, RECIPES).items():
        if chosen.recipes and not any(word in recipe for word in chosen.recipes):
            continue
        answers: dict[str, list[str]] = defaultdict(list)
        for index, name in enumerate(names):
            rng = np.random.default_rng(SEEDS.get(chosen.part, 0) + index)
            other = np.resize(room(mine[names[(index + 1) % len(names)]], 0.3, 3, rng), mine[name].size)
            heard = mine[name] + white(mine[name].size, -72, rng)
            code = judged(make(heard, at_level(other, -26), rng), RATE)
            answers[code].append(name)
            good = code in accepted.split("|")
            (clean if recipe.startswith("clean") or accepted == OK else right)[good] += 1
        wrong = {code: who for code, who in answers.items() if chosen.all or code not in accepted.split("|")}
        count = sum(len(who) for code, who in answers.items() if code in accepted.split("|"))
        print(f"{recipe:30} {count:3} of {len(names)}  " + "; ".join(f"{c}: {', '.join(w)}" for c, w in wrong.items()))
    print(f"faults answered: {right[True]} of {right.total()}; clean: {clean[True]} of {clean.total()}")


def voices_of(part: str, extra: list[Path]) -> Iterator[tuple[str, Clip]]:
    """Return the voices of a part that are fit, and files besides, by their names."""
    if part in PARTS:
        yield from ((name, clip) for name, clip in people(part).items() if is_fit(*clip, part))
        return
    everyone = {"fresh": fresh_clips, "kept": kept_clips, "distance": kept_clips}.get(part, lambda: voices(extra))()
    for name, clip in everyone.items():
        if (part in SETS or is_checking(name) == (part == "checking")) and is_fit(*clip, part):
            yield name, clip


def _speakers_of(part: str, folder: Path | None) -> Iterator[tuple[str, Clip]]:
    for each in sorted(folder.iterdir()) if folder else ():
        if is_checking(each.name) == part.endswith("checking"):
            clip = speaker(each)
            if clip is not None and is_fit(*clip, part):
                yield each.name, clip


def is_fit(samples: Samples, rate_hz: int, part: str) -> bool:
    """Whether a voice speaks long enough and is not clipped in the source. Slow voices are among `kept` too."""
    speech_s = speech_frames(samples[: LENGTH_S * rate_hz], rate_hz).sum() * FRAME_S
    min_s = Policy().speech_min_s if part in {"kept", "distance"} else Policy().speech_enough_s
    return bool(speech_s >= min_s and np.abs(samples).max() < FULL_SCALE)


def judged(samples: Samples, rate_hz: int) -> str:
    """Return the finding's code for a sound."""
    samples = np.clip(samples, -1, 32767 / 32768).astype(np.float32)
    return CHECK.judge(measure(samples, rate_hz), Policy()).code.removeprefix("microphone.")


if __name__ == "__main__":
    main()
