"""How much contrast a face needs to be read in its light, and what is wrong with the light.

The contrast that a face needs rises from `legible_min_codes` to `legible_in_bad_light_codes` as the light gets worse: a
bright background, or a bright other half of the face, distracts the eye, and dark areas are lost in a screen's
reflections. It rises gradually, so that no limit is a cliff.

Dark skin in front of a wall and light skin in bad light can have the same pixels; the room distinguishes them. With an
evenly lit, well exposed wall behind and nothing dazzling, the light is good, and less contrast is required, as dark
skin has less. In a well exposed room of any kind, a face that can be read does not fail for being dim, unless it is
darker than any skin would be in that room's light, and less is remarked on.
"""

from __future__ import annotations

from typing import NamedTuple

from readiness.checks.lighting.measurement import Measurement, Policy

ALIKE_RATIO, UNLIKE_RATIO = 0.85, 0.75
"""Contrast of one half of the face over that of the other. Half-lit faces had at most 0.74; with 0.88 and more, both
halves could be read equally well."""
NEARLY = 0.15
"""Tolerance beyond the limits, relative to them, within which a room counts partly as evenly lit."""
ALL_FROM_ONE_SIDE_STOPS = 1.4
"""A lamp beside the person gave 1.4 to 2.0 in made-up rooms, on every tone of skin alike; a milder one 0.8 to 1.0. Real
darker faces whose shadowed half could be read had 1.0."""
REMARKED_ON, REMARKED_ON_FROM_SIDE = 0.88, 1.05
"""In good light, a face is remarked on below this times `legible_min_codes` times `legible_warn_factor`: 10.0 codes.
Badly lit faces in such light had 8.4 and less; of well-lit webcam frames every tenth had 9.6 to 12. Where light comes
from one side it is 12, as half of a face may be lost there."""
REMARKED_ON_IN_BAD_LIGHT = 1.23
"""In bad light, a face is remarked on below this times `legible_in_bad_light_codes` times `legible_warn_factor`: 19.2
codes. Faces relit to be dark or against the light had up to 16, of which those above 13 can be read."""
SIDE_IS_LESS_BAD = 0.83
"""How bad a half in shadow is for a remark, which makes it 18.0 codes: half-lit faces had up to 17.8, real ones that
nobody minds 18.0 to 18.4."""
CLEAR_IN_SHADOW, CLEAR_PER_STOP = 1100.0, 0.5
"""The brightness of the darker half (code) times the contrast of the better half (codes) below which uneven light is
remarked on, and the power of the ratio of light between the halves by which it rises.

Of 27 well-lit webcam frames and photographs with 0.8 stops and more between the halves, 24 are above; of 254 relit from
one side, 22. A logistic regression on the three gave both logarithms the same weight (docs/vision-sets.md).
"""
ONE_SIDED_ANYWAY_STOPS = 2.0
"""From here on the halves look at odds, however bright both are."""
SIDE_BEGINS = 0.5
"""Share of `side_fail_stops` from which light may come from one side: half of a face may be in shadow, and what is dim
is no longer taken for dark skin."""
DIM_IN_LIT_ROOM = 0.5
"""How much of the remark about a dim face remains in a well exposed room, where dark skin is dim as well. None of 72
pictures relit to be dark or against the light shows such a room."""
HALF_LOST_CODE = 40
"""A half in shadow counts fully towards failing where its skin is this dark, and not at all from
`darker_half_fail_code` up. Of 24 faces lit anew from one side that failed, those with 50 and more were read by a person
in a window of 240 pixels; what was lost had 30 to 40."""


def _ramp(value: float | None, begins: float, full: float) -> float:
    """Interpolate linearly from 0 at `begins` to 1 at `full`; 0 if not measured."""
    if value is None or begins == full:
        return 0.0
    return min(1.0, max(0.0, (value - begins) / (full - begins)))


def is_from_one_side(measured: Measurement, policy: Policy) -> bool:
    """Whether so much of the light comes from one side that it is named."""
    return measured.from_left_stops is not None and abs(measured.from_left_stops) >= policy.side_fail_stops


def _half_in_shadow(measured: Measurement, policy: Policy) -> float:
    """Return to what degree, 0 to 1, a half of the face is dark and harder to read than the other."""
    dark = _ramp(measured.darker_half_code, policy.darker_half_warn_code, policy.darker_half_fail_code)
    worse, better = measured.legibility_codes, measured.better_half_codes
    return dark if not worse or not better else min(dark, _ramp(worse / better, ALIKE_RATIO, UNLIKE_RATIO))


def _causes(measured: Measurement, policy: Policy) -> dict[str, float]:
    """Return the severity of each kind of bad light, 0 to 1, in order of which to fix first among equals."""
    return {
        "side": _half_in_shadow(measured, policy) if is_from_one_side(measured, policy) else 0.0,
        "backlit": _ramp(measured.background_over_face_stops, policy.backlight_warn_stops, policy.backlight_stops),
        "dark": _ramp(measured.highlight_code, policy.highlight_warn_code, policy.highlight_fail_code),
    }


def _well_exposed(measured: Measurement, policy: Policy) -> float:
    """Return to what degree, 0 to 1, the room is well exposed with nothing dazzling in it."""
    code = _ramp(measured.background_code, (1 - NEARLY) * policy.room_lit_code, policy.room_lit_code)
    most = policy.room_white_max_share
    return min(code, _ramp(measured.background_white_share, (1 + NEARLY) * most, most))


def _lit_room(measured: Measurement, policy: Policy) -> float:
    """Return to what degree, 0 to 1, the background is an evenly lit wall."""
    inside = (
        (measured.background_spread_stops, policy.wall_spread_max_stops),
        (measured.background_over_face_stops, policy.wall_over_skin_max_stops),
    )
    even = min(_ramp(value, (1 + NEARLY) * limit, limit) for value, limit in inside)
    return min(_well_exposed(measured, policy), even)


def _in_rooms_light(measured: Measurement, policy: Policy) -> float:
    """Return to what degree, 0 to 1, the face may be in the light of a well exposed room, and dim for its skin.

    A face that is darker beside the background than the darkest skin beside a white wall is in the shadow.
    """
    over, most = measured.background_over_face_stops, policy.wall_over_skin_max_stops
    return min(_well_exposed(measured, policy), 1.0 if over is None else _ramp(over, (1 + NEARLY) * most, most))


def _lamp_from_one_side(measured: Measurement, policy: Policy) -> float:
    """How much of the light comes from one side, 0 to 1, judged by both halves of the face.

    A half that is dark may be dark skin, so it must also be darker than the other half by as much as a lamp makes it.
    """
    share = _ramp(abs(measured.from_left_stops or 0.0), policy.side_fail_stops, ALL_FROM_ONE_SIDE_STOPS)
    return min(_causes(measured, policy)["side"], share)


class _Contrasts(NamedTuple):
    """The contrast in codes that a face needs in good light, in bad light, and before an evenly lit wall."""

    good: float
    bad: float
    lit_room: float

    def needed(self, badness: float, lit_room: float, side: float) -> float:
        """Return the contrast that a face needs.

        Args:
            badness: how bad the light is, 0 to 1.
            lit_room: to what degree the background is an evenly lit wall, where only light from one side is bad.
            side: how much of that there is, 0 to 1.
        """
        needed = self.good + badness * (self.bad - self.good)
        return needed + lit_room * (self.lit_room + side * (self.bad - self.lit_room) - needed)


def _least(policy: Policy) -> _Contrasts:
    """Return the contrasts below which a face fails."""
    return _Contrasts(policy.legible_min_codes, policy.legible_in_bad_light_codes, policy.legible_in_lit_room_codes)


def _enough(measured: Measurement, policy: Policy) -> _Contrasts:
    """Return the contrasts that are enough not to be remarked on, but for `legible_warn_factor`."""
    good = REMARKED_ON + _partly_from_side(measured, policy) * (REMARKED_ON_FROM_SIDE - REMARKED_ON)
    least = _least(policy)
    return _Contrasts(good * least.good, REMARKED_ON_IN_BAD_LIGHT * least.bad, least.lit_room)


def contrast_over_needed(measured: Measurement, policy: Policy) -> float | None:
    """Return the contrast that a face has over what it needs; it fails below 1. None if it was not measured.

    In a well exposed room being dim is not enough for that; a half that is lost in shadow is.
    """
    causes, in_dim_room = _causes(measured, policy), 1 - _in_rooms_light(measured, policy)
    # A limit that IT has set below what is lost would turn the ramp round.
    lost = _ramp(measured.darker_half_code, max(policy.darker_half_fail_code, HALF_LOST_CODE + 1), HALF_LOST_CODE)
    side = min(_lamp_from_one_side(measured, policy), lost)
    anywhere = max(side, causes["backlit"], causes["dark"])
    in_room = max(side, in_dim_room * causes["backlit"], in_dim_room * causes["dark"])
    least = _least(policy)
    needed = min(least.needed(anywhere, _lit_room(measured, policy), side), least.needed(in_room, 0.0, 0.0))
    if measured.legibility_codes is None:
        return None
    return measured.legibility_codes / needed if needed else float("inf")


def is_illegible(measured: Measurement, policy: Policy) -> bool:
    """Whether it fails."""
    over_needed = contrast_over_needed(measured, policy)
    return over_needed is not None and over_needed < 1


def _partly_from_side(measured: Measurement, policy: Policy) -> float:
    """Return to what degree, 0 to 1, light may come from one side: it does a little, or a half is harder to read."""
    if measured.from_left_stops is None:
        return 1.0
    limit_stops = policy.side_fail_stops
    leans = _ramp(abs(measured.from_left_stops), SIDE_BEGINS * limit_stops, limit_stops)
    return max(leans, _half_in_shadow(measured, policy))


def _in_shadow(measured: Measurement, policy: Policy) -> float:
    """Return how doubtful it is, 0 to 1, that a face so much darker than its background is in the same light."""
    over = measured.background_over_face_stops
    return _ramp(over, policy.backlight_stops, policy.wall_over_skin_max_stops)


def _worst_for_remark(measured: Measurement, policy: Policy) -> float:
    """Return how bad the light is, 0 to 1, as far as a remark goes.

    In a well exposed room, a face up to `backlight_stops` darker than its background may be dark skin in good light.
    """
    causes = _causes(measured, policy)
    in_room = _in_rooms_light(measured, policy) * (1 - _partly_from_side(measured, policy))
    dim_in_room = max(min(causes["backlit"], _in_shadow(measured, policy)), DIM_IN_LIT_ROOM * causes["dark"])
    dim = max(causes["backlit"], causes["dark"])
    return max(SIDE_IS_LESS_BAD * causes["side"], dim + in_room * (dim_in_room - dim))


def is_hardly_legible(measured: Measurement, policy: Policy) -> bool:
    """Whether it is near the limit, or within it only on the uncertain assumption of an evenly lit room."""
    worst, enough = _worst_for_remark(measured, policy), _enough(measured, policy)
    lit_room = 0.0
    if _lamp_from_one_side(measured, policy) == 0:
        lit_room = _lit_room(measured, policy) * (1 - _in_shadow(measured, policy))
    limit = policy.legible_warn_factor * enough.needed(worst, lit_room, 0.0)
    if 0 < lit_room < 1:
        limit = max(limit, enough.needed(worst, 0.0, 0.0))
    return measured.legibility_codes is not None and measured.legibility_codes < limit


def is_half_flat(measured: Measurement, policy: Policy) -> bool:
    """Whether light from one side makes one half of the face hard to read, and much harder than the other.

    A half that has the contrast that is enough in bad light is not hard to read, however clear the other is.
    """
    worse, better = measured.legibility_codes, measured.better_half_codes
    if worse is None or better is None or not is_from_one_side(measured, policy):
        return False
    enough = policy.legible_warn_factor * policy.legible_in_bad_light_codes
    return worse < min(enough, policy.halves_min_ratio * better)


def is_unevenly_lit(measured: Measurement, policy: Policy) -> bool:
    """Whether the halves are at odds, or the darker so dark for how clear the other is, that a remark is due anyway.

    Dark skin in the light of a well exposed room looks the same, so there the light must also come from one side.
    """
    better, darker = measured.better_half_codes, measured.darker_half_code
    may_be_dark_skin = not is_from_one_side(measured, policy) and _in_rooms_light(measured, policy) > 0
    if better is None or darker is None or may_be_dark_skin:
        return False
    stops = abs(measured.from_left_stops or 0.0)
    return stops >= ONE_SIDED_ANYWAY_STOPS or darker * better < CLEAR_IN_SHADOW * 2 ** (CLEAR_PER_STOP * stops)


def cause_of(measured: Measurement, policy: Policy) -> str:
    """Return why the face is hard to read: `side_left`, `side_right`, `backlit`, `dark`, `indistinct` (good light)."""
    causes = _causes(measured, policy)
    worst = max(causes, key=lambda each: causes[each])
    from_lamp = _lit_room(measured, policy) > 0 and _lamp_from_one_side(measured, policy) > 0
    if causes[worst] > 0 and worst != "side" and not from_lamp:
        return worst
    if not is_from_one_side(measured, policy):
        return "indistinct"
    return "side_left" if (measured.from_left_stops or 0.0) > 0 else "side_right"
