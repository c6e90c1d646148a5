"""Posters and people behind the person: which of them stands as still as a picture."""

from __future__ import annotations

from collections.abc import Callable

import portrait
import pytest

from readiness.measures.video.face_finder import Face
from readiness.measures.video.stillness import PICTURE_AFTER_S, BystanderStillness

EVERY_S = 0.5
HEIGHT_SHARE = 0.16
AT = (0.75, 0.42)


def at_place(across: float) -> Face:
    """The box that the detector gives for a face at that place."""
    height = HEIGHT_SHARE * portrait.HEIGHT_PX
    left, top = across * portrait.WIDTH_PX - 0.4 * height, AT[1] * portrait.HEIGHT_PX - 0.5 * height
    return Face(left, top, 0.8 * height, height, (0, 0), (0, 0), (0, 0), (0, 0), (0, 0), 0.9)


def stillness(
    across: Callable[[float], float],
    lasts_s: float = 8.0,
    stops: Callable[[float], float] = lambda _: 0.0,
    detected: Callable[[float], bool] = lambda _: True,
) -> list[bool | None]:
    """What is told every half second of a face at that place in a noisy picture, in that light."""
    bystanders, told = BystanderStillness(), []
    for number in range(round(lasts_s / EVERY_S)):
        at_s = number * EVERY_S
        scene = portrait.scene(across=across(at_s), down=AT[1], face_height_share=HEIGHT_SHARE)
        picture = portrait.noisy(portrait.lit(scene, 2.0 ** stops(at_s)), number, sigma=3.0)
        told.append(bystanders.add(picture, [at_place(across(at_s))] if detected(at_s) else [], at_s))
    return told


AFTER = round(PICTURE_AFTER_S / EVERY_S)


def test_poster_is_told_once_it_has_not_moved_for_long() -> None:
    assert stillness(lambda _: AT[0]) == [False] * AFTER + [True] * (16 - AFTER)


def test_camera_that_adjusts_its_exposure_does_not_move_a_poster() -> None:
    assert stillness(lambda _: AT[0], stops=lambda at_s: -0.1 * at_s)[-1]


def test_poster_that_the_detector_misses_now_and_then_is_not_new_each_time() -> None:
    assert stillness(lambda _: AT[0], detected=lambda at_s: at_s % 3 > 0)[-1]


@pytest.mark.parametrize("face_widths", [0.03, 0.1])
def test_person_who_breathes_is_no_poster(face_widths: float) -> None:
    """A head moves by some millimetres with each breath; a face is 150 mm wide."""
    width_share = 0.8 * HEIGHT_SHARE * portrait.HEIGHT_PX / portrait.WIDTH_PX
    swaying = stillness(lambda at_s: AT[0] + face_widths * width_share * (at_s % 3 >= 1.5))
    assert not any(swaying)


def test_nobody_else() -> None:
    assert stillness(lambda _: AT[0], lasts_s=5.0, detected=lambda _: False) == [None] * 10
