"""Synthetic versions of pictures that were once misjudged: backlit people, a covered lens, noise, a head's outline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import portrait
import pytest
import relit

from readiness.checks.camera_probe import judge_picture
from readiness.measures.video.face_finder import FaceFinder
from readiness.measures.video.face_mesh import FaceMesh
from readiness.measures.video.face_model import FACE_MESH, read_face_model
from readiness.measures.video.head_outline import crown_y_px
from readiness.measures.video.image_quality import reduced
from readiness.measures.video.legibility import Legibility, measure_legibility
from readiness.measures.video.lens import hidden_share
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


@pytest.mark.slow
def test_a_hand_over_the_lens(tmp_path: Path) -> None:
    assert codes_of(tmp_path, hand())["camera"] == "covered"


@pytest.mark.slow
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


def half_open(turns: int, open_share: float) -> portrait.Picture:
    """A shutter in front of a part of the picture; it is too near to have a sharp end, here over a tenth of it."""
    scene = np.rot90(portrait.scene(), turns)
    lit = np.clip((np.arange(scene.shape[1]) / scene.shape[1] - 1 + open_share) / 0.1, 0, 1)[None, :, None]
    return portrait.noisy(np.rot90(scene * lit + 6 * (1 - lit), -turns), 5)


FROM_BELOW = 3
SIDES_AND_ABOVE = (0, 1, 2)


@pytest.mark.slow
@pytest.mark.parametrize("turns", SIDES_AND_ABOVE)
@pytest.mark.parametrize("open_share", [0.3, 0.5, 0.7])
def test_half_open_shutter(turns: int, open_share: float) -> None:
    hidden = hidden_share(reduced(half_open(turns, open_share)))
    assert hidden == pytest.approx(1 - open_share, abs=0.05)


@pytest.mark.slow
@pytest.mark.parametrize("seen_share", [0.5, 0.7])
def test_dark_table_before_the_person_is_no_shutter(seen_share: float) -> None:
    assert hidden_share(reduced(half_open(FROM_BELOW, seen_share))) == 0.0


@pytest.mark.slow
def test_half_open_shutter_is_not_light_from_one_side(tmp_path: Path) -> None:
    assert codes_of(tmp_path, half_open(0, 0.5))["camera"] == "partly_covered"


@pytest.mark.parametrize("turns", range(4))
def test_doorway_in_the_dark_has_too_sharp_an_edge_for_a_shutter(turns: int) -> None:
    scene = np.rot90(portrait.scene(), turns).copy()
    scene[:, : scene.shape[1] * 3 // 10 + 7] = 6
    assert hidden_share(reduced(portrait.noisy(np.rot90(scene, -turns), 7))) == 0.0


def test_colour_bars_that_end_in_black_are_no_shutter() -> None:
    """Those of a test card and of Linux' own imitation of a camera."""
    colours = [(b, g, r) for g in (191, 0) for r in (191, 0) for b in (191, 0)]
    bars = np.repeat(np.array([colours], np.uint8), 90, axis=1).reshape(1, -1, 3).repeat(480, axis=0)
    assert hidden_share(reduced(portrait.noisy(bars, 8))) == 0.0


def test_dark_room_beside_the_person_is_no_shutter() -> None:
    """Its dark part ends where things are, and not in a straight line."""
    x, y = np.meshgrid(np.arange(portrait.WIDTH_PX), np.arange(portrait.HEIGHT_PX))
    lamp = np.exp(-(((x - 800) / 350) ** 2) - ((y - 300) / 300) ** 2)[..., None]
    dark = portrait.noisy(portrait.lit(portrait.scene(across=0.6), lamp.astype(np.float32)), 6)
    assert hidden_share(reduced(dark)) == 0.0


def beside_bars(picture: portrait.Picture) -> portrait.Picture:
    """The middle of it as a telephone held upright sends it."""
    bars = np.zeros_like(picture)
    bars[:, 437:842] = picture[:, 437:842]
    return bars


def test_black_bars_hide_nothing(tmp_path: Path) -> None:
    bars = beside_bars(portrait.scene())
    assert hidden_share(reduced(bars)) == 0.0
    assert codes_of(tmp_path, bars)["camera"] == "ok"


def test_black_bars_do_not_make_the_background_darker(tmp_path: Path) -> None:
    against = relit.picture(relit.Room(lamp=0.15, around=0.2, window=(0.1, 0.7, 12.0)), 1)
    assert codes_of(tmp_path, beside_bars(against))["lighting"] == "backlit"


def test_black_bars_beside_an_empty_room_are_no_figure_against_the_light(tmp_path: Path) -> None:
    assert codes_of(tmp_path, beside_bars(bright_wall()))["lighting"] == "no_face"


@pytest.mark.parametrize("bgr", [(0, 135, 0), (255, 0, 0)])
def test_picture_of_a_decoder_without_data(tmp_path: Path, bgr: tuple[int, int, int]) -> None:
    assert codes_of(tmp_path, np.full(SHAPE, bgr, np.uint8))["camera"] == "no_picture"


def glare(picture: portrait.Picture) -> portrait.Picture:
    """Spectacles in which the screen is reflected."""
    face = picture.copy()
    for x in (603, 677):
        cv2.rectangle(face, (x - 24, 258), (x + 24, 288), (255, 235, 200), -1)
    face = cv2.addWeighted(face, 0.65, picture, 0.35, 0)
    for x in (603, 677):
        cv2.circle(face, (x, 272), 27, (25, 25, 25), 4)
    return face


def bearded(picture: portrait.Picture) -> portrait.Picture:
    face = cv2.ellipse(picture.copy(), (640, 385), (75, 62), 0, 0, 180, (25, 28, 35), -1)
    return cv2.ellipse(face, (640, 352), (30, 10), 0, 0, 360, (90, 80, 160), -1)


def night_light(picture: portrait.Picture) -> portrait.Picture:
    """Orange light of a screen in the evening."""
    return portrait.lit(picture, np.array([0.22, 0.6, 1.0], np.float32))


def cut_out(picture: portrait.Picture) -> portrait.Picture:
    """A program's background, whose edge eats into hair and shoulders."""
    person = relit.person_and_face({})[0]
    grain = cv2.GaussianBlur(np.random.default_rng(3).normal(0, 1, person.shape).astype(np.float32), (0, 0), 14)
    ragged = np.clip((cv2.GaussianBlur(person, (0, 0), 22) + 0.12 * grain / grain.std() - 0.5) * 8 + 0.5, 0, 1)
    beach = np.full_like(picture, (200, 190, 120))
    shown: portrait.Picture = (picture * ragged[..., None] + beach * (1 - ragged[..., None])).astype(np.uint8)
    return shown


@pytest.mark.parametrize("seen_with", [glare, bearded, night_light, cut_out, np.fliplr])
def test_what_is_worn_or_shown_behind_changes_nothing(
    tmp_path: Path, seen_with: Callable[[portrait.Picture], portrait.Picture]
) -> None:
    codes = codes_of(tmp_path, np.ascontiguousarray(seen_with(portrait.scene())))
    assert set(codes.values()) == {"ok"}


@pytest.mark.slow
@pytest.mark.parametrize("tone", relit.TONES)
def test_blue_light_colours_skin_of_every_tone_and_a_lamp_at_home_does_not(tmp_path: Path, tone: str) -> None:
    lamp = relit.picture(relit.Room(tone=relit.TONES[tone], cast=(0.5, 0.85, 1.25)), 1)
    white = relit.picture(relit.Room(tone=relit.TONES[tone]), 1)
    blue = portrait.lit(white, np.array([3.0, 1.0, 0.35], np.float32))
    assert codes_of(tmp_path, lamp)["lighting"] == "ok"
    assert codes_of(tmp_path, blue)["lighting"] == "coloured"


def test_second_screen_as_the_only_light(tmp_path: Path) -> None:
    room = relit.Room(towards=(1.0, -0.1, 0.35), lamp=0.05, around=0.008, wall=0.006, gain_max=3, cast=(1.3, 1, 0.75))
    assert codes_of(tmp_path, relit.picture(room, 1))["lighting"] == "side_lit_left"


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
