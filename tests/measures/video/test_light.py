from __future__ import annotations

import cv2
import numpy as np
import portrait
import pytest

from readiness.measures.video.face_finder import Face, FaceFinder
from readiness.measures.video.face_mesh import FaceMesh
from readiness.measures.video.face_model import FACE_MESH, read_face_model
from readiness.measures.video.light import Light, measure_light
from readiness.measures.video.upright_face import upright_face

MESH = FaceMesh(read_face_model(FACE_MESH))


@pytest.fixture(scope="module")
def face() -> Face:
    return FaceFinder(read_face_model()).find(portrait.scene())[0]


def light(picture: portrait.Picture, face: Face) -> Light:
    measured = measure_light(picture, face, upright_face(picture, MESH.measure(picture, face).points))
    assert measured is not None
    return measured


@pytest.mark.parametrize("stops", [1.0, 2.0, 3.0])
def test_light_from_the_persons_left_is_image_right(face: Face, stops: float) -> None:
    from_left = light(portrait.lit(portrait.scene(), portrait.from_image_right(stops)), face).from_left_stops
    from_right = light(portrait.lit(portrait.scene(), portrait.from_image_right(-stops)), face).from_left_stops
    assert from_left is not None
    assert from_right is not None
    assert from_left - from_right == pytest.approx(2 * stops, abs=0.4 * stops + 0.5), (
        "what cheeks and forehead agree on"
    )
    assert from_right < 0 < from_left or stops == 1.0


@pytest.mark.parametrize("across", [0.5, 0.03])
def test_large_picture_measures_the_same(across: float) -> None:
    """Only the face's part of it is averaged, also where the picture's edge cuts the face."""
    scene = portrait.scene(across=across, face_height_share=0.5)
    larger = cv2.resize(scene, (3840, 2160), interpolation=cv2.INTER_CUBIC)
    found = FaceFinder(read_face_model()).find(scene)[0]
    measured = measure_light(scene, found, upright_face(scene, MESH.measure(scene, found).points))
    same = measure_light(larger, found, upright_face(larger, 3 * MESH.measure(scene, found).points))
    assert measured
    assert same
    assert same.legibility_codes == pytest.approx(measured.legibility_codes, rel=0.05)
    assert same.seen_share == pytest.approx(measured.seen_share, abs=0.02)
    assert same.highlight_code == pytest.approx(measured.highlight_code, abs=2)


def test_a_mirrored_picture_swaps_the_sides() -> None:
    finder = FaceFinder(read_face_model())
    lit = portrait.lit(portrait.scene(), portrait.from_image_right(2))
    mirrored = np.ascontiguousarray(lit[:, ::-1])
    as_is = light(lit, finder.find(lit)[0]).from_left_stops
    swapped = light(mirrored, finder.find(mirrored)[0]).from_left_stops
    assert as_is is not None
    assert swapped == pytest.approx(-as_is, abs=0.25)


def test_backlight_in_stops(face: Face) -> None:
    scene = portrait.lit(portrait.scene(), 0.5)
    background = np.full_like(scene, 0)
    background[:] = scene
    background[:, :300] = background[:, 980:] = 200
    plain, bright = light(scene, face), light(background, face)
    assert plain.background_over_face_stops is not None
    assert bright.background_over_face_stops is not None
    assert bright.background_over_face_stops > plain.background_over_face_stops
    darker = light(portrait.lit(scene, 0.25), face).background_over_face_stops
    assert darker == pytest.approx(plain.background_over_face_stops, abs=0.2), "a ratio does not change with exposure"


@pytest.mark.parametrize("stops", [-4, -2, 0, 2])
def test_highlights_follow_exposure(face: Face, stops: float) -> None:
    brighter = light(portrait.lit(portrait.scene(), 2.0 ** (stops + 1)), face)
    assert brighter.highlight_code >= light(portrait.lit(portrait.scene(), 2.0**stops), face).highlight_code


def test_over_exposure_is_a_share_of_the_skin(face: Face) -> None:
    white = np.full((720, 1280, 3), 255, np.uint8)
    grey = np.full((720, 1280, 3), 128, np.uint8)
    assert light(white, face).over_exposed_share == 1
    assert light(grey, face).over_exposed_share == 0
    assert light(grey, face).from_left_stops == pytest.approx(0, abs=1e-3)
    assert light(grey, face).background_over_face_stops == pytest.approx(0, abs=1e-3)


def test_it_does_not_depend_on_the_resolution() -> None:
    finder = FaceFinder(read_face_model())
    scene = portrait.lit(portrait.scene(), portrait.from_image_right(2))
    large = cv2.resize(scene, (3840, 2160))
    one, other = light(scene, finder.find(scene)[0]), light(large, finder.find(large)[0])
    assert one.highlight_code == pytest.approx(other.highlight_code, abs=6)
    assert one.from_left_stops == pytest.approx(other.from_left_stops, abs=0.2)


def test_hair_on_one_side_is_not_mistaken_for_side_light(face: Face) -> None:
    plain = portrait.lit(portrait.scene(), 0.8)
    fringe = plain.copy()
    x, y = (face.right_eye[0] + face.left_eye[0]) / 2, (face.right_eye[1] + face.left_eye[1]) / 2
    fringe[int(y - 0.5 * face.height) : int(y - 0.12 * face.height), int(x - face.width) : int(x)] = 20
    from_left_stops = light(fringe, face).from_left_stops
    assert from_left_stops is None or abs(from_left_stops) < 0.8


def test_where_a_fringe_hides_the_light_on_the_forehead_all_the_skin_tells_it(face: Face) -> None:
    from_left = portrait.lit(portrait.scene(), portrait.from_image_right(4))
    x, y = (face.right_eye[0] + face.left_eye[0]) / 2, (face.right_eye[1] + face.left_eye[1]) / 2
    from_left[int(y - 0.5 * face.height) : int(y - 0.16 * face.height), int(x) : int(x + face.width)] = 5
    from_left_stops = light(from_left, face).from_left_stops
    assert from_left_stops is not None
    assert from_left_stops > 0.8


@pytest.mark.parametrize(
    ("bgr", "least", "most"),
    [((1, 1, 1), 0.6, 0.9), ((0.35, 1.2, 0.35), 1.15, 2.0), ((0.15, 0.15, 1.4), 0.1, 0.42)],
    ids=["white", "green", "red"],
)
def test_light_of_a_colour_is_seen_on_the_skin(
    face: Face, bgr: tuple[float, float, float], least: float, most: float
) -> None:
    green_over_red = light(portrait.lit(portrait.scene(), np.array(bgr)), face).green_over_red
    assert green_over_red is not None
    assert least < green_over_red < most


def test_a_green_mask_over_the_cheeks_is_no_green_light(face: Face) -> None:
    masked = portrait.scene()
    masked[round(face.nose[1]) : round(face.top + face.height), round(face.left) : round(face.left + face.width)] = (
        120,
        170,
        90,
    )
    green_over_red = light(masked, face).green_over_red
    assert green_over_red is not None
    assert green_over_red < 1.0
