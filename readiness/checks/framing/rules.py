"""Rules of the check `framing`, worst first."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.checks.framing.measurement import Measurement, Policy
from readiness.i18n import N_
from readiness.model import Outcome, Rule

CLOSER = N_("Move closer to the camera.")
BACK = N_("Move back from the camera.")
TO_THE_RIGHT = N_("Move to your right.")
TO_THE_LEFT = N_("Move to your left.")
CAMERA_UP = N_("Tilt the camera up a little.")
CAMERA_DOWN = N_("Tilt the camera down a little.")

ADVICE: Mapping[str, str] = {
    CLOSER: "closer",
    BACK: "back",
    TO_THE_RIGHT: "right",
    TO_THE_LEFT: "left",
    CAMERA_UP: "up",
    CAMERA_DOWN: "down",
}
"""Direction of a remedy's arrow: for the person (closer, back; the person's own left, right) or the camera (up,
down)."""


LOW_WITH_A_CHEST_SHARE, CHIN_AT_EDGE_HEADS = 0.7, 0.1
"""Eyes below `eyes_lowest_share` are too low where less than this is seen below the chin: people so low in the picture
whom a person would accept had 0.13 head heights and more, others 0.01 and less. Below 0.7 they always are."""


def _taller(measured: Measurement, limit_share: float) -> bool:
    return measured.height_share is not None and measured.height_share > limit_share


def _shorter(measured: Measurement, limit_share: float) -> bool:
    return measured.height_share is not None and measured.height_share < limit_share


def _cut(measured: Measurement, policy: Policy) -> bool:
    return measured.seen_share is not None and measured.seen_share < policy.face_seen_min_share


def _towards_left_share(measured: Measurement) -> float:
    """Return the offset of the face's centre towards the person's left; negative to the right."""
    if measured.left_share is None or measured.width_share is None:
        return 0.0
    return measured.left_share + measured.width_share / 2 - 0.5


def _eyes_y_share(measured: Measurement) -> float | None:
    if measured.right_eye_y_share is None or measured.left_eye_y_share is None:
        return None
    return (measured.right_eye_y_share + measured.left_eye_y_share) / 2


def _eyes_high(measured: Measurement, policy: Policy) -> bool:
    eyes_y_share = _eyes_y_share(measured)
    return eyes_y_share is not None and eyes_y_share < policy.eyes_highest_share


def _eyes_low(measured: Measurement, policy: Policy) -> bool:
    eyes_y_share, chest_heads = _eyes_y_share(measured), measured.chest_heads
    if eyes_y_share is None or eyes_y_share <= policy.eyes_lowest_share:
        return False
    return eyes_y_share > LOW_WITH_A_CHEST_SHARE or chest_heads is None or chest_heads < CHIN_AT_EDGE_HEADS


RULES: tuple[Rule[Measurement, Policy], ...] = (
    Rule(
        what="no_face",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.faces_count == 0,
        headline=N_("You are not seen in the picture."),
        remedy=N_("Sit down in front of the camera."),
    ),
    Rule(
        what="too_far",
        outcome=Outcome.FAIL,
        when=lambda m, p: _shorter(m, p.face_height_fail_share),
        headline=N_("You are too far from the camera."),
        remedy=CLOSER,
    ),
    Rule(
        what="too_near",
        outcome=Outcome.FAIL,
        when=lambda m, p: _taller(m, p.face_height_max_share) and _cut(m, p),
        headline=N_("You are too close to the camera."),
        remedy=BACK,
    ),
    Rule(
        what="camera_too_high",
        outcome=Outcome.FAIL,
        when=lambda m, p: _eyes_low(m, p) and _cut(m, p),
        headline=N_("Your face is too low in the picture."),
        remedy=CAMERA_DOWN,
    ),
    Rule(
        what="cut_off",
        outcome=Outcome.FAIL,
        when=_cut,
        headline=N_("A part of your face is outside the picture."),
        remedy=N_("Move so that your whole face is seen."),
    ),
    Rule(
        what="too_far",
        outcome=Outcome.WARN,
        when=lambda m, p: _shorter(m, p.face_height_min_share),
        headline=N_("You are rather far from the camera."),
        remedy=CLOSER,
    ),
    Rule(
        what="too_near",
        outcome=Outcome.WARN,
        when=lambda m, p: _taller(m, p.face_height_max_share),
        headline=N_("You are rather close to the camera."),
        remedy=BACK,
    ),
    Rule(
        what="off_centre",
        outcome=Outcome.WARN,
        when=lambda m, p: _towards_left_share(m) > p.off_centre_max_share,
        headline=N_("You are too far to your left."),
        remedy=TO_THE_RIGHT,
    ),
    Rule(
        what="off_centre",
        outcome=Outcome.WARN,
        when=lambda m, p: _towards_left_share(m) < -p.off_centre_max_share,
        headline=N_("You are too far to your right."),
        remedy=TO_THE_LEFT,
    ),
    Rule(
        what="no_headroom",
        outcome=Outcome.WARN,
        when=lambda m, p: m.crown_y_share is not None and m.crown_y_share < p.headroom_min_share,
        headline=N_("The top of your head is cut off."),
        remedy=CAMERA_UP,
    ),
    Rule(
        what="camera_too_high",
        outcome=Outcome.WARN,
        when=_eyes_low,
        headline=N_("Your face is too low in the picture."),
        remedy=CAMERA_DOWN,
    ),
    Rule(
        what="camera_too_low",
        outcome=Outcome.WARN,
        when=_eyes_high,
        headline=N_("Your face is too high in the picture."),
        remedy=CAMERA_UP,
    ),
    Rule(
        what="tilted",
        outcome=Outcome.WARN,
        when=lambda m, p: m.roll_deg is not None and abs(m.roll_deg) > p.roll_max_deg,
        headline=N_("You lean in the picture."),
        remedy=N_("Straighten your head, or the camera."),
    ),
    Rule(
        what="looking_away",
        outcome=Outcome.WARN,
        when=lambda m, p: m.turned_ratio is not None and abs(m.turned_ratio) > p.turned_max_ratio,
        headline=N_("You are looking away from the camera."),
        remedy=N_("Turn towards the camera."),
    ),
    Rule(
        what="ok",
        outcome=Outcome.PASS,
        when=lambda m, _: bool(m.faces_count) and m.height_share is not None,
        headline=N_("You are well placed in the picture."),
    ),
)
