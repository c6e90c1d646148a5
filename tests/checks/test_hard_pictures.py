"""Synthetic versions of pictures that were once misjudged: backlit people, a covered lens, noise, a head's outline."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import portrait
import pytest

from readiness.checks.camera_probe import judge_picture
from readiness.measures.video.face_finder import FaceFinder
from readiness.measures.video.face_mesh import FaceMesh
from readiness.measures.video.face_model import FACE_MESH, read_face_model
from readiness.measures.video.head_outline import crown_y_px
from readiness.measures.video.legibility import Legibility, measure_legibility
from readiness.measures.video.upright_face import upright_face
from readiness.model import Policy

FINDER, MESH = FaceFinder(read_face_model()), FaceMesh(read_face_model(FACE_MESH))
SHAPE = (portrait.HEIGHT_PX, portrait.WIDTH_PX, 3)


def codes_of(folder: Path, picture: portrait.Picture) -> dict[str, str]:
    path = folder / "picture.png"
    cv2.imwrite(str(path), picture)
    found = judge_picture(path, Policy())
    return {each.check: each.code.partition(".")[2] for each in found}


def figure(picture: portrait.Picture, across: float = 0.5) -> portrait.Picture:
    """A black head and shoulders before it."""
    drawn = picture.copy()
    x = round(across * portrait.WIDTH_PX)
    cv2.ellipse(drawn, (x, 330), (100, 140), 0, 0, 360, (4, 4, 4), -1)
    cv2.ellipse(drawn, (x, 720), (270, 260), 0, 0, 360, (4, 4, 4), -1)
    return cv2.GaussianBlur(drawn, (0, 0), 2)


def bright_wall() -> portrait.Picture:
    return portrait.noisy(np.full(SHAPE, 215, np.uint8), 1)


def test_backlit_figure_is_the_person(tmp_path: Path) -> None:
    assert codes_of(tmp_path, figure(bright_wall())) | {"camera": "", "background": "", "alone": ""} == {
        "camera": "",
        "lighting": "backlit",
        "framing": "no_face",
        "alone": "",
        "background": "",
    }


def test_somebody_far_behind_is_not_the_person_when_a_dark_figure_sits_near(tmp_path: Path) -> None:
    wall = bright_wall()
    wall[:, 900:] = portrait.scene(across=0.85, down=0.3, face_height_share=0.12)[:, 900:]
    codes = codes_of(tmp_path, figure(wall, across=0.4))
    assert (codes["lighting"], codes["framing"]) == ("backlit", "no_face")


def test_window_that_overexposes_the_picture(tmp_path: Path) -> None:
    room = portrait.noisy(np.full(SHAPE, 8, np.uint8), 2)
    room[40:420, 100:560] = 250
    assert codes_of(tmp_path, room)["lighting"] == "backlit"


def test_empty_room_has_no_dark_figure(tmp_path: Path) -> None:
    room = bright_wall()
    cv2.rectangle(room, (0, 500), (1280, 720), (60, 70, 80), -1)
    cv2.rectangle(room, (200, 200), (420, 500), (40, 60, 90), -1)
    assert codes_of(tmp_path, room)["lighting"] == "no_face"


def hand() -> portrait.Picture:
    """Four fingers far too near to be in focus, and the room's light between them."""
    x = np.arange(portrait.WIDTH_PX)[None, :, None]
    y = np.arange(portrait.HEIGHT_PX)[:, None, None]
    fingers = sum(np.exp(-(((x - 200 - 300 * each - 0.2 * y) / 110) ** 4)) for each in range(4))
    smooth = cv2.GaussianBlur((fingers * np.array([70, 90, 150])).astype(np.float32), (0, 0), 40)
    return portrait.noisy(np.clip(smooth + 30, 0, 255).astype(np.uint8), 3, sigma=4)


def test_a_hand_over_the_lens(tmp_path: Path) -> None:
    assert codes_of(tmp_path, hand())["camera"] == "covered"


def test_a_cloth_over_the_lens(tmp_path: Path) -> None:
    cloth = cv2.GaussianBlur(portrait.scene(), (0, 0), 45)
    assert codes_of(tmp_path, portrait.noisy(cloth, 4))["camera"] == "covered"


@pytest.mark.parametrize(("behind", "drawn"), [(0, 255), (60, 200), (128, 40)])
def test_placeholder_picture_of_a_disabled_camera(tmp_path: Path, behind: int, drawn: int) -> None:
    picture = np.full((480, 640, 3), behind, np.uint8)
    cv2.circle(picture, (320, 240), 90, (drawn,) * 3, 12)
    cv2.rectangle(picture, (270, 210), (350, 270), (drawn,) * 3, -1)
    cv2.line(picture, (240, 160), (400, 320), (drawn,) * 3, 8)
    assert codes_of(tmp_path, picture)["camera"] == "switched_off"


def test_mist_on_the_lens(tmp_path: Path) -> None:
    mist = (0.4 * portrait.scene() + 0.6 * 190).astype(np.uint8)
    assert codes_of(tmp_path, mist)["camera"] == "hazy"


def legibility(picture: portrait.Picture) -> Legibility:
    (face, *_) = FINDER.find(portrait.scene())
    measured = measure_legibility(upright_face(picture, MESH.measure(portrait.scene(), face).points))
    assert measured is not None
    return measured


def test_sensor_noise_is_not_mistaken_for_facial_features() -> None:
    """A dark face, the gain turned up: the noise grows, the features do not."""
    dark = portrait.lit(portrait.scene(), 0.04)
    grain = cv2.GaussianBlur(np.random.default_rng(1).normal(0, 40, SHAPE), (0, 0), 2)
    noisy = np.clip(dark + grain, 0, 255).astype(np.uint8)
    assert legibility(noisy).noise_codes > legibility(dark).noise_codes + 1
    assert legibility(noisy).codes == pytest.approx(legibility(dark).codes, rel=0.25)


def test_pure_noise_is_not_a_face() -> None:
    grain = cv2.GaussianBlur(np.random.default_rng(2).normal(0, 60, SHAPE), (0, 0), 2)
    flat = np.clip(110 + grain, 0, 255).astype(np.uint8)
    assert legibility(flat).codes < 7


@pytest.mark.parametrize("stops", [0.0, -1.0, -2.0, -3.0, -4.0])
def test_legibility_decreases_with_the_light(stops: float) -> None:
    lit, darker = (legibility(portrait.lit(portrait.scene(), 2.0**each)) for each in (stops, stops - 1))
    assert darker.codes < lit.codes


def test_far_side_of_a_turned_head_does_not_count() -> None:
    """Only a strip of it is seen, and that is temple and hair: no sign of bad light. Half a face in shadow is one."""
    (face, *_) = FINDER.find(portrait.scene())
    upright = upright_face(portrait.scene(), MESH.measure(portrait.scene(), face).points)
    columns = np.arange(upright.face.shape[1])[None, :] + 0 * upright.face
    strip = columns > np.quantile(columns[upright.face], 0.85)
    for side, counts in ((strip, False), (upright.on_left, True)):
        shaded = np.where(side[..., None], np.uint8(60), upright.bgr)
        measured = measure_legibility(replace(upright, bgr=shaded, on_left=side))
        assert measured is not None
        assert (measured.codes < 0.6 * measured.better_half_codes) == counts
        assert (measured.darker_half_code <= 60) == counts


def test_somebody_who_leans_in_at_the_edge_is_not_the_person(tmp_path: Path) -> None:
    """Their face is the larger one, and cut off; the person sits before the camera."""
    both = portrait.scene(across=0.45, face_height_share=0.3)
    both[:, 1000:] = portrait.scene(across=0.95, down=0.4, face_height_share=0.36)[:, 1000:]
    codes = codes_of(tmp_path, both)
    assert (codes["lighting"], codes["framing"], codes["alone"]) == ("ok", "ok", "several_people")


def test_visible_hair_is_the_top_of_the_head() -> None:
    scene = portrait.scene(down=0.5)
    (face, *_) = FINDER.find(scene)
    points = MESH.measure(scene, face).points
    low = crown_y_px(scene, points)
    tall = scene.copy()
    top_px = int(points[10][1])
    cv2.ellipse(tall, (int(points[10][0]), top_px), (110, 130), 0, 180, 360, (25, 20, 20), -1)
    high = crown_y_px(tall, points)
    assert low is not None
    assert high == pytest.approx(top_px - 130, abs=12)
