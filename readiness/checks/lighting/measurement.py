"""Measurement and policy of the check `lighting`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from readiness.i18n import N_
from readiness.model import HIGHER_IS_STRICTER, LOWER_IS_STRICTER, CheckMeasurement, CheckSection, Visibility, fact

CALIBRATED = "calibrated on 66 real pictures and 288 labelled frames of 12 people, docs/vision.md"


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits for the light on the face."""

    legible_min_codes: Annotated[
        float,
        Meta(
            ge=0,
            le=127,
            description="all but two of 121 well-lit real faces had 9.6 and more, badly lit ones in such light 8.4 and "
            "less, docs/vision.md",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 9.5
    legible_in_bad_light_codes: Annotated[
        float,
        Meta(
            ge=0,
            le=127,
            description="the same where the face is also dark, against the light or half in shadow; " + CALIBRATED,
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 13
    legible_in_lit_room_codes: Annotated[
        float,
        Meta(
            ge=0,
            le=127,
            description="the same before an evenly lit wall, where a dim face may be dark skin in good light; made-up "
            "rooms with the darkest skin had 8.4 and more, docs/vision.md",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 7.5
    legible_warn_factor: Annotated[
        float,
        Meta(
            ge=1,
            le=5,
            description="less than a fifth over the limit is a remark; in good light a twentieth",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 1.2
    over_exposed_fail_share: Annotated[
        float,
        Meta(
            ge=0,
            le=1,
            description="real faces with sun on the forehead had 0.09 to 0.14 and could be read; washed out ones 0.33 "
            "and more, " + CALIBRATED,
            extra=LOWER_IS_STRICTER,
        ),
    ] = 0.2
    over_exposed_warn_share: Annotated[
        float,
        Meta(
            ge=0,
            le=1,
            description="bright skin that nobody minds had 0.03 to 0.04, washed out faces 0.14 and more",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 0.05
    highlight_fail_code: Annotated[
        float,
        Meta(ge=0, le=255, description="a face is dark from here down; " + CALIBRATED, extra=HIGHER_IS_STRICTER),
    ] = 100
    highlight_warn_code: Annotated[
        float,
        Meta(ge=0, le=255, description="a face begins to be dark here; " + CALIBRATED, extra=HIGHER_IS_STRICTER),
    ] = 115
    backlight_stops: Annotated[
        float,
        Meta(ge=0, le=10, description="against the light from here up; " + CALIBRATED, extra=LOWER_IS_STRICTER),
    ] = 3.0
    backlight_warn_stops: Annotated[
        float,
        Meta(ge=0, le=10, description="a background begins to be bright here; " + CALIBRATED, extra=LOWER_IS_STRICTER),
    ] = 2.0
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
    side_fail_stops: Annotated[
        float,
        Meta(
            ge=0,
            le=10,
            description="light comes from one side from here up, where cheeks and forehead agree; evenly lit faces had "
            "at most 0.80; it fails when the darker half cannot be read",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 0.8
    darker_half_fail_code: Annotated[
        float,
        Meta(ge=0, le=255, description="a half is in shadow from here down; " + CALIBRATED, extra=HIGHER_IS_STRICTER),
    ] = 70
    darker_half_warn_code: Annotated[
        float,
        Meta(ge=0, le=255, description="a half begins to be in shadow here; " + CALIBRATED, extra=HIGHER_IS_STRICTER),
    ] = 80
    halves_min_ratio: Annotated[
        float,
        Meta(
            ge=0,
            le=1,
            description="side light is remarked on when one half has less of the other's contrast; real faces that "
            "nobody minds had 0.47 and more, half-lit ones 0.45",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 0.46
    seen_min_share: Annotated[
        float,
        Meta(ge=0, le=1, description="of less of a face nothing is said; judgement", extra=HIGHER_IS_STRICTER),
    ] = 0.5
    blue_over_red_max: Annotated[
        float,
        Meta(
            ge=0,
            le=10,
            description="in white light skin of every tone had at most 1.07, in blue or violet light 1.5 to 2.7, "
            "docs/vision.md",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 1.3
    blue_over_red_min: Annotated[
        float,
        Meta(
            ge=0,
            le=10,
            description="in white light skin of every tone had 0.36 and more, by a bulb of 2700 K at daylight's white "
            "balance 0.27, by one of 2200 K 0.15 to 0.19",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 0.22
    green_over_red_max: Annotated[
        float,
        Meta(
            ge=0,
            le=10,
            description="in white light skin of every tone had at most 0.95, black and white has 1.0, in green light "
            "1.02 to 1.67, docs/vision.md",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 1.15
    green_over_red_min: Annotated[
        float,
        Meta(
            ge=0,
            le=10,
            description="in white light skin of every tone had 0.62 and more, by bulbs 0.50, in red light 0.23 to "
            "0.42, docs/vision.md",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 0.42
    dark_picture_code: Annotated[
        float, Meta(ge=0, le=255, description="brightest 1 % of a picture that is too dark to find a face in")
    ] = 60


class Measurement(CheckMeasurement, frozen=True, kw_only=True):
    """The light on the person's face; grey codes are 0 to 255, ratios in stops (doublings)."""

    faces_count: int | None = fact(N_("Faces"))
    legibility_codes: float | None = fact(N_("Contrast of the face's features (0 to 127)"))
    better_half_codes: float | None = fact(N_("The same in the face's better half"))
    noise_codes: float | None = fact(N_("Noise in the face"))
    blue_over_red: float | None = fact(N_("Blue over red in the skin"))
    green_over_red: float | None = fact(N_("Green over red in the skin"))
    highlight_code: float | None = fact(N_("Brightest skin (0 to 255)"))
    darker_half_code: float | None = fact(N_("The darker half of the face (0 to 255)"))
    over_exposed_share: float | None = fact(N_("Over-exposed share of the skin"))
    from_left_stops: float | None = fact(N_("Light from your left over light from your right (stops)"))
    background_over_face_stops: float | None = fact(N_("Background over face (stops)"))
    background_code: float | None = fact(N_("Brightness of the background (0 to 255)"))
    background_white_share: float | None = fact(N_("White (share of the background)"))
    background_spread_stops: float | None = fact(N_("Brighter over darker background (stops)"))
    seen_share: float | None = fact(N_("Share of the face that is in the picture"))
    silhouette: bool | None = fact(N_("A dark figure against the light"))
    brightest_code: float | None = fact(N_("Brightest part of the picture (0 to 255)"))
    detail_codes: float | None = fact(N_("Detail in the picture"))
    advice_direction: str | None = fact(  # a value of rules.ADVICE
        N_("Where light is wanted"), visibility=Visibility.MACHINES
    )
