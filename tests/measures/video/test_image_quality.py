from __future__ import annotations

import cv2
import numpy as np
import portrait
import pytest

from readiness.measures.video.image_quality import picture_quality, same_picture, sharpness, shrunk


@pytest.mark.parametrize("level", [0, 60, 200])
def test_a_covered_lens_has_no_detail(level: int) -> None:
    covered = portrait.noisy(np.full((720, 1280, 3), level, np.uint8), seed=1)
    assert picture_quality(covered).detail_codes < 2


@pytest.mark.parametrize("stops", [0, -2, -4])
def test_a_room_has_detail_at_any_exposure(stops: float) -> None:
    assert picture_quality(portrait.lit(portrait.scene(), 2.0**stops)).detail_codes > 4


def test_black_and_bright() -> None:
    assert picture_quality(portrait.noisy(np.zeros((720, 1280, 3), np.uint8), seed=1)).brightest_code < 20
    assert picture_quality(portrait.scene()).brightest_code > 200


def test_grey_has_no_colour() -> None:
    grey = cv2.cvtColor(cv2.cvtColor(portrait.scene(), cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    assert picture_quality(grey).colour_codes == 0
    assert picture_quality(portrait.scene()).colour_codes > 20


@pytest.mark.parametrize("size", [(854, 480), (1280, 720), (1920, 1080), (3840, 2160)])
def test_picture_scaled_down_the_quick_way_looks_as_averaged(size: tuple[int, int]) -> None:
    large = cv2.resize(portrait.scene(), size, interpolation=cv2.INTER_CUBIC)
    small = shrunk(large, 640 / size[0])
    averaged = cv2.resize(large, (640, 360), interpolation=cv2.INTER_AREA)
    assert small.shape == averaged.shape
    assert cv2.absdiff(small, averaged).mean() < 1.5


def test_picture_is_never_enlarged() -> None:
    scene = portrait.scene()
    assert shrunk(scene, 1.0) is scene
    assert shrunk(scene, 2.0) is scene


def test_same_picture() -> None:
    scene = portrait.scene()
    other = scene.copy()
    other[-1, -1, 0] ^= 1
    assert same_picture(scene, scene.copy())
    assert not same_picture(scene, other)
    assert not same_picture(scene, scene[:-1])


def test_blur_lowers_sharpness_and_side_light_does_not() -> None:
    box = (500.0, 160.0, 230.0, 260.0)
    sharp = sharpness(portrait.scene(), *box)
    soft = sharpness(cv2.GaussianBlur(portrait.scene(), (0, 0), 3), *box)
    side = sharpness(portrait.lit(portrait.scene(), portrait.from_image_right(4)), *box)
    assert sharp is not None
    assert soft is not None
    assert side is not None
    assert soft < 1 < min(sharp, side)
    assert sharpness(portrait.scene(), 0, 0, 40, 40) is None


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 5000, 3), (10, 200_000, 3), (5000, 3, 3), (721, 1283, 3)])
def test_a_picture_of_any_shape(shape: tuple[int, int, int]) -> None:
    assert picture_quality(np.full(shape, 90, np.uint8)).brightest_code == 90
