"""The tracker against the finder: the same faces, found in time, and much less work for who sits still."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import portrait
import pytest

from readiness.measures.video.face_finder import Face, FaceFinder
from readiness.measures.video.face_mesh import FaceMesh
from readiness.measures.video.face_model import FACE_MESH, read_face_model
from readiness.measures.video.face_tracker import FaceTracker
from readiness.measures.video.frame_analysis import analyse_frame

pytestmark = pytest.mark.slow

ANALYSE_EVERY_S = 0.2
MESH = FaceMesh(read_face_model(FACE_MESH))


class CountingFinder(FaceFinder):
    """A face finder that counts its calls."""

    def __init__(self) -> None:
        super().__init__(read_face_model())
        self.searches = self.close_ups = 0

    def search(self, bgr: portrait.Picture) -> tuple[Face, ...]:
        self.searches += 1
        return super().search(bgr)

    def follow(self, bgr: portrait.Picture, face: Face) -> Face | None:
        self.close_ups += 1
        return super().follow(bgr, face)


@pytest.fixture(scope="module")
def finder() -> CountingFinder:
    return CountingFinder()


def film(picture: Callable[[float], portrait.Picture], seconds: float) -> list[tuple[float, portrait.Picture]]:
    times = [number * ANALYSE_EVERY_S for number in range(round(seconds / ANALYSE_EVERY_S))]
    return [(at_s, portrait.noisy(picture(at_s), round(10 * at_s))) for at_s in times]


def with_visitor(picture: portrait.Picture) -> portrait.Picture:
    both = picture.copy()
    both[:, :430] = portrait.scene(across=0.14, face_height_share=0.25)[:, :430]
    return both


@pytest.mark.parametrize("across", [-0.03, 1.03])
def test_somebody_of_whom_the_edge_leaves_less_than_a_half_is_doubtful(finder: CountingFinder, across: float) -> None:
    picture = portrait.scene()
    beside = slice(0, 250) if across < 0 else slice(-250, None)
    picture[:, beside] = portrait.scene(across=across, face_height_share=0.4)[:, beside]
    found = FaceTracker(finder, MESH).faces(picture, 0.0)
    assert (len(found.faces), len(found.doubtful)) == (1, 1)
    centre_px = found.doubtful[0].left + found.doubtful[0].width / 2
    assert centre_px == pytest.approx(across * portrait.WIDTH_PX, abs=60)


@pytest.mark.parametrize("across", [0.03, 0.08, 0.2, 0.5, 0.97])
def test_nobody_is_doubtful_beside_one_person(finder: CountingFinder, across: float) -> None:
    found = FaceTracker(finder, MESH).faces(portrait.scene(across=across), 0.0)
    assert (len(found.faces), found.doubtful) == (1, ())


def test_still_person_is_searched_for_at_intervals_only(finder: CountingFinder) -> None:
    tracker = FaceTracker(finder, MESH)
    finder.searches = finder.close_ups = 0
    faces = [tracker.faces(bgr, at_s).faces for at_s, bgr in film(lambda _: portrait.scene(), 6)]
    assert all(len(each) == 1 for each in faces)
    assert (finder.searches, finder.close_ups) == (2, 0), "at 0 and 4.8 s"


def test_picture_in_which_something_moves_is_searched_more_often(finder: CountingFinder) -> None:
    """A head that turns towards the camera far behind changes few cells."""
    tracker = FaceTracker(finder, MESH)
    turned = portrait.scene().copy()
    turned[100:150, 1000:1040] += 20
    finder.searches = 0
    for at_s, bgr in film(lambda s: turned if s > 0.5 else portrait.scene(), 3):
        tracker.faces(bgr, at_s)
    assert finder.searches == 2, "at 0 and 1.6 s"


def test_picture_that_changes_all_the_time_is_searched_less_often(finder: CountingFinder) -> None:
    """As with a laptop on a lap."""
    tracker = FaceTracker(finder, MESH)

    def changing(at_s: float) -> portrait.Picture:
        scene = portrait.scene().copy()
        scene[:, :250] = 50 + 20 * (round(at_s / ANALYSE_EVERY_S) % 7)
        return scene

    finder.searches = 0
    for at_s, bgr in film(changing, 4):
        tracker.faces(bgr, at_s)
    assert finder.searches == 6, "at 0, 0.4 and then every 0.8 s"


def test_moving_person_is_tracked_as_accurately_as_by_search(finder: CountingFinder) -> None:
    tracker = FaceTracker(finder, MESH)
    for at_s, bgr in film(lambda at_s: portrait.scene(across=0.4 + 0.07 * at_s), 3):
        followed, found = (
            analyse_frame(bgr, tracker, at_s).framing,
            analyse_frame(bgr, FaceTracker(finder, MESH)).framing,
        )
        assert followed is not None
        assert found is not None
        for name, within in (("left_share", 0.02), ("height_share", 0.03), ("crown_y_share", 0.04), ("roll_deg", 5)):
            assert getattr(followed, name) == pytest.approx(getattr(found, name), abs=within)


def test_second_person_is_found_within_half_a_second(finder: CountingFinder) -> None:
    tracker = FaceTracker(finder, MESH)
    alone, both = portrait.scene(across=0.6), with_visitor(portrait.scene(across=0.6))
    counts = {at_s: len(tracker.faces(bgr, at_s).faces) for at_s, bgr in film(lambda s: both if s > 1.3 else alone, 3)}
    assert all(count == 1 for at_s, count in counts.items() if at_s <= 1.3)
    assert all(count == 2 for at_s, count in counts.items() if at_s >= 1.8)


def test_leaving_and_arriving_are_noticed_at_once(finder: CountingFinder) -> None:
    tracker = FaceTracker(finder, MESH)
    wall = np.repeat(portrait.scene()[:, :1], portrait.WIDTH_PX, axis=1)
    gone = film(lambda s: wall if 1 < s < 2 else portrait.scene(), 3)
    counts = [len(tracker.faces(bgr, at_s).faces) for at_s, bgr in gone]
    assert counts == [0 if 1 < at_s < 2 else 1 for at_s, _ in gone]


def test_empty_room_is_searched_twice_a_second(finder: CountingFinder) -> None:
    tracker = FaceTracker(finder, MESH)
    wall = np.repeat(portrait.scene()[:, :1], portrait.WIDTH_PX, axis=1)
    finder.searches = 0
    assert not any(tracker.faces(bgr, at_s).faces for at_s, bgr in film(lambda _: wall, 3))
    assert finder.searches == 4 + 3, "upright each time, turned in three ways at first, as nothing moves"


class UnsureFinder(CountingFinder):
    """A face finder that gives an upright face the score that one upside down may have as well."""

    def search(self, bgr: portrait.Picture) -> tuple[Face, ...]:
        return tuple(replace(face, score=0.88) for face in super().search(bgr))


def test_known_face_is_not_searched_upside_down_again_and_again() -> None:
    finder = UnsureFinder()
    tracker = FaceTracker(finder, MESH)
    noisy = portrait.noisy(portrait.scene(), seed=1)
    for number in range(4):
        tracker.faces(noisy, 4.8 * number)
    assert finder.searches == 4 + 1, "upright each time, turned half round at first, as nothing moves"


class SidewaysFinder(FaceFinder):
    """A face finder that takes sideways things for faces, such as clocks on a wall."""

    def search(self, bgr: portrait.Picture) -> tuple[Face, ...]:
        height_px, width_px = bgr.shape[:2]
        side = Face(300, 400, 120, 160, (330, 460), (390, 460), (360, 490), (340, 520), (380, 520), 0.95)
        return (side,) if height_px > width_px else ()


def test_only_a_face_that_the_mesh_confirms_turns_the_picture() -> None:
    tracker = FaceTracker(SidewaysFinder(read_face_model()), MESH)
    wall = np.repeat(portrait.scene()[:, :1], portrait.WIDTH_PX, axis=1)
    assert not tracker.faces(wall, 0.0).on_its_side


class MaskFinder(CountingFinder):
    """A face finder that finds a clearer face in a mask and the eyes above it, once they are upside down."""

    def search(self, bgr: portrait.Picture) -> tuple[Face, ...]:
        faces = super().search(bgr)
        if self.searches == 1:
            return tuple(replace(face, score=0.84) for face in faces)
        return (Face(530, 270, 220, 300, (590, 360), (690, 360), (640, 420), (600, 480), (680, 480), 0.87),)


def test_a_mask_does_not_turn_the_picture() -> None:
    masked = portrait.scene()
    cv2.ellipse(masked, (640, 385), (90, 85), 0, 0, 360, (215, 190, 145), -1)
    finder = MaskFinder()
    found = FaceTracker(finder, MESH).faces(masked, 0.0)
    assert finder.searches == 2, "as it is, and upside down"
    assert len(found.faces) == 1
    assert not found.upside_down


class HalfSureFinder(FaceFinder):
    """A face finder that is half sure of something else, so many face sizes away from the person."""

    def __init__(self, across: float, down: float) -> None:
        super().__init__(read_face_model())
        self.across, self.down = across, down

    def search(self, bgr: portrait.Picture) -> tuple[Face, ...]:
        (face,) = super().search(bgr)
        left, top = face.left + self.across * face.width, face.top + self.down * face.height
        return face, replace(face, left=left, top=top, score=0.6)


@pytest.mark.parametrize(("across", "down", "doubtful"), [(-1.6, 0.0, 1), (0.3, 1.2, 0)])
def test_what_may_be_a_face_beside_the_person_is_told(across: float, down: float, doubtful: int) -> None:
    """A head turned away or cut by the edge; what is near is the person's own hand or collar."""
    room = portrait.scene(across=0.6)
    room[:, :500] = 120
    found = FaceTracker(HalfSureFinder(across, down), MESH).faces(room, 0.0)
    assert (len(found.faces), len(found.doubtful)) == (1, doubtful)


def test_changed_picture_size_starts_a_new_search(finder: CountingFinder) -> None:
    tracker = FaceTracker(finder, MESH)
    large = tracker.faces(portrait.scene(), 0.0).faces[0]
    half = cv2.resize(portrait.scene(), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    small = tracker.faces(half, 0.2).faces[0]
    assert small.height == pytest.approx(large.height / 2, rel=0.05)


def test_upside_down_is_reported_until_the_camera_is_turned(finder: CountingFinder) -> None:
    tracker = FaceTracker(finder, MESH)
    turned = cv2.rotate(portrait.scene(), cv2.ROTATE_180)
    results = [
        tracker.faces(bgr, at_s).upside_down for at_s, bgr in film(lambda s: turned if s < 2 else portrait.scene(), 4)
    ]
    assert results == [True] * 10 + [False] * 10
