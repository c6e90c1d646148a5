from __future__ import annotations

from dataclasses import replace

import pytest

from readiness.measures.video.frame_analysis import FrameAnalysis
from readiness.measures.video.image_quality import PictureQuality
from readiness.measures.video.light import Light
from readiness.measures.video.rolling_window import RollingWindow, faces_count, medians

ROOM = PictureQuality(brightest_code=200, middle_code=100, detail_codes=20, colour_codes=50)
LIGHT = Light(
    legibility_codes=25,
    better_half_codes=27,
    darker_half_code=110,
    seen_share=1,
    highlight_code=180,
    over_exposed_share=0,
    from_left_stops=0.5,
    background_over_face_stops=None,
)
FACE = FrameAnalysis(ROOM, 1, light=LIGHT)


def test_the_window_slides() -> None:
    recent = RollingWindow(1.0)
    for number in range(10):
        recent.add(number * 0.25, replace(FACE, faces_count=number))
    assert [sight.faces_count for sight in recent.analyses] == [5, 6, 7, 8, 9]


@pytest.mark.parametrize(
    ("sights", "agree"),
    [
        ([FACE] * 6, True),
        ([FACE] * 3, False),
        ([FACE] * 5 + [replace(FACE, faces_count=2)], False),
        ([replace(FACE, quality=replace(ROOM, middle_code=60 + 10 * number)) for number in range(6)], False),
        ([replace(FACE, light=replace(LIGHT, highlight_code=150 + 10 * number)) for number in range(6)], False),
    ],
)
def test_agreement(sights: list[FrameAnalysis], agree: bool) -> None:  # noqa: FBT001  (a table's column)
    recent = RollingWindow(1.0)
    for number, sight in enumerate(sights):
        recent.add(number * 0.2, sight)
    assert recent.agree() is agree


def test_a_blink_does_not_move_the_median() -> None:
    lights = [replace(LIGHT, from_left_stops=stops) for stops in (0.1, 0.2, 9.0, None)]
    result = medians(lights)
    assert result is not None
    assert (result.highlight_code, result.from_left_stops) == (180, 0.2)
    assert result.background_over_face_stops is None


def test_no_measures_have_no_median() -> None:
    assert medians(()) is None


def test_number_of_faces_is_the_majority_over_the_window() -> None:
    assert faces_count([FACE, FACE, replace(FACE, faces_count=2)]) == 1
    assert faces_count([]) is None
    assert faces_count([replace(FACE, faces_count=None)]) is None
