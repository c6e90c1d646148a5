from __future__ import annotations

import pytest
from rule_findings import finding_of, rule_of

from readiness.checks import framing, lighting
from readiness.checks.framing.rules import ADVICE as FRAMING_ADVICE
from readiness.checks.lighting.rules import ADVICE as LIGHTING_ADVICE
from readiness.checks.registry import AT_ONCE
from readiness.model import AnyCheck, CheckMeasurement, Event, Judged, Outcome, Policy
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.preview_overlay import Box, Shape, face_box, guide, wanted_box
from readiness.ui.state.reducer import apply
from readiness.ui.state.state import State


def test_without_a_face_nothing_is_drawn() -> None:
    assert face_box(None) is None
    assert face_box(framing.Measurement(faces_count=0)) is None


def test_the_self_view_is_a_mirror() -> None:
    box = face_box(framing.Measurement(faces_count=1, left_share=0.1, top_share=0.2, width_share=0.3, height_share=0.4))
    assert box == Box(0.1, 0.2, 0.3, 0.4)
    assert box.mirrored().left == pytest.approx(0.6)
    assert box.mirrored().mirrored().left == pytest.approx(0.1)


CAMERA = next(probe.name for probe in AT_ONCE.probes if framing.Measurement in probe.yields)


def after_measurement(check: AnyCheck, what: str, measured: CheckMeasurement, state: State) -> State:
    """The state after that rule has been found."""
    return apply(state, Event(CAMERA, Judged(finding_of(check, rule_of(check, what)), measured, settled=True)), 0.0)


@pytest.mark.parametrize(
    ("light", "place", "expected"),
    [
        (("ok", None), ("ok", None), None),
        (("ok", None), ("off_centre", "right"), Shape.RIGHT),
        (("slightly_dark", "front"), ("too_near", "back"), Shape.BACK),
        (("dark", "front"), ("off_centre", "left"), Shape.LAMP_FRONT),
        (("side_lit_left", "right"), ("ok", None), Shape.LAMP_RIGHT),
        (("ok", None), ("looking_away", None), None),
    ],
)
def test_one_arrow_for_the_first_of_the_worst(
    light: tuple[str, str | None], place: tuple[str, str | None], expected: Shape | None
) -> None:
    state = initial_state(AT_ONCE, Policy(), None, "sv")
    state = after_measurement(lighting.CHECK, light[0], lighting.Measurement(advice_direction=light[1]), state)
    state = after_measurement(framing.CHECK, place[0], framing.Measurement(advice_direction=place[1]), state)
    drawn = guide(state)
    assert (drawn.shape if drawn else None) is expected


def test_every_direction_that_is_measured_is_drawn() -> None:
    for check, directions, kind in (
        (framing.CHECK, FRAMING_ADVICE, framing.Measurement),
        (lighting.CHECK, LIGHTING_ADVICE, lighting.Measurement),
    ):
        what = next(rule.what for rule in check.rules if rule.outcome is Outcome.WARN)
        for direction in directions.values():
            state = initial_state(AT_ONCE, Policy(), None, "sv")
            assert guide(after_measurement(check, what, kind(advice_direction=direction), state)), direction


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
