"""Light and place judged on relit pictures of a person: all that the light measures, and for every tone of skin."""

from __future__ import annotations

import dataclasses
from typing import Any

import cv2
import numpy as np
import portrait
import pytest
import relit
from relit import TONES, Room

from readiness.checks import alone, background, framing, lighting
from readiness.measures.video.face_finder import FaceFinder
from readiness.measures.video.face_mesh import FaceMesh
from readiness.measures.video.face_model import FACE_MESH, read_face_model
from readiness.measures.video.face_tracker import FaceTracker
from readiness.measures.video.frame_analysis import FrameAnalysis, analyse_frame
from readiness.model import Outcome, Policy

pytestmark = pytest.mark.slow

MESH = FaceMesh(read_face_model(FACE_MESH))
EVERY_TONE = pytest.mark.parametrize("tone", TONES)
LAMP_LEFT: dict[str, Any] = {"towards": (1.0, -0.1, 0.25), "lamp": 1.0, "around": 0.1}
LAMP_RIGHT: dict[str, Any] = {**LAMP_LEFT, "towards": (-1.0, -0.1, 0.25)}
WELL_LIT: dict[str, dict[str, Any]] = {
    "grey wall": {},
    "light wall": {"wall": 0.5},
    "white wall": {"wall": 0.7},
    "tungsten": {"wall": 0.5, "cast": (0.5, 0.85, 1.25)},
    "old camera": {"size": (640, 480), "quality": 60},
}
DIM: dict[str, dict[str, Any]] = {
    "evening": {"lamp": 0.04, "around": 0.02, "wall": 0.02, "gain_max": 2.0},
    "night": {"lamp": 0.016, "around": 0.009, "wall": 0.012, "gain_max": 4.0},
}
AGAINST: dict[str, dict[str, Any]] = {
    "window behind": {"lamp": 0.15, "around": 0.2, "window": (0.1, 0.7, 12.0)},
    "window beside": {"lamp": 0.1, "around": 0.15, "wall": 0.2, "window": (0.45, 0.5, 20.0)},
}


@pytest.fixture(scope="module")
def finder() -> FaceFinder:
    return FaceFinder(read_face_model())


def analyse(finder: FaceFinder, picture: portrait.Picture) -> FrameAnalysis:
    return analyse_frame(picture, FaceTracker(finder, MESH))


def light(finder: FaceFinder, room: Room) -> tuple[str, Outcome]:
    analysis = analyse(finder, relit.picture(room, seed=1))
    assert analysis.light
    numbers = dataclasses.asdict(analysis.light)
    finding = lighting.CHECK.judge(
        lighting.Measurement(faces_count=analysis.faces_count, **numbers), Policy().of(lighting.Policy)
    )
    return finding.code.removeprefix("lighting."), finding.outcome


@EVERY_TONE
@pytest.mark.parametrize("kind", WELL_LIT)
def test_no_skin_fails_in_good_light(finder: FaceFinder, tone: str, kind: str) -> None:
    assert light(finder, Room(tone=TONES[tone], **WELL_LIT[kind]))[1] <= Outcome.WARN


@pytest.mark.parametrize("kind", WELL_LIT)
def test_light_and_medium_skin_pass_in_good_light(finder: FaceFinder, kind: str) -> None:
    assert light(finder, Room(tone=TONES["light"], **WELL_LIT[kind]))[0] == "ok"
    assert light(finder, Room(tone=TONES["medium"], **WELL_LIT[kind]))[0] == "ok"


@EVERY_TONE
@pytest.mark.parametrize("kind", DIM)
def test_a_dark_room(finder: FaceFinder, tone: str, kind: str) -> None:
    assert light(finder, Room(tone=TONES[tone], **DIM[kind]))[0] == "dark"


@EVERY_TONE
@pytest.mark.parametrize("kind", AGAINST)
def test_a_window_behind(finder: FaceFinder, tone: str, kind: str) -> None:
    assert light(finder, Room(tone=TONES[tone], **AGAINST[kind]))[0] == "backlit"


@EVERY_TONE
def test_a_lamp_on_one_side_is_named_by_the_persons_own_side(finder: FaceFinder, tone: str) -> None:
    """A remark, or a failure where the half in shadow is hard to read."""
    said = [light(finder, Room(tone=TONES[tone], **lamp))[0] for lamp in (LAMP_LEFT, LAMP_RIGHT)]
    assert [each.removeprefix("slightly_") for each in said] == ["side_lit_left", "side_lit_right"]


@EVERY_TONE
@pytest.mark.parametrize("across", [-1.0, 1.0])
def test_mild_lamp_on_one_side_never_fails(finder: FaceFinder, tone: str, across: float) -> None:
    room = Room(tone=TONES[tone], lamp=0.8, around=0.36, towards=(across, -0.2, 0.5))
    assert light(finder, room)[1] <= Outcome.WARN


@pytest.mark.parametrize("tone", ["light", "medium"])
def test_window_beside_a_bright_face_is_nothing_to_speak_of(finder: FaceFinder, tone: str) -> None:
    """A stop and more between the halves, and both bright."""
    room = Room(tone=TONES[tone], lamp=0.9, around=0.3, towards=(1.0, -0.2, 0.5), exposure_stops=0.6)
    assert light(finder, room)[0] == "ok"


@pytest.mark.parametrize(
    "room",
    [
        {"around": 0.02, "wall": 0.005, "towards": (-1.0, -0.2, 0.6), "exposure_stops": -1.0},
        {"around": 0.05, "wall": 0.02, "towards": (-1.0, -0.2, 1.0), "exposure_stops": -2.0},
    ],
)
def test_only_the_screen_at_night_is_told_however_clear_the_lit_half_is(
    finder: FaceFinder, room: dict[str, Any]
) -> None:
    assert light(finder, Room(tone=TONES["medium"], lamp=0.3, **room))[0] == "slightly_dark"


@pytest.mark.parametrize("tone", ["light", "medium"])
def test_over_exposed(finder: FaceFinder, tone: str) -> None:
    assert light(finder, Room(tone=TONES[tone], exposure_stops=2.6))[0] == "over_exposed"


@pytest.mark.parametrize("wall", [0.3, 0.7])
def test_dark_skin_passes_in_a_picture_that_is_over_exposed_but_for_the_face(finder: FaceFinder, wall: float) -> None:
    """The wall is white then; the face has its features and its colour, and a patient reads it easily."""
    assert light(finder, Room(tone=TONES["dark"], wall=wall, exposure_stops=2.6))[0] == "ok"


def framed(finder: FaceFinder, picture: portrait.Picture) -> str:
    analysis = analyse(finder, picture)
    limits = framing.Policy()
    code = framing.CHECK.judge(framing.measurement_of(analysis.faces_count, analysis.framing, limits), limits).code
    return code.removeprefix("framing.")


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ({}, "ok"),
        ({"face_height_share": 0.12}, "too_far"),
        ({"face_height_share": 0.8, "down": 0.6}, "too_near"),
        ({"across": 0.25}, "off_centre"),
        ({"across": 0.75}, "off_centre"),
        ({"down": 0.12}, "no_headroom"),
        ({"down": 0.75}, "camera_too_high"),
        ({"face_height_share": 0.46, "down": 0.56}, "ok"),
        ({"face_height_share": 0.55, "down": 0.5}, "ok"),
    ],
)
def test_place_and_size(finder: FaceFinder, place: dict[str, float], code: str) -> None:
    assert framed(finder, portrait.scene(**place)) == code


@pytest.mark.parametrize("size", [(640, 480), (854, 480), (1920, 1080), (1280, 960)])
def test_place_does_not_depend_on_the_cameras_format(finder: FaceFinder, size: tuple[int, int]) -> None:
    width_px, height_px = size
    scene = portrait.scene()
    kept_px = round(scene.shape[0] * width_px / height_px)
    first = max(0, (scene.shape[1] - kept_px) // 2)
    assert framed(finder, cv2.resize(scene[:, first : first + kept_px], size, interpolation=cv2.INTER_AREA)) == "ok"


def with_another(face_height_share: float) -> portrait.Picture:
    picture = portrait.scene(across=0.42)
    picture[:, 900:] = portrait.scene(across=0.85, down=0.3, face_height_share=face_height_share)[:, 900:]
    return picture


def test_second_person_is_distinguished_from_a_picture_on_the_wall(finder: FaceFinder) -> None:
    assert company(finder, with_another(0.25)) == "several_people"
    assert company(finder, with_another(0.09)) == "small_face_behind"
    assert company(finder, portrait.scene()) == "ok"


def test_somebody_whom_the_pictures_edge_cuts(finder: FaceFinder) -> None:
    """The detector is unsure of half a face (0.73), the mesh is not."""
    picture, other = portrait.scene(across=0.4), portrait.scene(across=0.8, down=0.2, face_height_share=0.12)
    picture[:, 1129:] = other[:, 874:1025]
    assert company(finder, picture) == "small_face_behind"


@pytest.mark.parametrize("strength", [0.5, 0.2])
def test_reflection_in_dark_glass_is_never_ignored(finder: FaceFinder, strength: float) -> None:
    """Reflection and person cannot be distinguished; the finding must not be that nobody else is there."""
    picture = portrait.scene(across=0.36)
    mirrored = cv2.flip(portrait.scene(across=0.2, down=0.36, face_height_share=0.22), 1)
    picture[:, 860:] = ((1 - strength) * 60 + strength * mirrored[:, 860:]).astype(np.uint8)
    assert company(finder, picture) != "ok"


def test_framing_problem_does_not_hide_a_second_person(finder: FaceFinder) -> None:
    both = with_another(0.25)
    both[:, :700] = portrait.scene(across=0.2)[:, :700]
    assert framed(finder, both) == "off_centre"
    assert company(finder, both) == "several_people"


def company(finder: FaceFinder, picture: portrait.Picture) -> str:
    analysis = analyse(finder, picture)
    ratio = analysis.framing.next_face_ratio if analysis.framing else None
    measured = alone.Measurement(
        faces_count=analysis.faces_count, next_face_ratio=ratio, doubtful_count=analysis.doubtful_count
    )
    return alone.CHECK.judge(measured, alone.Policy()).code.removeprefix("alone.")


def masked(picture: portrait.Picture) -> portrait.Picture:
    """A cloth over nose and mouth."""
    centre, axes = (640, 375), (70, 62)
    return cv2.ellipse(picture.copy(), centre, axes, 0, 0, 360, (200, 180, 120), -1, cv2.LINE_AA)


def surgically_masked(picture: portrait.Picture) -> portrait.Picture:
    """A light blue mask from under the eyes to under the chin, and as wide as the face."""
    mask = np.array([(548, 300), (640, 282), (732, 300), (722, 400), (640, 452), (558, 400)])
    return cv2.fillPoly(picture.copy(), [mask], (215, 190, 145), cv2.LINE_AA)


def scarfed(picture: portrait.Picture) -> portrait.Picture:
    """Cloth round the face, over hair, ears and neck."""
    inside = np.zeros(picture.shape[:2], np.uint8)
    cv2.ellipse(inside, (640, 310), (82, 118), 0, 0, 360, 255, -1)
    outside = np.zeros_like(inside)
    cv2.ellipse(outside, (640, 300), (135, 185), 0, 0, 360, 255, -1)
    scarf = picture.copy()
    scarf[(outside > 0) & (inside == 0)] = (110, 60, 50)
    return scarf


def glasses(picture: portrait.Picture) -> portrait.Picture:
    """Dark frames."""
    face = picture.copy()
    for x in (603, 677):
        cv2.circle(face, (x, 272), 27, (25, 25, 25), 5, cv2.LINE_AA)
    return face


def capped(picture: portrait.Picture) -> portrait.Picture:
    """A cap drawn down to the brows, with its peak."""
    face = picture.copy()
    cv2.ellipse(face, (640, 232), (92, 78), 0, 180, 360, (60, 45, 40), -1, cv2.LINE_AA)
    return cv2.ellipse(face, (640, 234), (100, 18), 0, 0, 360, (45, 35, 30), -1, cv2.LINE_AA)


@pytest.mark.parametrize("wearing", [masked, surgically_masked, scarfed, glasses, capped])
def test_clothing_does_not_change_the_verdict(finder: FaceFinder, wearing: Any) -> None:
    picture = wearing(portrait.scene())
    analysis = analyse(finder, picture)
    assert framed(finder, picture) == "ok"
    assert analysis.light
    numbers = dataclasses.asdict(analysis.light)
    assert lighting.CHECK.judge(lighting.Measurement(faces_count=1, **numbers), lighting.Policy()).code == "lighting.ok"


def test_child_close_to_the_camera(finder: FaceFinder) -> None:
    assert framed(finder, portrait.scene(face_height_share=0.24, down=0.5)) == "ok"


def behind(finder: FaceFinder, picture: portrait.Picture, *, virtual: bool = False) -> str:
    analysis = analyse(finder, picture)
    assert analysis.background
    assert analysis.light
    numbers = dataclasses.asdict(analysis.background)
    over = analysis.light.background_over_face_stops
    measured = background.Measurement(faces_count=1, virtual_camera=virtual, background_over_face_stops=over, **numbers)
    return background.CHECK.judge(measured, background.Policy()).code.removeprefix("background.")


def shelves(picture: portrait.Picture, every_px: int) -> portrait.Picture:
    """Things of all colours beside the person."""
    full, made_up = picture.copy(), np.random.default_rng(3)
    for left in (*range(0, 360, every_px), *range(920, 1280, every_px)):
        for top in range(0, 700, 60):
            colour = tuple(int(code) for code in made_up.integers(0, 255, 3))
            cv2.rectangle(full, (left, top), (left + every_px - 4, top + int(made_up.integers(30, 56))), colour, -1)
    return full


def test_background_is_judged(finder: FaceFinder) -> None:
    wall = relit.picture(Room(wall=0.5), seed=2)
    room = shelves(wall, every_px=40)
    soft = room.copy()
    blurred = cv2.GaussianBlur(room, (0, 0), 18)
    soft[:380, :430], soft[:380, 850:] = blurred[:380, :430], blurred[:380, 850:]
    soft[380:, :266], soft[380:, 1010:] = blurred[380:, :266], blurred[380:, 1010:]
    assert behind(finder, wall) == "ok"
    assert behind(finder, shelves(wall, every_px=24)) == "busy"
    assert behind(finder, soft) == "blurred"
    assert behind(finder, soft, virtual=True) == "changed_by_program"
    assert behind(finder, relit.picture(Room(**AGAINST["window beside"]), seed=2)) == "bright_window"
