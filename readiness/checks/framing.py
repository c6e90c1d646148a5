"""Is one person seen, at the right place and size?

Left and right are the person's own; the picture is the camera's, not mirrored. Shares are of the picture, 0 to 1 from
its upper left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from readiness.model import Check, CheckSection, Outcome, Rule, fact
from readiness.words import N_

CALIBRATED = "calibrated on 288 labelled frames of 12 people, docs/vision.md"


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits for where the face is."""

    face_height_min_share: Annotated[float, Meta(ge=0, le=1, description=CALIBRATED)] = 0.18
    face_height_max_share: Annotated[float, Meta(ge=0, le=1, description=CALIBRATED)] = 0.55
    off_centre_max_share: Annotated[float, Meta(ge=0, le=0.5, description=CALIBRATED)] = 0.15
    headroom_min_share: Annotated[float, Meta(ge=-1, le=1, description=CALIBRATED)] = 0.02
    eyes_highest_share: Annotated[
        float, Meta(ge=0, le=1, description="eyes belong at the upper third; well-framed pictures had 0.37 to 0.42")
    ] = 0.2
    eyes_lowest_share: Annotated[float, Meta(ge=0, le=1, description=CALIBRATED)] = 0.55
    roll_max_deg: Annotated[float, Meta(ge=0, le=90, description=CALIBRATED)] = 14
    turned_max_ratio: Annotated[
        float, Meta(ge=0, le=2, description="people who look at the camera had at most 0.27, docs/vision.md")
    ] = 0.4


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


def _centre_off_share(measured: Measurement) -> float:
    if measured.left_share is None or measured.width_share is None:
        return 0.0
    return abs(measured.left_share + measured.width_share / 2 - 0.5)


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
        remedy=N_("Move closer to the camera."),
    ),
    Rule(
        what="too_near",
        outcome=Outcome.FAIL,
        when=lambda m, p: m.height_share is not None and m.height_share > p.face_height_max_share,
        headline=N_("You are too close to the camera."),
        remedy=N_("Move back from the camera."),
    ),
    Rule(
        what="several_people",
        outcome=Outcome.WARN,
        when=lambda m, _: m.faces_count is not None and m.faces_count > 1,
        headline=N_("Somebody else is seen in the picture."),
        remedy=N_("Make sure you are alone in the room."),
    ),
    Rule(
        what="off_centre",
        outcome=Outcome.WARN,
        when=lambda m, p: _centre_off_share(m) > p.off_centre_max_share,
        headline=N_("You are at the edge of the picture."),
        remedy=N_("Move to the middle of the picture."),
    ),
    Rule(
        what="no_headroom",
        outcome=Outcome.WARN,
        when=lambda m, p: m.crown_y_share is not None and m.crown_y_share < p.headroom_min_share,
        headline=N_("The top of your head is cut off."),
        remedy=N_("Tilt the camera up a little."),
    ),
    Rule(
        what="camera_too_high",
        outcome=Outcome.WARN,
        when=_eyes_low,
        headline=N_("Your face is too low in the picture."),
        remedy=N_("Tilt the camera down a little."),
    ),
    Rule(
        what="camera_too_low",
        outcome=Outcome.WARN,
        when=_eyes_high,
        headline=N_("Your face is too high in the picture."),
        remedy=N_("Tilt the camera up a little."),
    ),
    Rule(
        what="tilted",
        outcome=Outcome.WARN,
        when=lambda m, p: m.roll_deg is not None and abs(m.roll_deg) > p.roll_max_deg,
        headline=N_("The picture leans."),
        remedy=N_("Straighten the camera."),
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
        when=lambda m, _: m.faces_count == 1 and m.height_share is not None,
        headline=N_("You are well placed in the picture."),
    ),
)

CHECK = Check(
    id="framing",
    title=N_("Framing"),
    question=N_("Are you seen at the right place and size?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    nothing_to_judge=(N_("There is no picture to judge yet."), N_("Get the camera going first.")),
    guideline=("surroundings.face",),
)
