from __future__ import annotations

import dataclasses

import pytest
from msgspec.structs import replace

from readiness import model
from readiness.checks.camera_probe.advice import advised
from readiness.checks.framing import ADVICE, CHECK, Measurement, Policy, measurement_of
from readiness.measures.video.framing import Framing
from readiness.model import Outcome

GOOD = Measurement(
    faces_count=1,
    left_share=0.42,
    top_share=0.25,
    width_share=0.16,
    height_share=0.38,
    right_eye_x_share=0.46,
    right_eye_y_share=0.4,
    left_eye_x_share=0.54,
    left_eye_y_share=0.4,
    crown_y_share=0.15,
    seen_share=1.0,
    chest_heads=0.75,
    roll_deg=2.0,
    turned_ratio=0.05,
    chest_in_view=True,
)


@pytest.mark.parametrize(
    ("measurement", "code", "outcome"),
    [
        (GOOD, "ok", Outcome.PASS),
        (Measurement(faces_count=0), "no_face", Outcome.FAIL),
        (replace(GOOD, height_share=0.17), "too_far", Outcome.WARN),
        (replace(GOOD, height_share=0.11), "too_far", Outcome.FAIL),
        (replace(GOOD, height_share=0.64), "ok", Outcome.PASS),
        (replace(GOOD, height_share=0.66), "too_near", Outcome.WARN),
        (replace(GOOD, height_share=0.9), "too_near", Outcome.WARN),
        (replace(GOOD, height_share=0.9, seen_share=0.7), "too_near", Outcome.FAIL),
        (replace(GOOD, seen_share=0.7), "cut_off", Outcome.FAIL),
        (replace(GOOD, faces_count=2, next_face_ratio=0.9), "ok", Outcome.PASS),
        (replace(GOOD, left_share=0.21), "off_centre", Outcome.WARN),
        (replace(GOOD, left_share=0.63), "off_centre", Outcome.WARN),
        # A third of the width from either edge is well placed.
        (replace(GOOD, left_share=0.25), "ok", Outcome.PASS),
        (replace(GOOD, left_share=0.59), "ok", Outcome.PASS),
        (replace(GOOD, crown_y_share=-0.05), "no_headroom", Outcome.WARN),
        (replace(GOOD, right_eye_y_share=0.6, left_eye_y_share=0.6), "ok", Outcome.PASS),
        (replace(GOOD, right_eye_y_share=0.72, left_eye_y_share=0.72), "camera_too_high", Outcome.WARN),
        # Somebody who sits low with a part of the chest in the picture is seen well; a chin at its edge is not.
        (replace(GOOD, right_eye_y_share=0.66, left_eye_y_share=0.66, chest_heads=0.2), "ok", Outcome.PASS),
        (
            replace(GOOD, right_eye_y_share=0.66, left_eye_y_share=0.66, chest_heads=0.05),
            "camera_too_high",
            Outcome.WARN,
        ),
        (replace(GOOD, right_eye_y_share=0.8, left_eye_y_share=0.8, seen_share=0.7), "camera_too_high", Outcome.FAIL),
        (replace(GOOD, right_eye_y_share=0.18, left_eye_y_share=0.18), "camera_too_low", Outcome.WARN),
        (replace(GOOD, roll_deg=15.0), "tilted", Outcome.WARN),
        (replace(GOOD, roll_deg=-15.0), "tilted", Outcome.WARN),
        (replace(GOOD, turned_ratio=-0.5), "looking_away", Outcome.WARN),
        (replace(GOOD, chest_heads=0.1, chest_in_view=False), "ok", Outcome.PASS),
        (Measurement(), "not_assessed", Outcome.NOT_ASSESSED),
        (Measurement(faces_count=1), "not_assessed", Outcome.NOT_ASSESSED),
    ],
)
def test_measurement_gives_its_code_and_outcome(measurement: Measurement, code: str, outcome: Outcome) -> None:
    finding = CHECK.judge(measurement, Policy())
    assert (finding.code, finding.outcome) == (f"framing.{code}", outcome)


def test_direction_to_the_middle_is_the_persons_own() -> None:
    """Image left is the person's right, and the right side of a mirrored self-view."""
    on_image_left = CHECK.judge(replace(GOOD, left_share=0.1), Policy())
    on_image_right = CHECK.judge(replace(GOOD, left_share=0.7), Policy())
    assert (on_image_left.headline, on_image_left.remedy) == ("You are too far to your right.", "Move to your left.")
    assert (on_image_right.headline, on_image_right.remedy) == ("You are too far to your left.", "Move to your right.")


def test_a_badge_needs_room_below_the_chin() -> None:
    placed = Framing(**{each.name: getattr(GOOD, each.name) for each in dataclasses.fields(Framing)})
    for heads, in_view in ((0.69, False), (0.7, True)):
        found = measurement_of(1, dataclasses.replace(placed, chest_heads=heads), Policy())
        assert found == replace(GOOD, chest_heads=heads, chest_in_view=in_view)
    assert measurement_of(0, None, Policy()).chest_in_view is None


@pytest.mark.parametrize(
    ("measurement", "direction"),
    [
        (GOOD, None),
        (replace(GOOD, height_share=0.1), "closer"),
        (replace(GOOD, height_share=0.9), "back"),
        (replace(GOOD, left_share=0.1), "left"),
        (replace(GOOD, left_share=0.7), "right"),
        (replace(GOOD, crown_y_share=-0.1), "up"),
        (replace(GOOD, right_eye_y_share=0.72, left_eye_y_share=0.72), "down"),
    ],
)
def test_the_remedy_has_a_direction(measurement: Measurement, direction: str | None) -> None:
    assert advised(measurement, CHECK, ADVICE, model.Policy()).advice_direction == direction
