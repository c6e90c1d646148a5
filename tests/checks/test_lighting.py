from __future__ import annotations

from itertools import groupby

import pytest
from msgspec.structs import replace

from readiness import model
from readiness.checks.camera_probe.advice import advised
from readiness.checks.lighting import ADVICE, CHECK, Measurement, Policy
from readiness.model import Outcome

GOOD = Measurement(
    faces_count=1,
    legibility_codes=25.0,
    better_half_codes=27.0,
    highlight_code=200,
    darker_half_code=120,
    over_exposed_share=0.0,
    from_left_stops=0.2,
    background_over_face_stops=0.5,
    background_code=100,
    background_white_share=0.2,
    background_spread_stops=4.0,
    seen_share=1.0,
    silhouette=False,
    brightest_code=230,
    detail_codes=20,
)
WALL = replace(GOOD, background_code=140, background_white_share=0.0, background_spread_stops=0.5)
SHADOW = replace(GOOD, from_left_stops=2.0, darker_half_code=60)
LOST = replace(SHADOW, darker_half_code=40)
ROOM = replace(WALL, background_spread_stops=6.0, background_white_share=0.05)  # well exposed, with things in it
ONE_SIDED = replace(GOOD, from_left_stops=1.9, legibility_codes=22.0, better_half_codes=30.0)
MILD = replace(WALL, from_left_stops=0.88, darker_half_code=55, highlight_code=95, background_over_face_stops=2.2)
NOBODY = Measurement(faces_count=0, brightest_code=230, detail_codes=20, silhouette=False)


@pytest.mark.parametrize(
    ("measurement", "code", "outcome"),
    [
        (GOOD, "ok", Outcome.PASS),
        (replace(GOOD, background_over_face_stops=None, background_code=None), "ok", Outcome.PASS),
        (replace(GOOD, from_left_stops=None), "ok", Outcome.PASS),
        (
            replace(GOOD, from_left_stops=None, legibility_codes=11.9),
            "slightly_indistinct",
            Outcome.WARN,
        ),  # unknown side
        (replace(GOOD, over_exposed_share=0.20), "over_exposed", Outcome.FAIL),
        (replace(GOOD, over_exposed_share=0.14), "slightly_over_exposed", Outcome.WARN),  # sun on the forehead
        (replace(GOOD, over_exposed_share=0.05), "slightly_over_exposed", Outcome.WARN),
        (replace(GOOD, over_exposed_share=0.04), "ok", Outcome.PASS),
        (replace(GOOD, seen_share=0.4), "partly_seen", Outcome.WARN),
        # Well lit and flat: a misty lens, or light from everywhere.
        (replace(GOOD, legibility_codes=10.1), "ok", Outcome.PASS),
        (replace(GOOD, legibility_codes=9.9), "slightly_indistinct", Outcome.WARN),
        (replace(GOOD, legibility_codes=9.4), "indistinct", Outcome.FAIL),
        # Dark, and legible all the same.
        (replace(GOOD, highlight_code=90), "ok", Outcome.PASS),
        (replace(GOOD, highlight_code=90, legibility_codes=19.0), "slightly_dark", Outcome.WARN),
        (replace(GOOD, highlight_code=90, legibility_codes=13.1), "slightly_dark", Outcome.WARN),
        (replace(GOOD, highlight_code=90, legibility_codes=12.9), "dark", Outcome.FAIL),
        # Half-way to dark: the limit is half-way too.
        (replace(GOOD, highlight_code=107.5, legibility_codes=11.4), "slightly_dark", Outcome.WARN),
        (replace(GOOD, highlight_code=107.5, legibility_codes=11.1), "dark", Outcome.FAIL),
        # A bright background behind a face that can be read is nothing to speak of.
        (replace(GOOD, background_over_face_stops=3.5), "ok", Outcome.PASS),
        (replace(GOOD, background_over_face_stops=3.5, legibility_codes=19.0), "slightly_backlit", Outcome.WARN),
        (replace(GOOD, background_over_face_stops=3.5, legibility_codes=12.9), "backlit", Outcome.FAIL),
        (replace(GOOD, background_over_face_stops=3.5, highlight_code=90, legibility_codes=9), "backlit", Outcome.FAIL),
        # Before an even wall a dark half may be dark skin: a mild lamp at its side is a remark, a strong one fails.
        (replace(MILD, legibility_codes=9.0), "slightly_side_lit_left", Outcome.WARN),
        (replace(MILD, from_left_stops=-0.9, legibility_codes=9.2), "slightly_side_lit_right", Outcome.WARN),
        (replace(MILD, from_left_stops=0.7, legibility_codes=9.2), "ok", Outcome.PASS),
        (replace(MILD, from_left_stops=1.5, legibility_codes=9.0), "side_lit_left", Outcome.FAIL),
        (replace(MILD, legibility_codes=7.0), "side_lit_left", Outcome.FAIL),
        # Three stops and more below its wall it may stand in the shade.
        (replace(WALL, highlight_code=60, background_over_face_stops=2.9, legibility_codes=9.5), "ok", Outcome.PASS),
        (
            replace(WALL, highlight_code=60, background_over_face_stops=3.25, legibility_codes=9.5),
            "slightly_backlit",
            Outcome.WARN,
        ),
        (replace(GOOD, from_left_stops=1.3, legibility_codes=11.9), "slightly_side_lit_left", Outcome.WARN),
        # Light from one side: ordinary while the darker half is bright for how clear the other is.
        (replace(ONE_SIDED, darker_half_code=71), "ok", Outcome.PASS),
        (replace(ONE_SIDED, darker_half_code=70), "slightly_side_lit_left", Outcome.WARN),
        # Two stops, and the halves are at odds however bright both are.
        (replace(ONE_SIDED, from_left_stops=-2.0), "slightly_side_lit_right", Outcome.WARN),
        (replace(ONE_SIDED, darker_half_code=58, better_half_codes=37.0), "ok", Outcome.PASS),
        (replace(ONE_SIDED, darker_half_code=58, better_half_codes=36.0), "slightly_side_lit_left", Outcome.WARN),
        (replace(ONE_SIDED, from_left_stops=-0.8, darker_half_code=40), "slightly_side_lit_right", Outcome.WARN),
        # As dark, but evenly lit: dark skin in a lit room, a dim face in a dark one.
        (replace(ROOM, darker_half_code=30), "ok", Outcome.PASS),
        (replace(GOOD, darker_half_code=30), "slightly_dark", Outcome.WARN),
        (replace(SHADOW, from_left_stops=1.7, legibility_codes=19.0), "slightly_side_lit_left", Outcome.WARN),
        # A half in shadow is less to speak of than a face that is dark.
        (replace(SHADOW, from_left_stops=0.9, legibility_codes=18.1, better_half_codes=30.0), "ok", Outcome.PASS),
        (
            replace(SHADOW, from_left_stops=0.9, legibility_codes=17.8, better_half_codes=30.0),
            "slightly_side_lit_left",
            Outcome.WARN,
        ),
        (replace(LOST, legibility_codes=12.9), "side_lit_left", Outcome.FAIL),
        (replace(LOST, from_left_stops=-2.0, legibility_codes=12.9), "side_lit_right", Outcome.FAIL),
        (replace(SHADOW, from_left_stops=0.5, legibility_codes=15.9), "ok", Outcome.PASS),
        # A half that is much harder to read than the other: nothing to speak of while it can be read as in bad light.
        (
            replace(GOOD, from_left_stops=-0.9, legibility_codes=15.5, better_half_codes=36.0),
            "slightly_side_lit_right",
            Outcome.WARN,
        ),
        (replace(GOOD, from_left_stops=-0.9, legibility_codes=15.7, better_half_codes=36.0), "ok", Outcome.PASS),
        # A darker half that is read as easily as the other is no shadow.
        (replace(SHADOW, from_left_stops=0.9, legibility_codes=21.0, better_half_codes=26.0), "ok", Outcome.PASS),
        (replace(LOST, legibility_codes=12.9, better_half_codes=18.0), "side_lit_left", Outcome.FAIL),
        # One that is not as dark is a remark.
        (replace(SHADOW, legibility_codes=11.0, better_half_codes=18.0), "slightly_side_lit_left", Outcome.WARN),
        # One that is lost is not made up for by a very clear other half.
        (replace(LOST, legibility_codes=12.9, better_half_codes=60.0), "side_lit_left", Outcome.FAIL),
        # Dark skin before an evenly lit wall.
        (replace(WALL, highlight_code=80, legibility_codes=9.1), "ok", Outcome.PASS),
        (replace(WALL, highlight_code=80, legibility_codes=8.9), "slightly_dark", Outcome.WARN),
        (replace(WALL, highlight_code=80, legibility_codes=7.4), "dark", Outcome.FAIL),
        (replace(WALL, highlight_code=80, legibility_codes=12.0, background_code=99), "dark", Outcome.FAIL),
        (replace(WALL, highlight_code=80, legibility_codes=9.4, background_spread_stops=2.4), "dark", Outcome.FAIL),
        (replace(WALL, highlight_code=80, legibility_codes=12.0, background_white_share=0.2), "dark", Outcome.FAIL),
        # A dim face in a well exposed room: a remark while it can be read, wherever the brightest thing is.
        (replace(ROOM, highlight_code=85, legibility_codes=12.0), "slightly_dark", Outcome.WARN),
        (replace(ROOM, background_over_face_stops=3.7, legibility_codes=11.0), "slightly_backlit", Outcome.WARN),
        # Up to three stops below a well exposed room it may be dark skin, and only what is hard to read is reported.
        (replace(ROOM, background_over_face_stops=2.9, legibility_codes=11.0), "ok", Outcome.PASS),
        (replace(ROOM, background_over_face_stops=2.9, legibility_codes=9.9), "slightly_backlit", Outcome.WARN),
        (replace(ROOM, highlight_code=108, background_over_face_stops=2.9, legibility_codes=12.6), "ok", Outcome.PASS),
        (
            replace(ROOM, from_left_stops=0.7, background_over_face_stops=2.9, legibility_codes=12.6),
            "slightly_backlit",
            Outcome.WARN,
        ),
        (replace(GOOD, background_over_face_stops=2.9, legibility_codes=18.0), "slightly_backlit", Outcome.WARN),
        (replace(ROOM, background_over_face_stops=4.2, legibility_codes=9.4), "backlit", Outcome.FAIL),
        (replace(ROOM, from_left_stops=1.5, darker_half_code=40, legibility_codes=12.0), "side_lit_left", Outcome.FAIL),
        (
            replace(ROOM, background_over_face_stops=4.2, background_white_share=0.6, legibility_codes=12.9),
            "backlit",
            Outcome.FAIL,
        ),
        (NOBODY, "no_face", Outcome.NOT_ASSESSED),
        (replace(NOBODY, silhouette=True), "backlit", Outcome.FAIL),
        (replace(NOBODY, brightest_code=40), "dark", Outcome.FAIL),
        (replace(NOBODY, brightest_code=40, detail_codes=0.5), "no_face", Outcome.NOT_ASSESSED),
        (replace(NOBODY, brightest_code=10), "no_face", Outcome.NOT_ASSESSED),
        (replace(GOOD, legibility_codes=None), "not_assessed", Outcome.NOT_ASSESSED),
        (Measurement(), "not_assessed", Outcome.NOT_ASSESSED),
    ],
)
def test_measurement_gives_its_code_and_outcome(measurement: Measurement, code: str, outcome: Outcome) -> None:
    finding = CHECK.judge(measurement, Policy())
    assert (finding.code, finding.outcome) == (f"lighting.{code}", outcome)


def test_even_wall_near_the_limit_is_a_remark() -> None:
    """The same dim face before a wall whose light is ever less even."""
    dim = replace(WALL, highlight_code=80, legibility_codes=9.4)
    spreads = [1.9 + 0.01 * step for step in range(60)]
    outcomes = [CHECK.judge(replace(dim, background_spread_stops=spread), Policy()).outcome for spread in spreads]
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {Outcome.PASS, Outcome.WARN, Outcome.FAIL}
    assert outcomes.count(Outcome.WARN) >= 5


def test_nor_is_the_limit_of_a_dark_room_a_cliff() -> None:
    """The same dim face in a room that is ever darker."""
    dim = replace(ROOM, highlight_code=80, legibility_codes=12.5)
    codes = [130 - 0.5 * step for step in range(80)]
    outcomes = [CHECK.judge(replace(dim, background_code=code), Policy()).outcome for code in codes]
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {Outcome.WARN, Outcome.FAIL}


def test_nor_is_the_limit_of_a_half_in_shadow_a_cliff() -> None:
    """The same darker half beside one that is ever clearer."""
    beside = [13.0 + 0.1 * step for step in range(300)]
    outcomes = [
        CHECK.judge(replace(LOST, legibility_codes=12.5, better_half_codes=each), Policy()).outcome for each in beside
    ]
    assert [outcome for outcome, _ in groupby(outcomes)] == [Outcome.WARN, Outcome.FAIL]


@pytest.mark.parametrize(
    ("measurement", "direction"),
    [
        (GOOD, None),
        (replace(GOOD, highlight_code=90, legibility_codes=12), "front"),
        (replace(GOOD, background_over_face_stops=3.5, legibility_codes=12), "turn"),
        (replace(ROOM, background_over_face_stops=4.2, legibility_codes=9), "front"),  # no window to turn from
        (replace(ROOM, background_over_face_stops=4.2, legibility_codes=12), "front"),
        (replace(SHADOW, legibility_codes=12), "right"),
        (replace(SHADOW, from_left_stops=-2.0, legibility_codes=12), "left"),
        (replace(GOOD, over_exposed_share=0.5), "less"),
    ],
)
def test_the_remedy_has_a_direction(measurement: Measurement, direction: str | None) -> None:
    assert advised(measurement, CHECK, ADVICE, model.Policy()).advice_direction == direction


def test_policy_changes_a_limit() -> None:
    assert CHECK.judge(GOOD, Policy(legible_min_codes=30)).code == "lighting.indistinct"


@pytest.mark.parametrize("limit", [30.0, 40.0, 70.0])
def test_half_that_is_black_is_lost_whatever_the_limit(limit: float) -> None:
    black = replace(LOST, darker_half_code=5, legibility_codes=11.0)
    assert CHECK.judge(black, Policy(darker_half_fail_code=limit)).code == "lighting.side_lit_left"


def test_half_that_is_dark_but_hardly_darker_than_the_other_is_a_remark() -> None:
    """It may be dark skin; a lamp from one side makes more of a difference. A wall behind or not changes nothing."""
    half = replace(LOST, legibility_codes=12.2, better_half_codes=17.0, background_white_share=0)
    for room in (replace(half, background_code=79), replace(half, background_code=210, background_spread_stops=0.5)):
        mild, lamp = replace(room, from_left_stops=1.0), replace(room, from_left_stops=1.6)
        assert CHECK.judge(mild, Policy()).code == "lighting.slightly_side_lit_left"
        assert CHECK.judge(lamp, Policy()).code == "lighting.side_lit_left"


def test_face_that_is_darker_than_any_skin_in_the_rooms_light_fails() -> None:
    """The darkest skin is 3.8 stops below a white wall in the same light."""
    dim = replace(ROOM, highlight_code=52, darker_half_code=15, legibility_codes=12.0, better_half_codes=15.7)
    assert CHECK.judge(replace(dim, background_over_face_stops=3.6), Policy()).outcome is Outcome.WARN
    assert CHECK.judge(replace(dim, background_over_face_stops=5.2), Policy()).outcome is Outcome.FAIL


GREENS = {0.3: "coloured", 0.5: "ok", 0.75: "ok", 1.0: "ok", 1.25: "coloured"}
"""Red light, a bulb, white light, black and white, green light."""


def test_light_that_colours_the_face_is_a_remark() -> None:
    """Skin of every tone reflects more red than blue."""
    assert CHECK.judge(replace(GOOD, blue_over_red=1.07), Policy()).code == "lighting.ok"
    assert CHECK.judge(replace(GOOD, blue_over_red=0.27), Policy()).code == "lighting.ok"
    assert CHECK.judge(replace(GOOD, blue_over_red=0.19), Policy()).code == "lighting.coloured"
    blue = replace(GOOD, blue_over_red=1.5)
    finding = CHECK.judge(blue, Policy())
    assert (finding.code, finding.outcome) == ("lighting.coloured", Outcome.WARN)
    assert advised(blue, CHECK, ADVICE, model.Policy()).advice_direction == "front"
    by_green_over_red = {each: CHECK.judge(replace(GOOD, green_over_red=each), Policy()).code for each in GREENS}
    assert by_green_over_red == {each: f"lighting.{code}" for each, code in GREENS.items()}
