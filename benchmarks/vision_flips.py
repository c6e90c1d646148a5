"""How steady the eyes are: how often a finding changes while the person sees no reason for it.

    .venv/bin/python benchmarks/vision_flips.py [SECONDS]

Films of a person at a desk, 15 pictures a second, made from the public-domain portrait: a sensor's noise, weak and
strong; a cloud that passes before the window, so that the light falls and comes back; a screen that flickers on the
face; a lamp on the mains that draws wandering bands; and a person who sways. Each film is shown in several levels of
light, some of them near a limit. They go through the probe's own code with the film's clock, as a live camera's do.

`measured` counts changes of a finding from one analysis to the next; `quick` those that come within a second of the
one before, which the window does not show, because it shows a finding when it has held for a second; `shown` what is
left. A cloud may change the light's finding twice each time it passes.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np
from films import Picture, shelves  # first: it sets the import path of the tests' helpers

import portrait  # isort: skip
import relit  # isort: skip

from readiness.checks import alone, background, camera, framing, lighting
from readiness.checks.camera_probe import follow
from readiness.checks.camera_probe.camera_session import CameraSession
from readiness.host.camera.source import Source
from readiness.host.camera.stream import CameraStream, Shot
from readiness.measures.video.face_finder import FaceFinder
from readiness.measures.video.face_mesh import FaceMesh
from readiness.measures.video.face_model import FACE_MESH, read_face_model
from readiness.model import Measured, Policy, Request
from readiness.ui.state.check_rows import HOLD_S

FRAMES_PER_S = 15
LASTS_S = 12.0
CLOUD_S = 6.0
"""Duration of a cloud, from light to light."""

CHECKS = (camera.CHECK, lighting.CHECK, framing.CHECK, alone.CHECK, background.CHECK)
LIGHT_STOPS = (0.0, -1.5, -2.5, -3.5)
"""Less light on the whole picture: well lit, and on both sides of the limit for dark."""

Gain = Callable[[float], "Picture | float"]


def steady(_: float) -> float:
    """Nothing changes."""
    return 1.0


def cloud(at_s: float) -> float:
    """Half the light, or less, is gone for a moment."""
    return float(2 ** (-0.75 * (1 - math.cos(2 * math.pi * at_s / CLOUD_S))))


def screen(at_s: float) -> Picture:
    """A film on the screen, which lights the face from the front: a quarter of its light comes and goes in cuts."""
    brightness = 0.5 + 0.5 * math.sin(12.9898 * math.floor(at_s * 3) + 4.0)
    gain: Picture = 1 + 0.33 * brightness * _NEAR
    return gain


def mains(at_s: float) -> Picture:
    """A lamp on the mains: a third weaker a hundred times a second, so that dark bands wander over the picture."""
    rows_s = at_s + np.linspace(0, 1 / 30, portrait.HEIGHT_PX)
    gain: Picture = (1 - 0.33 * np.sin(math.pi * 50 * rows_s * 1.003) ** 2)[:, None, None].astype(np.float32)
    return gain


_NEAR = relit.person_and_face({})[0][..., None].astype(np.float32)

FILMS: dict[str, tuple[Gain, float, float]] = {
    "noise": (steady, 3.0, 0.0),
    "strong noise": (steady, 9.0, 0.0),
    "passing cloud": (cloud, 3.0, 0.0),
    "flickering screen": (screen, 3.0, 0.0),
    "lamp on the mains": (mains, 3.0, 0.0),
    "person sways": (steady, 3.0, 0.03),
}
"""Light, noise in codes, and movement in widths of the picture."""


class Film(CameraStream):
    """A camera whose clock is the film's, as fast as it is watched."""

    def __init__(self, pictures: Iterator[tuple[float, Picture]]) -> None:
        self._pictures, self._number, self._due_s = pictures, 0, 0.0
        self.every_s, self.ended = 0.0, False

    @property
    def silent_s(self) -> float:
        """It is never silent."""
        return 0.0

    def next(self, patience_s: float) -> Shot | None:  # noqa: ARG002  (a film does not wait)
        """Return the next picture that is due."""
        for at_s, picture in self._pictures:
            self._number += 1
            if at_s >= self._due_s - 0.01:
                self._due_s = max(self._due_s + self.every_s, at_s)
                return Shot(picture, at_s, self._number - 1)
        self.ended = True
        return None


def pictures(name: str, stops: float, lasts_s: float) -> Iterator[tuple[float, Picture]]:
    """Yield the film's pictures."""
    gain, noise_codes, sways = FILMS[name]
    noise = np.random.default_rng(0).normal(0, noise_codes, (portrait.HEIGHT_PX, portrait.WIDTH_PX, 3))
    noise = noise.astype(np.float32)
    room, scenes = shelves(), {}
    for number in range(round(lasts_s * FRAMES_PER_S)):
        at_s = number / FRAMES_PER_S
        across = round(0.5 + sways * math.sin(2 * math.pi * at_s / 3), 3)
        if across not in scenes:
            person = relit.person_and_face({"across": across})[0][..., None]
            scene = portrait.scene(across=across) * person + room * (1 - person)
            scenes[across] = ((scene / 255) ** 2.2).astype(np.float32)
        linear = np.clip(scenes[across] * (np.float32(2**stops) * gain(at_s)), 0, 1)
        moved = np.roll(noise, (37 * number, 101 * number), axis=(1, 0))
        yield at_s, np.clip(255 * linear ** (1 / 2.2) + moved, 0, 255).astype(np.uint8)


def changes(name: str, stops: float, lasts_s: float, models: tuple[FaceFinder, FaceMesh]) -> list[tuple[float, str]]:
    """Return when a settled finding became another one, and which."""
    session = CameraSession.of(Source(kind="physical", name=""), Policy(), models)
    found: dict[str, str] = {}
    changed = []
    for message in follow(Film(pictures(name, stops, lasts_s)), session, Request(live=True)):
        if not (isinstance(message, Measured) and message.settled) or session.ended:
            continue
        for check in CHECKS:
            if isinstance(message.measurement, check.measurement):
                code = check.judge(message.measurement, check.policy()).code  # type: ignore[arg-type]
                if found.get(check.id, code) != code:
                    changed.append((session.flow.last_at_s, f"{found[check.id]} > {code}"))
                found[check.id] = code
    return changed


def main(lasts_s: float) -> None:
    """Print the table."""
    models = FaceFinder(read_face_model()), FaceMesh(read_face_model(FACE_MESH))
    print(f"| film, {lasts_s:.0f} s in {len(LIGHT_STOPS)} lights | measured | quick | shown | which |")
    print("| --- | --- | --- | --- | --- |")
    for name in FILMS:
        measured = quick = 0
        which: dict[str, int] = {}
        for stops in LIGHT_STOPS:
            seen = changes(name, stops, lasts_s, models)
            measured += len(seen)
            for check in CHECKS:
                times_s = [at_s for at_s, what in seen if what.startswith(f"{check.id}.")]
                quick += sum(later_s - earlier_s < HOLD_S for earlier_s, later_s in pairwise(times_s))
            for _, what in seen:
                which[what] = which.get(what, 0) + 1
        said = ", ".join(f"{what} {count}" for what, count in sorted(which.items()))
        print(f"| {name} | {measured} | {quick} | {measured - 2 * quick if quick else measured} | {said} |", flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else LASTS_S)
