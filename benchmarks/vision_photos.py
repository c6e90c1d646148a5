"""Accuracy of the vision checks on real photographs, in two parts: those that limits were tuned on, and those held out.

The folder contains pictures and a `labels.csv` with the columns id (the picture is `id.png`), repo (where it comes
from), faces (accepted counts, such as 1/2), lighting and framing (accepted answers, such as ok/dark), tone (lighter,
medium, darker) and kind (webcam, photo). A picture is for tuning if the first byte of the SHA-256 of its repo's name is
even, otherwise for checking.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from readiness.checks import lighting
from readiness.checks.camera_probe.probe import judge_picture
from readiness.checks.lighting.legible import contrast_over_needed
from readiness.model import Finding, Outcome, Policy

LIGHTING = {"dark": "dark", "backlit": "backlit", "side_left": "side_lit_right", "side_right": "side_lit_left"}
"""In the labels, left means image left."""
FRAMING = {
    "ok": "ok",
    "near": "too_near",
    "far": "too_far",
    "off": "off_centre",
    "headroom": "no_headroom",
    "high": "camera_too_high",
    "low": "camera_too_low",
    "tilted": "tilted",
    "away": "looking_away",
    "no_face": "no_face",
}
KINDS = ("webcam", "photo")
TONES = ("lighter", "medium", "darker")
NEAREST = 5


class Photo(NamedTuple):
    """A row of the labels, and its picture's findings by check."""

    label: dict[str, str]
    said: dict[str, Finding]

    def accepts(self, column: str) -> set[str]:
        """The accepted answers."""
        return set(self.label[column].split("/"))

    def what(self, check: str) -> str:
        """Return the code without the check's name."""
        return self.said[check].code.partition(".")[2]


def photos(folder: Path) -> None:
    """Print every table, for each part."""
    with (folder / "labels.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    judged = [Photo(row, {each.check: each for each in judge_picture(_picture(folder, row), Policy())}) for row in rows]
    for part in ("tuning", "checking"):
        some = [each for each in judged if _part(each.label["repo"]) == part]
        print(f"\n{part}: {len(some)} real photographs")
        faces(some)
        well_lit(some)
        badly_lit(some)
        margins(some)
        framing(some)
        others(some)


def _picture(folder: Path, row: dict[str, str]) -> Path:
    return folder / f"{row['id']}.png"


def _part(repo: str) -> str:
    return "checking" if hashlib.sha256(repo.encode()).digest()[0] % 2 else "tuning"


def faces(judged: list[Photo]) -> None:
    """Print how often a face is found in pictures with a person, and in those without."""
    somebody = [each for each in judged if "0" not in each.accepts("faces")]
    nobody = [each for each in judged if each.accepts("faces") == {"0"}]
    missed = [each.label["id"] for each in somebody if not each.said["framing"].measured["faces_count"]]
    false = [each.label["id"] for each in nobody if each.said["framing"].measured["faces_count"]]
    print(f"  the person found: {len(somebody) - len(missed)} of {len(somebody)} {missed or ''}")
    print(f"  false persons: {len(false)} in {len(nobody)} pictures without one {false or ''}")


def well_lit(judged: list[Photo]) -> None:
    """Print the findings for faces labelled as well lit only, by kind and by tone."""
    good = [each for each in judged if each.accepts("lighting") == {"ok"}]
    groups = {
        f"well lit, {kind}s": [each for each in good if each.label["kind"] == kind] for kind in ("webcam", "photo")
    }
    groups |= {f"well lit, {tone}": [each for each in good if each.label["tone"] == tone] for tone in TONES}
    for name, group in groups.items():
        _outcomes(name, group)


def badly_lit(judged: list[Photo]) -> None:
    """Print the findings for faces that nobody would call well lit, and which of them passed."""
    bad = [each for each in judged if not each.accepts("lighting") & {"ok", "any", "noface"}]
    _outcomes("badly lit", bad)
    for each in judged:
        named = each.what("lighting").removeprefix("slightly_")
        wanted = {LIGHTING.get(one, one) for one in each.accepts("lighting")}
        if not wanted & {"any", "noface"} and named not in wanted:
            print(f"    {each.label['id']} {each.label['lighting']}: {each.what('lighting')}")


def _outcomes(name: str, group: list[Photo]) -> None:
    counts = Counter(each.said["lighting"].outcome for each in group)
    failed = counts[Outcome.FAIL] + counts[Outcome.NOT_ASSESSED]
    print(
        f"  {name:20} pass {counts[Outcome.PASS]:3}  remark {counts[Outcome.WARN]:3}  fail {failed:3}  of {len(group)}"
    )


def margins(judged: list[Photo]) -> None:
    """Print the faces that are nearest to failing, or to not failing: their contrast over what their light asks for."""
    for name, wanted, worst_last in (("well lit", True, False), ("badly lit", False, True)):
        over = sorted(
            (ratio, each.label["id"])
            for each in judged
            if (
                each.accepts("lighting") == {"ok"} if wanted else not each.accepts("lighting") & {"ok", "any", "noface"}
            )
            if (ratio := contrast_over_needed(_lighting(each), lighting.Policy())) is not None
        )
        nearest = over[::-1][:NEAREST] if worst_last else over[:NEAREST]
        print(f"  {name}, contrast over needed: " + ", ".join(f"{ratio:.2f} {photo}" for ratio, photo in nearest))


def _lighting(photo: Photo) -> lighting.Measurement:
    names = lighting.Measurement.__struct_fields__
    measured = {name: value for name, value in photo.said["lighting"].measured.items() if name in names}
    return lighting.Measurement(**measured)  # type: ignore[arg-type]


def framing(judged: list[Photo]) -> None:
    """Print how often the framing's finding is one that a person would accept."""
    for kind in KINDS:
        some = [each for each in judged if each.label["kind"] == kind and each.accepts("framing") - {"any", "several"}]
        wrong = [
            each for each in some if each.what("framing") not in {FRAMING.get(one) for one in each.accepts("framing")}
        ]
        print(f"  framing, {kind}s: {len(some) - len(wrong)} of {len(some)}")
        for each in wrong:
            print(f"    {each.label['id']} {each.label['framing']}: {each.what('framing')}")


def others(judged: list[Photo]) -> None:
    """Print how often other people are reported, in pictures with others and in pictures of one person alone."""
    several = [each for each in judged if "several" in each.accepts("framing") and min(each.accepts("faces")) > "1"]
    alone = [each for each in judged if each.accepts("faces") == {"1"} and "several" not in each.accepts("framing")]
    told = [each for each in several if each.said["alone"].outcome is not Outcome.PASS]
    wrongly = [
        f"{each.label['id']} {each.what('alone')}" for each in alone if each.said["alone"].outcome is Outcome.WARN
    ]
    print(f"  others in the picture told: {len(told)} of {len(several)}")
    print(f"  others told of a person alone: {len(wrongly)} of {len(alone)} {wrongly or ''}")
