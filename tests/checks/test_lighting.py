from __future__ import annotations

from dataclasses import replace

import pytest

from readiness.checks.lighting import CHECK, Measurement, Policy
from readiness.model import Outcome

GOOD = Measurement(
    faces_count=1,
    highlight_code=200,
    over_exposed_share=0.0,
    from_left_stops=0.2,
    background_over_face_stops=0.5,
    brightest_code=230,
    detail_codes=20,
)
LIT_ROOM = replace(GOOD, background_code=180, background_white_share=0.0, background_spread_stops=0.8)
NOBODY = Measurement(faces_count=0, brightest_code=230, detail_codes=20)


@pytest.mark.parametrize(
    ("measurement", "code", "outcome"),
    [
        (GOOD, "ok", Outcome.PASS),
        (replace(GOOD, background_over_face_stops=None), "ok", Outcome.PASS),
        (replace(GOOD, over_exposed_share=0.10), "over_exposed", Outcome.FAIL),
        (replace(GOOD, highlight_code=109), "dark", Outcome.FAIL),
        (replace(GOOD, highlight_code=112), "slightly_dark", Outcome.WARN),
        (replace(GOOD, highlight_code=109, background_over_face_stops=2.0), "backlit", Outcome.FAIL),
        (replace(GOOD, background_over_face_stops=4.0), "ok", Outcome.PASS),
        (replace(GOOD, from_left_stops=1.0), "side_lit_left", Outcome.FAIL),
        (replace(GOOD, from_left_stops=-1.0), "side_lit_right", Outcome.FAIL),
        (replace(GOOD, from_left_stops=2.0, highlight_code=100), "side_lit_left", Outcome.FAIL),
        (replace(GOOD, from_left_stops=-1.3, highlight_code=70), "dark", Outcome.FAIL),
        (
            replace(GOOD, from_left_stops=-1.3, highlight_code=80, background_over_face_stops=3.0),
            "backlit",
            Outcome.FAIL,
        ),
        (replace(LIT_ROOM, highlight_code=85, background_over_face_stops=3.0), "ok", Outcome.PASS),
        (replace(LIT_ROOM, highlight_code=84), "slightly_dark", Outcome.WARN),
        (replace(LIT_ROOM, highlight_code=84, background_over_face_stops=3.0), "slightly_dark", Outcome.WARN),
        (replace(LIT_ROOM, highlight_code=99, background_over_face_stops=3.8), "backlit", Outcome.FAIL),
        (replace(LIT_ROOM, highlight_code=54, background_over_face_stops=3.0), "backlit", Outcome.FAIL),
        (replace(LIT_ROOM, highlight_code=54), "dark", Outcome.FAIL),
        (replace(LIT_ROOM, highlight_code=80, from_left_stops=1.5), "side_lit_left", Outcome.FAIL),
        (replace(LIT_ROOM, highlight_code=109, background_code=117), "dark", Outcome.FAIL),
        (replace(LIT_ROOM, highlight_code=109, background_spread_stops=2.1), "dark", Outcome.FAIL),
        (replace(LIT_ROOM, highlight_code=109, background_white_share=0.1), "dark", Outcome.FAIL),
        (replace(GOOD, over_exposed_share=0.03), "slightly_over_exposed", Outcome.WARN),
        (replace(GOOD, highlight_code=145, background_over_face_stops=1.5), "slightly_backlit", Outcome.WARN),
        (replace(GOOD, highlight_code=139), "slightly_dark", Outcome.WARN),
        (replace(GOOD, from_left_stops=0.7), "slightly_side_lit_left", Outcome.WARN),
        (replace(GOOD, from_left_stops=-0.7), "slightly_side_lit_right", Outcome.WARN),
        (NOBODY, "no_face", Outcome.NOT_ASSESSED),
        (replace(NOBODY, brightest_code=40), "dark", Outcome.FAIL),
        (replace(NOBODY, brightest_code=40, detail_codes=0.5), "no_face", Outcome.NOT_ASSESSED),
        (replace(NOBODY, brightest_code=10), "no_face", Outcome.NOT_ASSESSED),
        (replace(GOOD, from_left_stops=None), "not_assessed", Outcome.NOT_ASSESSED),
        (Measurement(), "not_assessed", Outcome.NOT_ASSESSED),
    ],
)
def test_judge(measurement: Measurement, code: str, outcome: Outcome) -> None:
    finding = CHECK.judge(measurement, Policy())
    assert (finding.code, finding.outcome) == (f"lighting.{code}", outcome)


def test_the_policy_moves_a_limit() -> None:
    strict = Policy(side_fail_stops=0.1)
    assert CHECK.judge(GOOD, strict).code == "lighting.side_lit_left"
