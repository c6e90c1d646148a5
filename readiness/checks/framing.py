"""Is one person seen, at the right place and size?

Left and right are the person's own; the picture is the camera's, not mirrored. Shares are of the picture, 0 to 1 from
its upper left corner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from msgspec import Meta

from readiness.checks.camera import NEEDS_CAMERA
from readiness.i18n import N_
from readiness.model import HIGHER_IS_STRICTER, LOWER_IS_STRICTER, Check, CheckSection, Outcome, Rule, fact

CALIBRATED = "calibrated on 288 labelled frames of 12 people, docs/vision.md"


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits for where the face is."""

    face_height_min_share: Annotated[float, Meta(ge=0, le=1, description=CALIBRATED, extra=HIGHER_IS_STRICTER)] = 0.18
    face_height_max_share: Annotated[float, Meta(ge=0, le=1, description=CALIBRATED, extra=LOWER_IS_STRICTER)] = 0.55
    off_centre_max_share: Annotated[float, Meta(ge=0, le=0.5, description=CALIBRATED, extra=LOWER_IS_STRICTER)] = 0.15
    headroom_min_share: Annotated[float, Meta(ge=-1, le=1, description=CALIBRATED, extra=HIGHER_IS_STRICTER)] = 0.02
    eyes_highest_share: Annotated[
        float,
        Meta(
            ge=0,
            le=1,
            description="eyes belong at the upper third; well-framed pictures had 0.37 to 0.42",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 0.2
    eyes_lowest_share: Annotated[float, Meta(ge=0, le=1, description=CALIBRATED, extra=LOWER_IS_STRICTER)] = 0.55
    roll_max_deg: Annotated[float, Meta(ge=0, le=90, description=CALIBRATED, extra=LOWER_IS_STRICTER)] = 14
    turned_max_ratio: Annotated[
        float,
        Meta(
            ge=0,
            le=2,
            description="people who look at the camera had at most 0.27, docs/vision.md",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 0.4
    person_min_ratio: Annotated[
        float,
        Meta(
            ge=0,
            le=1,
            description="a face under a third as high as yours is over 2 m away, or a picture on the wall",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 0.35
    chest_min_heads: Annotated[
        float,
        Meta(ge=0, le=5, description="well-framed pictures had 0.52 to 1.02, docs/vision.md", extra=HIGHER_IS_STRICTER),
    ] = 0.5
    badge_min_heads: Annotated[
        float,
        Meta(
            ge=0,
            le=5,
            description="a badge high on the chest hangs 0.5 to 0.7 head heights below the chin",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """The largest face's place in the picture."""

    faces_count: int | None = fact(N_("Faces"))
    left_share: float | None = fact(N_("Face box, left"))
    top_share: float | None = fact(N_("Face box, top"))
    width_share: float | None = fact(N_("Face box, width"))
    height_share: float | None = fact(N_("Face box, height"))
    right_eye_x_share: float | None = fact(N_("Your right eye, across"))
    right_eye_y_share: float | None = fact(N_("Your right eye, down"))
    left_eye_x_share: float | None = fact(N_("Your left eye, across"))
    left_eye_y_share: float | None = fact(N_("Your left eye, down"))
    crown_y_share: float | None = fact(N_("Room above the head"))
    chest_heads: float | None = fact(N_("Body below the chin (head heights)"))
    roll_deg: float | None = fact(N_("Tilt of the head (degrees)"))
    turned_ratio: float | None = fact(N_("Turn of the head (nose off the middle over eye distance)"))
    next_face_ratio: float | None = fact(N_("Next largest face (height over yours)"))
    chest_in_view: bool | None = fact(N_("A badge on the chest can be seen"))
    advice_direction: str | None = fact(N_("Which way to move"))  # a value of ADVICE


def measurement(faces_count: int | None, numbers: Mapping[str, Any], policy: Policy) -> Measurement:
    """The measurement from how many faces were seen and the largest one's numbers, by field name."""
    chest_heads = numbers.get("chest_heads")
    in_view = None if chest_heads is None else chest_heads >= policy.badge_min_heads
    return Measurement(faces_count=faces_count, chest_in_view=in_view, **numbers)


def _towards_left_share(measured: Measurement) -> float:
    """How far the face's middle is to the person's left of the picture's middle; negative to the right."""
    if measured.left_share is None or measured.width_share is None:
        return 0.0
    return measured.left_share + measured.width_share / 2 - 0.5


def _several(measured: Measurement) -> bool:
    return measured.faces_count is not None and measured.faces_count > 1


def _another_is_near(measured: Measurement, policy: Policy) -> bool:
    ratio = measured.next_face_ratio
    return _several(measured) and (ratio is None or ratio >= policy.person_min_ratio)


def _eyes_y_share(measured: Measurement) -> float | None:
    if measured.right_eye_y_share is None or measured.left_eye_y_share is None:
        return None
    return (measured.right_eye_y_share + measured.left_eye_y_share) / 2


def _eyes_high(measured: Measurement, policy: Policy) -> bool:
    eyes_y_share = _eyes_y_share(measured)
    return eyes_y_share is not None and eyes_y_share < policy.eyes_highest_share


def _eyes_low(measured: Measurement, policy: Policy) -> bool:
    eyes_y_share = _eyes_y_share(measured)
    return eyes_y_share is not None and eyes_y_share > policy.eyes_lowest_share


CLOSER = N_("Move closer to the camera.")
BACK = N_("Move back from the camera.")
TO_THE_RIGHT = N_("Move to your right.")
TO_THE_LEFT = N_("Move to your left.")
CAMERA_UP = N_("Tilt the camera up a little.")
CAMERA_DOWN = N_("Tilt the camera down a little.")

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
        when=lambda m, p: m.height_share is not None and m.height_share < p.face_height_min_share,
        headline=N_("You are too far from the camera."),
        remedy=CLOSER,
    ),
    Rule(
        what="too_near",
        outcome=Outcome.FAIL,
        when=lambda m, p: m.height_share is not None and m.height_share > p.face_height_max_share,
        headline=N_("You are too close to the camera."),
        remedy=BACK,
    ),
    Rule(
        what="several_people",
        outcome=Outcome.WARN,
        when=_another_is_near,
        headline=N_("Somebody else is seen in the picture."),
        remedy=N_("Make sure you are alone in the room."),
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
        what="small_face_behind",
        outcome=Outcome.WARN,
        when=lambda m, _: _several(m),
        headline=N_("A small face is seen behind you."),
        remedy=N_("Check if it is a person or a picture."),
    ),
    Rule(
        what="chest_not_seen",
        outcome=Outcome.WARN,
        when=lambda m, p: m.chest_heads is not None and m.chest_heads < p.chest_min_heads,
        headline=N_("A badge on your chest is not seen."),
        remedy=N_("Tilt the camera down, or move back a little."),
    ),
    Rule(
        what="ok",
        outcome=Outcome.PASS,
        when=lambda m, _: m.faces_count == 1 and m.height_share is not None,
        headline=N_("You are well placed in the picture."),
    ),
)

ADVICE: Mapping[str, str] = {
    CLOSER: "closer",
    BACK: "back",
    TO_THE_RIGHT: "right",
    TO_THE_LEFT: "left",
    CAMERA_UP: "up",
    CAMERA_DOWN: "down",
}
"""Which way a remedy sends the person (closer, back; her own left, right) or the camera (up, down): one arrow."""

CHECK = Check(
    id="framing",
    title=N_("Framing"),
    question=N_("Are you seen at the right place and size?"),
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
