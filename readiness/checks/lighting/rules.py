"""Rules of the check `lighting`, worst first; how much contrast a face needs is in `legible.py`."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.checks.camera import Policy as CameraPolicy
from readiness.checks.lighting.legible import (
    cause_of,
    is_from_one_side,
    is_half_flat,
    is_hardly_legible,
    is_illegible,
    is_unevenly_lit,
)
from readiness.checks.lighting.measurement import Measurement, Policy
from readiness.i18n import N_
from readiness.model import Outcome, Rule

CAMERA = CameraPolicy()
"""The camera's built-in limits."""

LAMP_IN_FRONT = N_("Light a lamp in front of you.")
LIGHT_IN_FRONT = N_("Turn so that the light is in front of you.")
LAMP_RIGHT = N_("Light a lamp on your right.")
LAMP_LEFT = N_("Light a lamp on your left.")
ORDINARY_LAMP_IN_FRONT = N_("Light an ordinary lamp in front of you.")
LESS_LIGHT = N_("Soften the light on your face.")

ADVICE: Mapping[str, str] = {
    LAMP_IN_FRONT: "front",
    ORDINARY_LAMP_IN_FRONT: "front",
    LIGHT_IN_FRONT: "turn",
    LAMP_RIGHT: "right",
    LAMP_LEFT: "left",
    LESS_LIGHT: "less",
}
"""Direction of a remedy's arrow: more light from the front or from the person's own left or right, less light, or
turning round."""


def _over(measured: Measurement, limit_share: float) -> bool:
    return measured.over_exposed_share is not None and measured.over_exposed_share >= limit_share


def _fails(cause: str, measured: Measurement, policy: Policy) -> bool:
    return is_illegible(measured, policy) and cause_of(measured, policy) == cause


def _could_be_better(cause: str, measured: Measurement, policy: Policy) -> bool:
    return is_hardly_legible(measured, policy) and cause_of(measured, policy) == cause


def _dazzled(measured: Measurement, policy: Policy) -> bool:
    """Whether what is bright behind the person is a window or a lamp, and not a wall; true if unknown."""
    white = measured.background_white_share
    return white is None or white >= policy.room_white_max_share


def _leans(side: str, measured: Measurement, policy: Policy) -> bool:
    from_left = (measured.from_left_stops or 0.0) > 0
    leans = is_half_flat(measured, policy) or (is_unevenly_lit(measured, policy) and is_from_one_side(measured, policy))
    return (leans and from_left == (side == "side_left")) or _could_be_better(side, measured, policy)


def _is_dim(measured: Measurement, policy: Policy) -> bool:
    uneven = is_unevenly_lit(measured, policy) and not is_from_one_side(measured, policy)
    return uneven or _could_be_better("dark", measured, policy)


def _is_coloured(measured: Measurement, policy: Policy) -> bool:
    """Whether the light is blue or violet, green, red, or more orange than an ordinary lamp at home."""
    blue, green = measured.blue_over_red, measured.green_over_red
    is_off_blue = blue is not None and not policy.blue_over_red_min < blue < policy.blue_over_red_max
    return is_off_blue or (green is not None and not policy.green_over_red_min < green < policy.green_over_red_max)


def _too_little_seen(measured: Measurement, policy: Policy) -> bool:
    return measured.seen_share is not None and measured.seen_share < policy.seen_min_share


def _dark_room(measured: Measurement, policy: Policy) -> bool:
    """Whether nobody is found in a picture that is too dark, but neither black nor covered: those are the camera's."""
    return (
        measured.faces_count == 0
        and measured.brightest_code is not None
        and CAMERA.black_code < measured.brightest_code < policy.dark_picture_code
        and (measured.detail_codes or 0) >= CAMERA.covered_detail_codes
    )


RULES: tuple[Rule[Measurement, Policy], ...] = (
    Rule(
        what="over_exposed",
        outcome=Outcome.FAIL,
        when=lambda m, p: _over(m, p.over_exposed_fail_share),
        headline=N_("Your face is washed out by light."),
        remedy=LESS_LIGHT,
    ),
    Rule(
        what="partly_seen",
        outcome=Outcome.WARN,
        when=_too_little_seen,
        headline=N_("Too little of your face is seen."),
        remedy=N_("Move so that your whole face is seen."),
    ),
    Rule(
        what="side_lit_left",
        outcome=Outcome.FAIL,
        when=lambda m, p: _fails("side_left", m, p),
        headline=N_("The light comes from your left only."),
        remedy=LAMP_RIGHT,
    ),
    Rule(
        what="side_lit_right",
        outcome=Outcome.FAIL,
        when=lambda m, p: _fails("side_right", m, p),
        headline=N_("The light comes from your right only."),
        remedy=LAMP_LEFT,
    ),
    Rule(
        what="backlit",
        outcome=Outcome.FAIL,
        when=lambda m, p: (_fails("backlit", m, p) and _dazzled(m, p)) or (m.faces_count == 0 and m.silhouette is True),
        headline=N_("Your face is dark against the light."),
        remedy=LIGHT_IN_FRONT,
    ),
    Rule(
        what="backlit",
        outcome=Outcome.FAIL,
        when=lambda m, p: _fails("backlit", m, p),
        headline=N_("Your face is too dark."),
        remedy=LAMP_IN_FRONT,
    ),
    Rule(
        what="dark",
        outcome=Outcome.FAIL,
        when=lambda m, p: _fails("dark", m, p) or _dark_room(m, p),
        headline=N_("Your face is too dark."),
        remedy=LAMP_IN_FRONT,
    ),
    Rule(
        what="indistinct",
        outcome=Outcome.FAIL,
        when=lambda m, p: _fails("indistinct", m, p),
        headline=N_("Your face is hard to make out."),
        remedy=LAMP_IN_FRONT,
    ),
    Rule(
        what="no_face",
        outcome=Outcome.NOT_ASSESSED,
        when=lambda m, _: m.faces_count == 0,
        headline=N_("Your face is not seen."),
        remedy=N_("Sit down in front of the camera."),
    ),
    Rule(
        what="slightly_over_exposed",
        outcome=Outcome.WARN,
        when=lambda m, p: _over(m, p.over_exposed_warn_share),
        headline=N_("Your face has very bright spots."),
        remedy=LESS_LIGHT,
    ),
    Rule(
        what="slightly_backlit",
        outcome=Outcome.WARN,
        when=lambda m, p: _could_be_better("backlit", m, p) and _dazzled(m, p),
        headline=N_("It is brighter behind you than on you."),
        remedy=LIGHT_IN_FRONT,
    ),
    Rule(
        what="slightly_backlit",
        outcome=Outcome.WARN,
        when=lambda m, p: _could_be_better("backlit", m, p),
        headline=N_("It is brighter behind you than on you."),
        remedy=LAMP_IN_FRONT,
    ),
    Rule(
        what="slightly_dark",
        outcome=Outcome.WARN,
        when=_is_dim,
        headline=N_("Your face is a little dark."),
        remedy=LAMP_IN_FRONT,
    ),
    Rule(
        what="slightly_side_lit_left",
        outcome=Outcome.WARN,
        when=lambda m, p: _leans("side_left", m, p),
        headline=N_("More light comes from your left."),
        remedy=LAMP_RIGHT,
    ),
    Rule(
        what="slightly_side_lit_right",
        outcome=Outcome.WARN,
        when=lambda m, p: _leans("side_right", m, p),
        headline=N_("More light comes from your right."),
        remedy=LAMP_LEFT,
    ),
    Rule(
        what="coloured",
        outcome=Outcome.WARN,
        when=_is_coloured,
        headline=N_("Your face is coloured by the light."),
        remedy=ORDINARY_LAMP_IN_FRONT,
    ),
    Rule(
        what="slightly_indistinct",
        outcome=Outcome.WARN,
        when=lambda m, p: _could_be_better("indistinct", m, p),
        headline=N_("Your face could be clearer."),
        remedy=LAMP_IN_FRONT,
    ),
    Rule(
        what="ok",
        outcome=Outcome.PASS,
        when=lambda m, _: bool(m.faces_count) and m.legibility_codes is not None,
        headline=N_("Your face is well lit."),
    ),
)
