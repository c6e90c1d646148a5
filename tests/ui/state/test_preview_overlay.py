from __future__ import annotations

from dataclasses import replace

import pytest

from readiness.checks import framing, lighting
from readiness.model import Outcome, Policy
from readiness.ui.state.preview_overlay import Box, bars, face_box, wanted_box

LIT = lighting.Measurement(
    faces_count=1, highlight_code=180.0, from_left_stops=0.0, background_over_face_stops=0.0, over_exposed_share=0.0
)


def test_without_a_face_nothing_is_drawn() -> None:
    assert face_box(None) is None
    assert face_box(framing.Measurement(faces_count=0)) is None
    assert bars(None, Policy()).left is None
    assert bars(lighting.Measurement(faces_count=0), Policy()).background is None


def test_the_self_view_is_a_mirror() -> None:
    box = face_box(framing.Measurement(faces_count=1, left_share=0.1, top_share=0.2, width_share=0.3, height_share=0.4))
    assert box == Box(0.1, 0.2, 0.3, 0.4)
    assert box.mirrored().left == pytest.approx(0.6)
    assert box.mirrored().mirrored().left == pytest.approx(0.1)


def test_light_from_the_left_raises_the_left_bar() -> None:
    even, tilted = bars(LIT, Policy()), bars(replace(LIT, from_left_stops=1.0), Policy())
    assert even.left == even.right
    assert tilted.left is not None
    assert tilted.right is not None
    assert even.left is not None
    assert tilted.left > even.left > tilted.right


def test_a_bright_background_raises_its_bar_and_no_bar_leaves_its_track() -> None:
    blinding = bars(replace(LIT, highlight_code=30.0, background_over_face_stops=9.0), Policy())
    assert blinding.background == 1.0
    assert blinding.left == 0.0


def test_a_face_that_fills_the_wanted_frame_is_well_framed() -> None:
    box = wanted_box(Policy())
    eyes_y = box.top + 0.45 * box.height
    inside = framing.Measurement(
        faces_count=1,
        left_share=box.left,
        top_share=box.top,
        width_share=box.width,
        height_share=box.height,
        right_eye_x_share=0.46,
        right_eye_y_share=eyes_y,
        left_eye_x_share=0.54,
        left_eye_y_share=eyes_y,
        crown_y_share=box.top,
        chest_heads=1.0,
        roll_deg=0.0,
        turned_ratio=0.0,
    )
    assert framing.CHECK.judge(inside, framing.Policy()).outcome is Outcome.PASS
