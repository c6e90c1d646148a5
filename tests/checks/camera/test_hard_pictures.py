"""Synthetic versions of pictures once misjudged: backlit people, a covered lens, black bars, coloured light."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import portrait
import pytest
import relit

from readiness.checks.camera_probe.probe import judge_picture
from readiness.measures.video.image_quality import reduced
from readiness.measures.video.lens import hidden_share
from readiness.model import Policy

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


def test_placeholder_picture_on_a_slope_of_colour(tmp_path: Path) -> None:
    across = np.linspace(40, 200, 640)[None, :, None] * np.array([1.0, 0.6, 0.3])
    picture = np.repeat(across, 480, axis=0).astype(np.uint8)
    cv2.circle(picture, (320, 240), 90, (230, 230, 230), 12)
    cv2.line(picture, (240, 160), (400, 320), (230, 230, 230), 8)
    assert codes_of(tmp_path, picture)["camera"] == "switched_off"
    assert codes_of(tmp_path, portrait.noisy(picture, 1))["camera"] != "switched_off"


@pytest.mark.slow
def test_half_open_shutter_is_not_light_from_one_side(tmp_path: Path) -> None:
    assert codes_of(tmp_path, portrait.half_open(0, 0.5))["camera"] == "partly_covered"


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
def test_blue_and_amber_light_colour_skin_of_every_tone_and_a_lamp_at_home_does_not(tmp_path: Path, tone: str) -> None:
    lamp = relit.picture(relit.Room(tone=relit.TONES[tone], cast=(0.5, 0.85, 1.25)), 1)
    white = relit.picture(relit.Room(tone=relit.TONES[tone]), 1)
    assert codes_of(tmp_path, lamp)["lighting"] == "ok"
    for bgr in ((3.0, 1.0, 0.35), (0.09, 1.0, 3.3)):
        coloured = portrait.lit(white, np.array(bgr, np.float32))
        assert codes_of(tmp_path, coloured)["lighting"] == "coloured"


def test_second_screen_as_the_only_light(tmp_path: Path) -> None:
    room = relit.Room(towards=(1.0, -0.1, 0.35), lamp=0.05, around=0.008, wall=0.006, gain_max=3, cast=(1.3, 1, 0.75))
    assert codes_of(tmp_path, relit.picture(room, 1))["lighting"] == "side_lit_left"


@pytest.mark.parametrize(
    ("exposure", "stops", "code"),
    [(1.6, 2.6, "slightly_side_lit_left"), (0.7, 3.0, "slightly_side_lit_left"), (1.0, 6.0, "side_lit_left")],
)
def test_light_from_one_side_with_a_hard_shadow(tmp_path: Path, exposure: float, stops: float, code: str) -> None:
    """Both halves can be read at first, but look at odds; then one is dim; then lost but for its edge."""
    lit = portrait.lit(portrait.scene(), exposure * portrait.from_image_right(stops))
    assert codes_of(tmp_path, lit)["lighting"] == code


def test_mist_on_the_lens(tmp_path: Path) -> None:
    mist = (0.4 * portrait.scene() + 0.6 * 190).astype(np.uint8)
    assert codes_of(tmp_path, mist)["camera"] == "hazy"


def test_somebody_who_leans_in_at_the_edge_is_not_the_person(tmp_path: Path) -> None:
    """Their face is the larger one, and cut off; the person sits before the camera."""
    both = portrait.scene(across=0.45, face_height_share=0.3)
    both[:, 1000:] = portrait.scene(across=0.95, down=0.4, face_height_share=0.36)[:, 1000:]
    codes = codes_of(tmp_path, both)
    assert (codes["lighting"], codes["framing"], codes["alone"]) == ("ok", "ok", "several_people")
