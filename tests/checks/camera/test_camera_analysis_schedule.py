"""How many pictures are analysed, and that changes are found as quickly as if all were."""

from __future__ import annotations

import functools
from collections.abc import Callable
from itertools import pairwise

import cv2
import numpy as np
import portrait
import pytest

from readiness.checks import alone, camera, framing, lighting
from readiness.checks.camera_probe.analysis_schedule import (
    ANALYSE_EVERY_S,
    AT_REST_AFTER_S,
    AT_REST_EVERY_S,
    MOVING_EVERY_S,
    SHOW_EVERY_S,
    STEADILY_MOVING_EVERY_S,
    STEADY_AFTER_S,
    AnalysisSchedule,
)
from readiness.checks.camera_probe.camera_session import CameraSession
from readiness.checks.camera_probe.probe import follow
from readiness.host.camera.source import Source
from readiness.host.camera.stream import CameraStream, Frame
from readiness.measures.video.face_finder import FaceFinder
from readiness.measures.video.face_mesh import FaceMesh
from readiness.measures.video.face_model import FACE_MESH, read_face_model
from readiness.measures.video.image_quality import reduced
from readiness.model import Measured, Policy, Preview, Request

pytestmark = pytest.mark.slow

FRAMES_PER_S = 30
HAPPENS_S, LASTS_S = 9.0, 10.5
FOUND_WITHIN_S = 0.75
"""Three analyses of five a second outvote those before."""

SIZE = (640, 360)
CHECKS = (camera.CHECK, lighting.CHECK, framing.CHECK, alone.CHECK)
MODELS = FaceFinder(read_face_model()), FaceMesh(read_face_model(FACE_MESH))
Picture = portrait.Picture


def half(picture: Picture) -> Picture:
    return cv2.resize(picture, SIZE, interpolation=cv2.INTER_AREA)


SCENE = half(portrait.scene())
NOISE = np.random.default_rng(0).normal(0, 2, (*SCENE.shape[:2], 3)).astype(np.float32)


class Film(CameraStream):
    """A camera whose clock is the film's: as fast as it is watched."""

    def __init__(self, picture: Callable[[float], Picture], lasts_s: float) -> None:
        self._picture, self._count = picture, round(lasts_s * FRAMES_PER_S)
        self._number, self._due_s = 0, 0.0
        self.every_s, self.ended = SHOW_EVERY_S, False

    @property
    def silent_s(self) -> float:
        """Never silent."""
        return 0.0

    def next(self, patience_s: float) -> Frame | None:  # noqa: ARG002
        """Return the next frame that is due."""
        while self._number < self._count:
            number, at_s = self._number, self._number / FRAMES_PER_S
            self._number += 1
            if at_s >= self._due_s - 0.01:
                self._due_s = max(self._due_s + self.every_s, at_s)
                noisy = self._picture(at_s) + np.roll(NOISE, 37 * number, axis=1)
                return Frame(np.clip(noisy, 0, 255).astype(np.uint8), at_s, number)
        self.ended = True
        return None


class Clocked(CameraSession):
    """Notes when pictures were analysed."""

    analysed_s: list[float]

    def analyse(self, frame: Frame) -> None:
        """Analyse."""
        self.analysed_s.append(frame.at_s)
        CameraSession.analyse(self, frame)


def watched(picture: Callable[[float], Picture], lasts_s: float) -> tuple[dict[str, list[tuple[float, str]]], Clocked]:
    """Return the codes of each check by time, and the session."""
    session = Clocked.of(Source(kind="physical", name=""), Policy(), MODELS)
    assert isinstance(session, Clocked)
    session.analysed_s = []
    codes: dict[str, list[tuple[float, str]]] = {check.id: [] for check in CHECKS}
    for message in follow(Film(picture, lasts_s), session, Request(live=True)):
        for check in CHECKS:
            if isinstance(message, Measured) and isinstance(message.measurement, check.measurement):
                found = check.judge(message.measurement, check.policy())  # type: ignore[arg-type]
                codes[check.id].append((session.flow.last_at_s, found.code))
    return codes, session


def wall(_: float = 0.0) -> Picture:
    """The room without anybody."""
    return half(np.repeat(portrait.scene()[:, :1], portrait.WIDTH_PX, axis=1))


@functools.cache
def somebody_behind() -> Picture:
    both = portrait.scene(across=0.6)
    both[:, :430] = portrait.scene(across=0.14, face_height_share=0.25)[:, :430]
    return half(both)


@pytest.mark.parametrize(
    ("check", "before", "after", "code"),
    [
        ("lighting", SCENE, portrait.lit(SCENE, 2.0**-5), "lighting.dark"),
        ("lighting", SCENE, wall(), "lighting.no_face"),
        ("camera", SCENE, np.full_like(SCENE, (40, 55, 90)), "camera.covered"),
        ("alone", half(portrait.scene(across=0.6)), somebody_behind(), "alone.several_people"),
        ("framing", SCENE, half(portrait.scene(across=0.9)), "framing.off_centre"),
    ],
    ids=["lamp goes off", "person leaves", "hand on the lens", "somebody comes in", "person moves aside"],
)
def test_what_happens_at_rest_is_found_at_once(check: str, before: Picture, after: Picture, code: str) -> None:
    codes, session = watched(lambda at_s: before if at_s < HAPPENS_S else after, LASTS_S)
    resting = [at_s for at_s in session.analysed_s if HAPPENS_S - 4 <= at_s < HAPPENS_S]
    assert min(later - earlier for earlier, later in pairwise(resting)) >= AT_REST_EVERY_S - SHOW_EVERY_S
    assert codes[check][0][1] != code
    found_s = next(at_s for at_s, each in codes[check] if at_s >= HAPPENS_S and each == code)
    assert found_s - HAPPENS_S <= FOUND_WITHIN_S


def test_few_pictures_are_analysed_and_shown_at_rest() -> None:
    _, session = watched(lambda _: SCENE, 12)
    settled = [at_s for at_s in session.analysed_s if at_s < 1]
    assert np.allclose(np.diff(settled), ANALYSE_EVERY_S, atol=0.02), "as often as can be until the answer is there"
    assert len(session.analysed_s) < 22


@functools.cache
def at(across: float) -> Picture:
    return half(portrait.scene(across=across))


def sways(at_s: float) -> Picture:
    """A person who never sits quite still."""
    return at(round(0.6 + 0.004 * np.sin(2 * at_s), 3))


def test_moving_person_is_analysed_a_few_times_a_second_at_first_and_then_about_once() -> None:
    _, session = watched(sways, 12)
    for interval_s, from_s, to_s in ((MOVING_EVERY_S, 2, 6), (STEADILY_MOVING_EVERY_S, 2 + STEADY_AFTER_S, 12)):
        intervals = np.diff([at_s for at_s in session.analysed_s if from_s < at_s < to_s])
        assert np.median(intervals) == pytest.approx(interval_s, abs=0.04)


def dims(at_s: float) -> Picture:
    """The daylight goes, a stop a second, until the face is too dark."""
    stops = np.clip(at_s - HAPPENS_S, 0.0, 2.6)
    codes = 255 * (np.arange(256) / 255) * 2 ** (-stops / 2.2)
    return cv2.LUT(sways(at_s), codes.astype(np.uint8))


def walks_off(at_s: float) -> Picture:
    return at(round(0.6 + 0.1 * min(3.0, max(0.0, at_s - HAPPENS_S)), 2)) if at_s >= HAPPENS_S else sways(at_s)


def joined(at_s: float) -> Picture:
    """Somebody sits down beside the person who sways."""
    return somebody_behind() if at_s >= HAPPENS_S else sways(at_s)


@pytest.mark.parametrize(
    ("picture", "check", "code", "due_s"),
    [
        (joined, "alone", "alone.several_people", 0.0),
        (walks_off, "framing", "framing.off_centre", 0.6),
        (dims, "lighting", "lighting.dark", 2.6),
    ],
)
def test_what_happens_to_a_moving_person_is_found_within_two_seconds(
    picture: Callable[[float], Picture], check: str, code: str, due_s: float
) -> None:
    """`due_s` is when a picture by itself has the code."""
    codes, session = watched(picture, HAPPENS_S + due_s + 2.5)
    moving = np.diff([at_s for at_s in session.analysed_s if HAPPENS_S - 2.5 < at_s < HAPPENS_S])
    assert moving.max() == pytest.approx(STEADILY_MOVING_EVERY_S, abs=0.1)
    found_s = next(at_s for at_s, each in codes[check] if at_s >= HAPPENS_S and each == code)
    assert found_s - HAPPENS_S - due_s <= 2.0


def test_self_view_follows_movement_at_full_rate() -> None:
    schedule, room = AnalysisSchedule(), reduced(SCENE)
    moved = reduced(half(portrait.scene(across=0.52)))
    for number in range(90):
        at_s = number * SHOW_EVERY_S
        if schedule.is_due(at_s, room):
            schedule.analysed(at_s, room, steady=True)
    assert schedule.show_every_s > SHOW_EVERY_S
    schedule.is_due(6.1, moved)
    assert schedule.show_every_s == SHOW_EVERY_S
    assert AT_REST_AFTER_S < 6.0


def test_unsettled_pictures_are_analysed_at_the_full_rate_however_still() -> None:
    schedule, room = AnalysisSchedule(), reduced(SCENE)
    due_s = []
    for number in range(75):
        if schedule.is_due(number * SHOW_EVERY_S, room):
            due_s.append(number * SHOW_EVERY_S)
            schedule.analysed(due_s[-1], room, steady=False)
    assert np.allclose(np.diff(due_s), ANALYSE_EVERY_S)


def test_previews_are_shown_while_nothing_is_analysed() -> None:
    session = CameraSession.of(Source(kind="physical", name=""), Policy(), MODELS)
    shown = sum(isinstance(each, Preview) for each in follow(Film(lambda _: SCENE, 6), session, Request(live=True)))
    assert 45 <= shown < 6 * 15


def test_picture_that_changes_all_the_time_is_analysed_less_often_once_that_has_changed_nothing() -> None:
    """As with a laptop on a lap."""
    schedule, due_s = AnalysisSchedule(), []
    for number in range(150):
        at_s = number * SHOW_EVERY_S
        cells = np.full((36, 64, 3), 40 + 40 * (number % 5), np.uint8)
        if schedule.is_due(at_s, cells):
            due_s.append(at_s)
            schedule.analysed(at_s, cells, steady=True)
    intervals_s = np.diff(due_s)
    assert intervals_s[0] == pytest.approx(ANALYSE_EVERY_S, abs=SHOW_EVERY_S)
    assert intervals_s[-1] == pytest.approx(MOVING_EVERY_S, abs=SHOW_EVERY_S)
