"""Accuracy of the vision checks: `python benchmarks/vision.py FOLDER [PHOTOS]`.

Without arguments, READINESS_FACES and READINESS_PHOTOS name the folders.

The folder contains pictures and a `labels.csv` with the columns file, n_faces, lighting (good, dark, backlit, over,
side_left, side_right; `_mild` ones are shown but not counted), framing (good, too_close, too_far, off_left, off_right,
no_headroom, too_low, tilted) and tone. In the labels, `side_left` means image left, the person's right. File names
start with an id of the person. Pictures are judged by `camera_probe.probe.judge_picture`, as in `readiness try image`.
The second folder contains real photographs, see `benchmarks/vision_photos.py`. For speed, see
`benchmarks/vision_speed.py`.
"""

from __future__ import annotations

import csv
import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from vision_photos import photos

from readiness.checks.camera_probe.probe import judge_picture
from readiness.model import Finding, Policy

LIGHTING = {
    "good": "ok",
    "dark": "dark",
    "backlit": "backlit",
    "over": "over_exposed",
    "side_left": "side_lit_right",
    "side_right": "side_lit_left",
}
MILD = {"side_left_mild": "side_lit_right", "side_right_mild": "side_lit_left"}
"""Accepted both as a remark and as a failure."""
FRAMING = {
    "good": "ok",
    "too_close": "too_near",
    "too_far": "too_far",
    "off_left": "off_centre",
    "off_right": "off_centre",
    "no_headroom": "no_headroom",
    "too_low": "camera_too_high",
    "tilted": "tilted",
}
WAY_BACK = {"off_left": "Move to your left.", "off_right": "Move to your right."}
"""Image left is the person's right, so moving to the person's left leads back to the middle."""

WEAKEST = 3


class Judged(NamedTuple):
    """A row of the labels, and the findings for its picture."""

    label: dict[str, str]
    camera: Finding
    lighting: Finding
    framing: Finding
    alone: Finding
    background: Finding

    @property
    def person(self) -> str:
        """The person in the picture."""
        return "__".join(self.label["file"].split("__")[:2])

    def number(self, name: str) -> float:
        """Return a value that the light was judged by; 0 if it was not measured."""
        value = self.lighting.measured.get(name)
        return float(value) if isinstance(value, int | float) else 0.0


def main() -> int:
    """Print every table; return 2 if no folder is given."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("READINESS_FACES", ""))
    if not (folder / "labels.csv").is_file():
        print(__doc__)
        return 2
    with (folder / "labels.csv").open(newline="", encoding="utf-8") as file:
        judged = [Judged(row, *judge_picture(folder / row["file"], Policy())) for row in csv.DictReader(file)]
    faces(judged)
    table("lighting", ((each.label["lighting"], what(each.lighting)) for each in judged), LIGHTING)
    mild = ((each.label["lighting"], what(each.lighting).removeprefix("slightly_")) for each in judged)
    table("mild side light", mild, MILD)
    table("framing", ((each.label["framing"], what(each.framing)) for each in judged), FRAMING)
    sides(judged)
    skin(judged)
    nearest(judged)
    rest(judged)
    real = Path(sys.argv[2] if len(sys.argv) > 2 else os.environ.get("READINESS_PHOTOS", ""))
    if (real / "labels.csv").is_file():
        photos(real)
    return 0


def what(finding: Finding) -> str:
    """Return the code without the check's name."""
    return finding.code.partition(".")[2]


def faces(judged: list[Judged]) -> None:
    """Print how many faces were found, and how many boxes contain none."""
    wanted = [int(each.label["n_faces"]) for each in judged]
    counted = [int(str(each.framing.measured["faces_count"] or 0)) for each in judged]
    found = sum(map(min, counted, wanted))
    print(f"faces: {found} of {sum(wanted)} found, {sum(counted) - found} false boxes in {len(judged)} pictures")


def table(title: str, answers: Iterable[tuple[str, str]], known: dict[str, str]) -> None:
    """Print the findings for each label."""
    counts = Counter(pair for pair in answers if pair[0] in known)
    right = sum(count for (label, code), count in counts.items() if known[label] == code)
    print(f"\n{title}: {right} of {counts.total()} right ({right / max(1, counts.total()):.1%})")
    for label in sorted({label for label, _ in counts}):
        row = {code: count for (each, code), count in sorted(counts.items()) if each == label}
        print(f"  {label:16} " + ", ".join(f"{code} {count}" for code, count in row.items()))


def sides(judged: list[Judged]) -> None:
    """Print what must never happen: swapped sides, and bad light that passes."""
    other = {"side_left": "side_lit_left", "side_right": "side_lit_right"}
    swapped = sum(
        what(each.lighting).endswith(other.get(each.label["lighting"].removesuffix("_mild"), "-")) for each in judged
    )
    moved = [each for each in judged if each.label["framing"] in WAY_BACK and what(each.framing) == "off_centre"]
    astray = sum(each.framing.remedy != WAY_BACK[each.label["framing"]] for each in moved)
    dim = [each for each in judged if each.label["lighting"] in {"dark", "backlit"}]
    passed = sum(what(each.lighting) == "ok" for each in dim)
    print(f"\nleft and right swapped: {swapped}; sent the wrong way: {astray} of {len(moved)}")
    print(f"dark or backlit called good: {passed} of {len(dim)}")


def skin(judged: list[Judged]) -> None:
    """Print false alarms on well-lit faces, by labelled tone and by the measured lightness of the skin."""
    good = [each for each in judged if each.label["lighting"] == "good"]
    by_light = sorted(good, key=lambda each: each.number("highlight_code"))
    third = -(-len(good) // 3)
    groups = {f"tone {tone}": [each for each in good if each.label["tone"] == tone] for tone in tones(good)}
    groups |= {
        f"{name} third": by_light[first * third : (first + 1) * third]
        for first, name in enumerate(("darkest", "middle", "lightest"))
    }
    print("\nfalse alarms on well-lit faces, by skin (failed, remarked on, all):")
    for name, group in groups.items():
        outcomes = Counter(each.lighting.outcome.word for each in group)
        failed = outcomes["fail"] + outcomes["not_assessed"]
        print(f"  {name:16} {failed:3} {outcomes['warn']:3} {len(group):4}")


def tones(judged: list[Judged]) -> list[str]:
    """Return the labelled tones."""
    return sorted({each.label["tone"] for each in judged})


def nearest(judged: list[Judged]) -> None:
    """Print the pictures closest to another finding, where the judgement is weakest."""
    kinds = (
        ("good, least legible", "good", "legibility_codes", 1),
        ("dark, most legible", "dark", "legibility_codes", -1),
        ("backlit, most legible", "backlit", "legibility_codes", -1),
        ("side, most legible", "side", "legibility_codes", -1),
        ("good, darkest", "good", "highlight_code", 1),
        ("good, most lopsided", "good", "from_left_stops", -1),
        ("good, most white", "good", "over_exposed_share", -1),
        ("dark, brightest", "dark", "highlight_code", -1),
        ("backlit, brightest", "backlit", "highlight_code", -1),
        ("backlit, least", "backlit", "background_over_face_stops", 1),
        ("over, least", "over", "over_exposed_share", 1),
        ("side, least", "side", "from_left_stops", 1),
    )
    print("\nnearest to a limit:")
    for title, kind, name, sign in kinds:
        rows = [
            each for each in judged if each.label["lighting"].startswith(kind) and "mild" not in each.label["lighting"]
        ]
        values = sorted((abs(each.number(name)) for each in rows), reverse=sign < 0)[:WEAKEST]
        print(f"  {title:20} {name:28} " + ", ".join(f"{value:.2f}" for value in values))


def rest(judged: list[Judged]) -> None:
    """Print the findings for camera and background."""
    print(f"\ncamera: {dict(Counter(what(each.camera) for each in judged))}")
    blurred = Counter((each.label["file"].endswith("__blur.jpg"), what(each.camera) == "blurred") for each in judged)
    caught, missed = blurred[True, True], blurred[True, False]
    print(f"blurred: {caught} of {caught + missed}, others called blurred: {blurred[False, True]}")
    print(f"background: {dict(Counter(what(each.background) for each in judged))}")


if __name__ == "__main__":
    sys.exit(main())
