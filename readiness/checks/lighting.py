"""Is the face well lit?

Left and right are the person's own, and a code names the side that the light comes *from*: `side_lit_left` is a lamp
or a window to the person's left, which is image right in the camera's picture and left again in a mirrored self-view.
No limit is on the mean or median brightness of the face: it depends on how light the skin is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from msgspec import Meta

from readiness.checks.camera import NEEDS_CAMERA
from readiness.i18n import N_
from readiness.model import HIGHER_IS_STRICTER, LOWER_IS_STRICTER, Check, CheckSection, Outcome, Rule, fact

CALIBRATED = "calibrated on 288 labelled frames of 12 people, docs/vision.md"
DISPLAY_GAMMA = 2.2
"""Grey codes to light, near enough to compare two problems."""


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits for the light on the face."""

    over_exposed_fail_share: Annotated[float, Meta(ge=0, le=1, description=CALIBRATED, extra=LOWER_IS_STRICTER)] = 0.10
    over_exposed_warn_share: Annotated[float, Meta(ge=0, le=1, description=CALIBRATED, extra=LOWER_IS_STRICTER)] = 0.03
    highlight_fail_code: Annotated[
        float,
        Meta(
            ge=0,
            le=255,
            description=CALIBRATED + "; dark ones had at most 105, well-lit darker skin 112",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 110
    highlight_fail_in_light_code: Annotated[
        float,
        Meta(
            ge=0,
            le=255,
            description="in a room that is exposed well, skin may be dark by nature: remarked on down to this",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 55
    highlight_warn_in_light_code: Annotated[
        float,
        Meta(
            ge=0,
            le=255,
            description="the same for a remark; docs/vision.md has the figures by skin tone",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 85
    room_lit_code: Annotated[
        float, Meta(ge=0, le=255, description="mid-grey: a room exposed well averages 18 % of white or more")
    ] = 118
    room_white_max_share: Annotated[
        float, Meta(ge=0, le=1, description="more white than this is a window or a lamp, and no wall")
    ] = 0.1
    wall_spread_max_stops: Annotated[
        float, Meta(ge=0, le=10, description="a wall from the lamp to the corner; a window in it gives 3 and more")
    ] = 2.0
    wall_over_skin_max_stops: Annotated[
        float, Meta(ge=0, le=10, description="a white wall (0.75) over the darkest skin (0.055) in the same light")
    ] = 3.8
    highlight_warn_code: Annotated[float, Meta(ge=0, le=255, description=CALIBRATED, extra=HIGHER_IS_STRICTER)] = 140
    backlight_stops: Annotated[
        float,
        Meta(
            ge=0,
            le=10,
            description=CALIBRATED + "; tells a dark face from one against the light",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 2.0
    backlight_warn_stops: Annotated[float, Meta(ge=0, le=10, description=CALIBRATED, extra=LOWER_IS_STRICTER)] = 1.5
    backlight_warn_highlight_code: Annotated[
        float,
        Meta(
            ge=0,
            le=255,
            description=CALIBRATED + "; a face brighter than this is lit well enough",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 150
    side_fail_stops: Annotated[
        float,
        Meta(
            ge=0,
            le=10,
            description=CALIBRATED + "; one half twice as bright as the other",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 1.0
    side_warn_stops: Annotated[
        float,
        Meta(
            ge=0,
            le=10,
            description=CALIBRATED + "; evenly lit faces had at most 0.60",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 0.7
    dark_picture_code: Annotated[
        float, Meta(ge=0, le=255, description="brightest 1 % of a picture that is too dark to find a face in")
    ] = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """The light on the largest face; grey codes are 0 to 255, ratios in stops (doublings)."""

    faces_count: int | None = fact(N_("Faces"))
    highlight_code: float | None = fact(N_("Brightest skin (0 to 255)"))
    over_exposed_share: float | None = fact(N_("Over-exposed share of the skin"))
    from_left_stops: float | None = fact(N_("Light from your left over light from your right (stops)"))
    background_over_face_stops: float | None = fact(N_("Background over face (stops)"))
    background_code: float | None = fact(N_("Brightness of the background (0 to 255)"))
    background_white_share: float | None = fact(N_("White (share of the background)"))
    background_spread_stops: float | None = fact(N_("Brighter over darker background (stops)"))
    brightest_code: float | None = fact(N_("Brightest part of the picture (0 to 255)"))
    detail_codes: float | None = fact(N_("Detail in the picture"))
    advice_direction: str | None = fact(N_("Where light is wanted"))  # a value of ADVICE


def _over(measured: Measurement, limit_share: float) -> bool:
    return measured.over_exposed_share is not None and measured.over_exposed_share >= limit_share


def _dim(measured: Measurement, limit_code: float) -> bool:
    return measured.highlight_code is not None and measured.highlight_code < limit_code


def _room_is_lit(measured: Measurement, policy: Policy) -> bool:
    """Is there an even wall, exposed well, behind? Then a dim face may just as well be dark skin in the same light."""
    room, white, spread = (
        measured.background_code,
        measured.background_white_share,
        measured.background_spread_stops,
    )
    if room is None or white is None or spread is None or _against(measured, policy.wall_over_skin_max_stops):
        return False
    is_wall = white < policy.room_white_max_share and spread <= policy.wall_spread_max_stops
    return is_wall and room >= policy.room_lit_code


def _dark_limit_code(measured: Measurement, policy: Policy) -> float:
    return policy.highlight_fail_in_light_code if _room_is_lit(measured, policy) else policy.highlight_fail_code


def _too_dim(measured: Measurement, policy: Policy) -> bool:
    return _dim(measured, _dark_limit_code(measured, policy))


def _slightly_dim(measured: Measurement, policy: Policy) -> bool:
    lit = _room_is_lit(measured, policy)
    return _dim(measured, policy.highlight_warn_in_light_code if lit else policy.highlight_warn_code)


def _against(measured: Measurement, limit_stops: float) -> bool:
    return measured.background_over_face_stops is not None and measured.background_over_face_stops >= limit_stops


def _from_left(measured: Measurement, limit_stops: float) -> bool:
    return measured.from_left_stops is not None and measured.from_left_stops >= limit_stops


def _from_right(measured: Measurement, limit_stops: float) -> bool:
    return measured.from_left_stops is not None and measured.from_left_stops <= -limit_stops


def _more_lopsided_than_dark(measured: Measurement, policy: Policy) -> bool:
    """Is the light further over the limit for one side than the face is under the limit for dark, in stops?"""
    if measured.from_left_stops is None or not measured.highlight_code:
        return False
    dark_by_stops = DISPLAY_GAMMA * math.log2(_dark_limit_code(measured, policy) / measured.highlight_code)
    return abs(measured.from_left_stops) - policy.side_fail_stops >= dark_by_stops


def _dark_room(measured: Measurement, policy: Policy) -> bool:
    return (
        measured.faces_count == 0
        and measured.brightest_code is not None
        and 20 < measured.brightest_code < policy.dark_picture_code
        and (measured.detail_codes or 0) >= 2
    )


def _slightly_against(measured: Measurement, policy: Policy) -> bool:
    dim = _dim(measured, policy.backlight_warn_highlight_code) and not _room_is_lit(measured, policy)
    return dim and _against(measured, policy.backlight_warn_stops)


LAMP_IN_FRONT = N_("Light a lamp in front of you.")
BACK_FROM_WINDOW = N_("Turn your back away from the window.")
LAMP_RIGHT = N_("Move the lamp to the right.")
LAMP_LEFT = N_("Move the lamp to the left.")
LESS_LIGHT = N_("Turn down the light on your face.")

RULES: tuple[Rule[Measurement, Policy], ...] = (
    Rule(
        what="over_exposed",
        outcome=Outcome.FAIL,
        when=lambda m, p: _over(m, p.over_exposed_fail_share),
        headline=N_("Your face is washed out by light."),
        remedy=LESS_LIGHT,
    ),
    Rule(
        what="side_lit_left",
        outcome=Outcome.FAIL,
        when=lambda m, p: _from_left(m, p.side_fail_stops) and _more_lopsided_than_dark(m, p),
        headline=N_("The light comes from your left only."),
        remedy=LAMP_RIGHT,
    ),
    Rule(
        what="side_lit_right",
        outcome=Outcome.FAIL,
        when=lambda m, p: _from_right(m, p.side_fail_stops) and _more_lopsided_than_dark(m, p),
        headline=N_("The light comes from your right only."),
        remedy=LAMP_LEFT,
    ),
    Rule(
        what="backlit",
        outcome=Outcome.FAIL,
        when=lambda m, p: _too_dim(m, p) and _against(m, p.backlight_stops),
        headline=N_("Your face is dark against the light."),
        remedy=BACK_FROM_WINDOW,
    ),
    Rule(
        what="dark",
        outcome=Outcome.FAIL,
        when=lambda m, p: _too_dim(m, p) or _dark_room(m, p),
        headline=N_("Your face is too dark."),
        remedy=LAMP_IN_FRONT,
    ),
    Rule(
        what="no_face",
        outcome=Outcome.NOT_ASSESSED,
        when=lambda m, _: m.faces_count == 0,
        headline=N_("There is no face to judge."),
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
        when=_slightly_against,
        headline=N_("It is brighter behind you than on you."),
        remedy=BACK_FROM_WINDOW,
    ),
    Rule(
        what="slightly_dark",
        outcome=Outcome.WARN,
        when=_slightly_dim,
        headline=N_("Your face is a little dark."),
        remedy=LAMP_IN_FRONT,
    ),
    Rule(
        what="slightly_side_lit_left",
        outcome=Outcome.WARN,
        when=lambda m, p: _from_left(m, p.side_warn_stops),
        headline=N_("More light comes from your left."),
        remedy=LAMP_RIGHT,
    ),
    Rule(
        what="slightly_side_lit_right",
        outcome=Outcome.WARN,
        when=lambda m, p: _from_right(m, p.side_warn_stops),
        headline=N_("More light comes from your right."),
        remedy=LAMP_LEFT,
    ),
    Rule(
        what="ok",
        outcome=Outcome.PASS,
        when=lambda m, _: bool(m.faces_count) and m.highlight_code is not None and m.from_left_stops is not None,
        headline=N_("Your face is well lit."),
    ),
)

ADVICE: Mapping[str, str] = {
    LAMP_IN_FRONT: "front",
    BACK_FROM_WINDOW: "turn",
    LAMP_RIGHT: "right",
    LAMP_LEFT: "left",
    LESS_LIGHT: "less",
}
"""What a remedy does with the light, as one arrow: more from the front, from the person's own left or right, less of
it, or the person turns."""

CHECK = Check(
    id="lighting",
    title=N_("Light"),
    question=N_("Is your face well lit?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    nothing_to_judge=(N_("There is no picture to judge yet."), N_("Get the camera going first.")),
    depends_on=(NEEDS_CAMERA,),
    guideline=("surroundings.face",),
)


def advised(measurement: Measurement, policy: Policy) -> Measurement:
    """The measurement with the direction that its remedy points in, for the window to draw."""
    return replace(measurement, advice_direction=ADVICE.get(CHECK.judge(measurement, policy).remedy))
