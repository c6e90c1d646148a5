"""Stability of the vision checks: how often a finding changes without a reason that the person can see.

    .venv/bin/python benchmarks/vision_flips.py [SECONDS]

The films show a person at a desk at 15 frames a second, made from the public-domain portrait: weak and strong sensor
noise; a passing cloud, so that the light falls and returns; a screen that flickers on the face; a mains lamp that
causes moving bands; and a person who sways. Each film is shown at several light levels, some of them near a limit. They
go through the probe's own code on the film's clock, as a live camera's pictures do.

`measured` counts changes of a finding from one analysis to the next; `quick`, those less than a second after another
change in the same check; `shown`, those that the window shows, since it requires a finding to hold for a second. A
cloud may change the lighting's finding twice each time it passes.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np
from films import Film, Picture, shelves  # first: it sets the import path of the tests' helpers

import cv2  # isort: skip
import portrait  # isort: skip
import relit  # isort: skip

from readiness.checks import alone, background, camera, framing, lighting
from readiness.checks.camera_probe.camera_session import CameraSession
from readiness.checks.camera_probe.probe import follow
from readiness.host.camera.source import Source
from readiness.measures.video.face_finder import FaceFinder
from readiness.measures.video.face_mesh import FaceMesh
from readiness.measures.video.face_model import FACE_MESH, read_face_model
from readiness.model import Judged, Measured, Policy, Request
from readiness.ui.state.check_rows import HOLD_S, RowState, debounce, promote_pending

FRAMES_PER_S = 15
WIDTH_PX, HEIGHT_PX = 640, 360
LASTS_S = 9.0
MAINS_HZ = 50
CLOUD_S = 4.5
"""Duration of a cloud, from full light to full light."""

CHECKS = (camera.CHECK, lighting.CHECK, framing.CHECK, alone.CHECK, background.CHECK)
LIGHT_STOPS = (0.0, -1.5, -2.5, -3.5)
"""Exposure of the whole picture: well lit, and on both sides of the limit for dark."""

Changes = list[tuple[float, str]]
Gain = Callable[[float], "Picture | float"]


def unchanged(_: float) -> float:
    """Return constant light."""
    return 1.0


def cloud(at_s: float) -> float:
    """Return the light under a passing cloud: 1.5 stops less at its darkest."""
    return float(2 ** (-0.75 * (1 - math.cos(2 * math.pi * at_s / CLOUD_S))))


def screen(at_s: float) -> Picture:
    """Return the light of a film on the screen in front of the face: a quarter of it comes and goes abruptly."""
    brightness = 0.5 + 0.5 * math.sin(12.9898 * math.floor(at_s * 3) + 4.0)
    gain: Picture = 1 + 0.33 * brightness * _NEAR
    return gain


def mains(at_s: float) -> Picture:
    """Return a mains lamp's light, a third weaker at each zero crossing, so that dark bands move over the picture."""
    rows_s = at_s + np.linspace(0, 1 / 30, HEIGHT_PX)
    gain: Picture = (1 - 0.33 * np.sin(2 * math.pi * MAINS_HZ * rows_s * 1.003) ** 2)[:, None, None].astype(np.float32)
    return gain


def small(picture: Picture) -> Picture:
    """Return the picture at a camera's 640 × 360."""
    return np.asarray(cv2.resize(picture, (WIDTH_PX, HEIGHT_PX), interpolation=cv2.INTER_AREA))


_NEAR = small(relit.person_and_face({})[0].astype(np.float32))[..., None]

FILMS: dict[str, tuple[Gain, float, float]] = {
    "noise": (unchanged, 3.0, 0.0),
    "strong noise": (unchanged, 9.0, 0.0),
    "passing cloud": (cloud, 3.0, 0.0),
    "flickering screen": (screen, 3.0, 0.0),
    "lamp on the mains": (mains, 3.0, 0.0),
    "person sways": (unchanged, 3.0, 0.03),
}
"""Light, noise in pixel codes, and movement as a share of the picture's width."""


def pictures(name: str, stops: float, lasts_s: float) -> Iterator[tuple[float, Picture]]:
    """Yield the film's pictures."""
    gain, noise_codes, sways = FILMS[name]
    noise = np.random.default_rng(0).normal(0, noise_codes, (HEIGHT_PX, WIDTH_PX, 3))
    noise = noise.astype(np.float32)
    room, scenes = shelves(), {}
    for number in range(round(lasts_s * FRAMES_PER_S)):
        at_s = number / FRAMES_PER_S
        across = round(0.5 + sways * math.sin(2 * math.pi * at_s / 3), 3)
        if across not in scenes:
            person = relit.person_and_face({"across": across})[0][..., None]
            scene = portrait.scene(across=across) * person + room * (1 - person)
            scenes[across] = ((small(scene) / 255) ** 2.2).astype(np.float32)
        linear = np.clip(scenes[across] * (np.float32(2**stops) * gain(at_s)), 0, 1)
        moved = np.roll(noise, (37 * number, 101 * number), axis=(1, 0))
        yield at_s, np.clip(255 * linear ** (1 / 2.2) + moved, 0, 255).astype(np.uint8)


def changes(name: str, stops: float, lasts_s: float, models: tuple[FaceFinder, FaceMesh]) -> tuple[Changes, Changes]:
    """Return when a settled finding changed, and to which: as measured, and as the window shows it."""
    session = CameraSession.of(Source(kind="physical", name=""), Policy(), models)
    rows = {check.id: RowState(check=check, probe="picture") for check in CHECKS}
    found: dict[str, str] = {}
    measured: Changes = []
    shown: Changes = []
    for message in follow(Film(pictures(name, stops, lasts_s)), session, Request(live=True)):
        at_s = session.flow.last_at_s
        if not isinstance(message, Measured) or session.ended:
            continue
        for check in CHECKS:
            row = promote_pending(rows[check.id], at_s)
            if isinstance(message.measurement, check.measurement):
                finding = check.judge(message.measurement, check.policy())  # type: ignore[arg-type]
                row = debounce(row, Judged(finding, message.measurement, message.settled), at_s)
                if message.settled and found.get(check.id, finding.code) != finding.code:
                    measured.append((at_s, f"{found[check.id]} > {finding.code}"))
                found |= {check.id: finding.code} if message.settled else {}
            before, rows[check.id] = rows[check.id], row
            if before.shown and row.shown and before.finding.code != row.finding.code:
                shown.append((at_s, f"{before.finding.code} > {row.finding.code}"))
    return measured, shown


def main(lasts_s: float) -> None:
    """Print the table."""
    models = FaceFinder(read_face_model()), FaceMesh(read_face_model(FACE_MESH))
    print(f"| film, {lasts_s:.0f} s in {len(LIGHT_STOPS)} lights | measured | quick | shown | shown are |")
    print("| --- | --- | --- | --- | --- |")
    for name in FILMS:
        all_measured = quick = 0
        which: Counter[str] = Counter()
        for stops in LIGHT_STOPS:
            measured, shown = changes(name, stops, lasts_s, models)
            all_measured += len(measured)
            which.update(what for _, what in shown)
            for check in CHECKS:
                times_s = [at_s for at_s, what in measured if what.startswith(f"{check.id}.")]
                quick += sum(later_s - earlier_s < HOLD_S for earlier_s, later_s in pairwise(times_s))
        said = ", ".join(f"{what} {count}" for what, count in sorted(which.items()))
        print(f"| {name} | {all_measured} | {quick} | {which.total()} | {said} |", flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else LASTS_S)
