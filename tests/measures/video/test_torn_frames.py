"""Pictures of which a decoder could read only a part, as OpenCV and FFmpeg give them."""

from __future__ import annotations

import portrait
import pytest

from readiness.measures.video.image_quality import Picture
from readiness.measures.video.torn_frames import TornFrames, missing_rows

HEIGHT_PX = len(portrait.scene())


def filled(colour: tuple[int, int, int], rows: int) -> Picture:
    picture = portrait.noisy(portrait.scene(), 1)
    picture[HEIGHT_PX - rows :] = colour
    return picture


@pytest.mark.parametrize("colour", [(0, 135, 0), (128, 128, 128)], ids=["FFmpeg's green", "libjpeg's grey"])
@pytest.mark.parametrize("rows", [4, 16, 100, HEIGHT_PX // 2])
def test_rows_that_a_decoder_filled_are_counted(colour: tuple[int, int, int], rows: int) -> None:
    assert missing_rows(filled(colour, rows)) == rows


@pytest.mark.parametrize("colour", [(0, 0, 0), (16, 16, 16), (255, 255, 255)], ids=["bar", "video black", "window"])
def test_black_bars_and_overexposed_windows_are_not_torn_rows(colour: tuple[int, int, int]) -> None:
    assert missing_rows(filled(colour, 100)) == 0


def test_complete_picture_has_no_torn_rows() -> None:
    assert missing_rows(portrait.noisy(portrait.scene(), 1)) == 0
    table = portrait.scene()
    table[-1] = (60, 60, 60)  # one even row is a picture's edge
    assert missing_rows(table) < 4


def test_the_share_is_that_of_the_last_two_seconds() -> None:
    torn = TornFrames()
    whole, half = portrait.noisy(portrait.scene(), 1), filled((0, 135, 0), 100)
    for number in range(10):
        torn.add(half if number % 2 else whole, number / 10)
    assert torn.share == pytest.approx(0.5)
    for number in range(40):
        torn.add(whole, 1 + number / 10)
    assert torn.share == 0


def test_share_is_unknown_before_the_first_picture() -> None:
    assert TornFrames().share is None
