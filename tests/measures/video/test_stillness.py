"""Posters and people behind the person: which of them are as still as a photograph."""

from __future__ import annotations

import functools
from collections.abc import Callable

import cv2
import numpy as np
import portrait
import pytest

from readiness.measures.video.face_finder import Face
from readiness.measures.video.stillness import BYSTANDER_AFTER_S, Stillness

EVERY_S = 1.0
WIDTH_PX, HEIGHT_PX = 640, 360
HEIGHT_SHARE = 0.16
AT = (0.75, 0.42)
NOISE = np.random.default_rng(0).normal(0, 3, (HEIGHT_PX, WIDTH_PX, 1)).astype(np.float32)


@functools.cache
def scene(across: float) -> portrait.Picture:
    whole = portrait.scene(across=across, down=AT[1], face_height_share=HEIGHT_SHARE)
    return cv2.resize(whole, (WIDTH_PX, HEIGHT_PX), interpolation=cv2.INTER_AREA)


def picture(across: float, stops: float, number: int) -> portrait.Picture:
    noisy = scene(across) * 2 ** (stops / 2.2) + np.roll(NOISE, 37 * number, axis=1)
    return np.clip(noisy, 0, 255).astype(np.uint8)


def at_place(across: float) -> Face:
    """The box that the detector gives for a face at that place."""
    height = HEIGHT_SHARE * HEIGHT_PX
    left, top = across * WIDTH_PX - 0.4 * height, AT[1] * HEIGHT_PX - 0.5 * height
    return Face(left, top, 0.8 * height, height, (0, 0), (0, 0), (0, 0), (0, 0), (0, 0), 0.9)


def stillness(
    across: Callable[[float], float],
    lasts_s: float = 8.0,
    stops: Callable[[float], float] = lambda _: 0.0,
    detected: Callable[[float], bool] = lambda _: True,
) -> list[bool | None]:
    """What is found each second about a face at that place in a noisy picture, in that light."""
    bystanders, told = Stillness(BYSTANDER_AFTER_S), []
    for number in range(round(lasts_s / EVERY_S)):
        at_s = number * EVERY_S
        others = [at_place(across(at_s))] if detected(at_s) else []
        told.append(bystanders.add(picture(across(at_s), stops(at_s), number), others, at_s))
    return told


AFTER = round(BYSTANDER_AFTER_S / EVERY_S)


def test_poster_is_told_once_it_has_not_moved_for_long() -> None:
    assert stillness(lambda _: AT[0]) == [False] * AFTER + [True] * (8 - AFTER)


def test_camera_that_adjusts_its_exposure_does_not_move_a_poster() -> None:
    assert stillness(lambda _: AT[0], stops=lambda at_s: -0.1 * at_s)[-1]


def test_poster_that_the_detector_misses_now_and_then_is_not_new_each_time() -> None:
    assert stillness(lambda _: AT[0], detected=lambda at_s: at_s % 3 > 0)[-1]


@pytest.mark.parametrize("face_widths", [0.03, 0.1])
def test_person_who_breathes_is_no_poster(face_widths: float) -> None:
    """A head moves by some millimetres with each breath; a face is 150 mm wide."""
    width_share = 0.8 * HEIGHT_SHARE * HEIGHT_PX / WIDTH_PX
    swaying = stillness(lambda at_s: AT[0] + face_widths * width_share * (at_s % 4 >= 2))
    assert not any(swaying)


def test_nobody_else() -> None:
    assert stillness(lambda _: AT[0], lasts_s=5.0, detected=lambda _: False) == [None] * 5
