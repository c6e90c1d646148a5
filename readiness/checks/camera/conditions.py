"""Conditions of a camera's picture, derived from its measurement: covered, frozen, switched off and so on."""

from __future__ import annotations

from readiness.checks.camera.measurement import Measurement, Policy

DRAWN_EDGE_RATIO = 0.5
"""Edges of a drawing are at least this sharp: drawings had 0.67 and more, dark pictures without grain at most 0.47."""
COLOURED_CODES = 40
"""A picture of one colour with more difference than this between red, green and blue is not grey."""


def has_no_picture(measured: Measurement) -> bool:
    """Whether the source was opened and sent nothing."""
    return measured.pictures_count == 0


def is_stalled(measured: Measurement, policy: Policy) -> bool:
    """Whether pictures have stopped coming."""
    return bool(measured.ended) or (measured.silent_s is not None and measured.silent_s >= policy.stalled_after_s)


def is_infrared(measured: Measurement, policy: Policy) -> bool:
    """Whether it is the sensor for signing in: by its name unless it shows colours, or grey and small in a lit room."""
    grey = measured.colour_codes is not None and measured.colour_codes <= policy.infrared_colour_codes
    named = measured.source_kind == "infrared" and (grey or measured.colour_codes is None)
    small = measured.height_px is not None and measured.height_px <= 480
    lit = measured.brightest_code is not None and measured.brightest_code > policy.infrared_lit_code
    return named or (measured.source_kind == "physical" and grey and small and lit)


def has_no_face(measured: Measurement) -> bool:
    """Whether faces were looked for and none is there."""
    return measured.faces_count == 0


def is_featureless(measured: Measurement, policy: Policy) -> bool:
    """Whether there is hardly any detail."""
    return measured.detail_codes is not None and measured.detail_codes < policy.covered_detail_codes


def is_still(measured: Measurement, policy: Policy) -> bool:
    """Whether the picture is frozen: no pixel has changed for a while."""
    return measured.unchanged_s is not None and measured.unchanged_s >= policy.frozen_after_s


def is_drawing(measured: Measurement, policy: Policy) -> bool:
    """Whether it is the placeholder of a camera shut by its key: an icon without grain, grey or standing still."""
    grey = measured.colour_codes is not None and measured.colour_codes <= policy.infrared_colour_codes
    drawn = (
        measured.grainless_share is not None
        and measured.grainless_share >= policy.drawing_grainless_share
        and (measured.edge_ratio or 0.0) >= DRAWN_EDGE_RATIO
    )
    is_same = grey or is_still(measured, policy) or measured.source_kind == "still"
    return drawn and is_same and not is_featureless(measured, policy) and has_no_face(measured)


def has_one_colour(measured: Measurement, policy: Policy) -> bool:
    """Whether every pixel has the same colour, as a decoder without data makes them; a lens cap is uneven, and grey."""
    coloured = measured.colour_codes is not None and measured.colour_codes >= COLOURED_CODES
    return (
        coloured and measured.range_codes is not None and measured.range_codes <= 1 and is_featureless(measured, policy)
    )


def is_hidden(measured: Measurement, limit_share: float) -> bool:
    """Whether at least that share of the picture is behind a shutter, a lid or a finger."""
    return measured.hidden_share is not None and measured.hidden_share >= limit_share


def is_half_hidden(measured: Measurement, policy: Policy) -> bool:
    """Whether so much is hidden that it fails; where nobody is seen, half of that is enough.

    A dark doorway may have as straight an edge as a shutter. It does not matter where a face is seen beside it.
    """
    return is_hidden(measured, policy.hidden_fail_share * (0.5 if has_no_face(measured) else 1.0))


def is_smooth(measured: Measurement, policy: Policy) -> bool:
    """Whether nothing in the picture is in focus."""
    return measured.edge_ratio is not None and measured.edge_ratio < policy.edge_min_ratio


def is_covered(measured: Measurement, policy: Policy) -> bool:
    """Whether the lens is covered: almost no detail, or only an object too close to be in focus (lid, hand, tape).

    The latter is never quite still, unlike the test card of a program.
    """
    too_close = is_smooth(measured, policy) and has_no_face(measured) and not is_still(measured, policy)
    return is_featureless(measured, policy) or too_close


def is_hazy(measured: Measurement, policy: Policy) -> bool:
    """Whether nothing in the picture is dark, as through a misty lens."""
    darkest, span = measured.darkest_code, measured.range_codes
    return (
        darkest is not None
        and span is not None
        and darkest >= policy.hazy_darkest_code
        and span < policy.hazy_range_codes
    )


def is_alive(measured: Measurement) -> bool:
    """Whether there is positive evidence for `ok`: a measured picture that is a still or has changed."""
    return (
        bool(measured.pictures_count)
        and measured.brightest_code is not None
        and measured.detail_codes is not None
        and (measured.source_kind == "still" or bool(measured.changes_count))
    )
