"""How right and how fast the eyes are: `python benchmarks/vision.py FOLDER` (or READINESS_FACES=FOLDER).

The folder holds pictures and a `labels.csv` with the columns file, n_faces, lighting (good, dark, backlit, over,
side_left, side_right; `_mild` ones are shown, not counted), framing (good, too_close, too_far, off_left, off_right,
no_headroom, too_low, tilted) and tone. In the labels, `side_left` is image left: the person's right. The pictures are
judged by `readiness.checks.picture.judge_picture`, as `readiness try image` does.
"""

from __future__ import annotations

import csv
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from readiness.checks.picture import judge_picture
from readiness.host.camera_stream import read_still
from readiness.measures.face_finder import LONGEST_SIDE_PX, FaceFinder
from readiness.measures.face_model import read_face_model
from readiness.measures.light import measure_light
from readiness.measures.picture import Picture, picture_quality
from readiness.measures.sight import look
from readiness.model import Finding, Policy

import cv2  # isort: skip  (after camera_stream, which sets it up)
import numpy as np  # isort: skip

LIGHTING = {
    "good": "ok",
    "dark": "dark",
    "backlit": "backlit",
    "over": "over_exposed",
    "side_left": "side_lit_right",
    "side_right": "side_lit_left",
}
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
TURNS = 25

Judged = tuple[dict[str, str], Finding, Finding, Finding]
"""A line of the labels, and the findings of camera, lighting and framing."""


def main() -> int:
    """Print accuracy and speed; 2 without the folder."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("READINESS_FACES", ""))
    if not (folder / "labels.csv").is_file():
        print(__doc__)
        return 2
    with (folder / "labels.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    judged = [judge(folder, row) for row in rows]
    accuracy(judged)
    well_lit = next(row for row in rows if row["lighting"] == row["framing"] == "good")
    picture = read_still(folder / well_lit["file"])
    assert picture is not None  # noqa: S101  (it was judged above)
    speed(picture)
    return 0


def judge(folder: Path, row: dict[str, str]) -> Judged:
    """The findings of one picture."""
    camera, lighting, framing = judge_picture(folder / row["file"], Policy())
    return row, camera, lighting, framing


def accuracy(judged: list[Judged]) -> None:
    """Print what was found against what the labels say."""
    faces = sum(int(row["n_faces"]) for row, *_ in judged)
    counted = [int(str(framing.measured["faces_count"] or 0)) for *_, framing in judged]
    wanted = [int(row["n_faces"]) for row, *_ in judged]
    found = sum(map(min, counted, wanted))
    print(f"faces: {found} of {faces} found, {sum(counted) - found} false boxes in {len(judged)} pictures")

    table("lighting", Counter((row["lighting"], what(lighting)) for row, _, lighting, _ in judged), LIGHTING)
    table("framing", Counter((row["framing"], what(framing)) for row, _, _, framing in judged), FRAMING)
    dim = [lighting for row, _, lighting, _ in judged if row["lighting"] in {"dark", "backlit"}]
    print(f"dark or backlit called good: {sum(what(lighting) == 'ok' for lighting in dim)} of {len(dim)}")

    print("\nfalse alarms on well-lit faces, by skin tone (failed, warned, all):")
    for tone in sorted({row["tone"] for row, *_ in judged}):
        good = [light for row, _, light, _ in judged if row["tone"] == tone and row["lighting"] == "good"]
        outcomes = Counter(light.outcome.word for light in good)
        print(f"  {tone:12} {outcomes['fail'] + outcomes['not_assessed']:3} {outcomes['warn']:3} {len(good):4}")
    print(f"\ncamera codes: {dict(Counter(what(camera) for _, camera, *_ in judged))}")
    blurred = Counter((row["file"].endswith("__blur.jpg"), what(camera) == "blurred") for row, camera, *_ in judged)
    caught, missed = blurred[True, True], blurred[True, False]
    print(f"blurred: {caught} of {caught + missed}, others called blurred: {blurred[False, True]}")


def what(finding: Finding) -> str:
    """The code without its check."""
    return finding.code.partition(".")[2]


def table(title: str, answers: Counter[tuple[str, str]], known: dict[str, str]) -> None:
    """Print what was answered for each label; labels that are not `known` are not scored."""
    right = sum(count for (label, code), count in answers.items() if known.get(label) == code)
    scored = sum(count for (label, _), count in answers.items() if label in known)
    print(f"\n{title}: {right} of {scored} right ({right / scored:.1%})")
    for label in sorted({label for label, _ in answers}):
        row = {code: count for (each, code), count in sorted(answers.items()) if each == label}
        print(f"  {label:16} " + ", ".join(f"{code} {count}" for code, count in row.items()))


def speed(picture: Picture) -> None:
    """Print what each step takes on one picture."""
    print("\none picture, one thread, median ms (ratio to a plain YuNet pass at 640 in the same run):")
    finder = FaceFinder(read_face_model())
    weights = np.frombuffer(read_face_model(), np.uint8)
    plain = cv2.FaceDetectorYN.create("onnx", weights, np.empty(0, np.uint8), (640, 360), 0.6, 0.3, 5000)
    small = cv2.resize(picture, (LONGEST_SIDE_PX, LONGEST_SIDE_PX * 9 // 16), interpolation=cv2.INTER_AREA)
    face = finder.find(picture)[0]
    steps: dict[str, Callable[[], object]] = {
        "plain YuNet 640": lambda: plain.detect(small),
        "find and refine": lambda: finder.find(picture),
        "light": lambda: measure_light(picture, face),
        "picture quality": lambda: picture_quality(picture),
        "everything, 720p": lambda: look(picture, finder),
    }
    for height_px in (480, 1080, 2160):
        other = cv2.resize(picture, (height_px * 16 // 9, height_px), interpolation=cv2.INTER_AREA)
        steps[f"everything, {height_px}p"] = lambda other=other: look(other, finder)  # type: ignore[misc]
    took: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(TURNS):  # in turn, so that a busy machine slows all alike
        for name, step in steps.items():
            started_s = time.perf_counter()
            step()
            took[name].append(1000 * (time.perf_counter() - started_s))
    base_ms = statistics.median(took["plain YuNet 640"])
    for name, times_ms in took.items():
        print(f"  {name:18} {statistics.median(times_ms):6.1f}  ({statistics.median(times_ms) / base_ms:.2f})")


if __name__ == "__main__":
    sys.exit(main())
