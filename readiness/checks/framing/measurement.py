"""Measurement and policy of the check `framing`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from readiness.i18n import N_
from readiness.model import HIGHER_IS_STRICTER, LOWER_IS_STRICTER, CheckMeasurement, CheckSection, Visibility, fact

if TYPE_CHECKING:
    from readiness.measures.video.framing import Framing

AT_LAPTOPS = "66 real pictures, docs/vision.md"
CALIBRATED = "calibrated on 288 labelled frames of 12 people, docs/vision.md"


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits for the face's position and size."""

    face_height_fail_share: Annotated[
        float,
        Meta(
            ge=0,
            le=1,
            description="in a small window on a phone, such a face is as large as a fingertip",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 0.12
    face_height_min_share: Annotated[float, Meta(ge=0, le=1, description=CALIBRATED, extra=HIGHER_IS_STRICTER)] = 0.18
    face_height_max_share: Annotated[
        float,
        Meta(
            ge=0,
            le=1,
            description="webcam frames up to 0.65 were well framed, photographs from there too near, docs/vision.md",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 0.65
    face_seen_min_share: Annotated[
        float,
        Meta(ge=0, le=1, description="with less, the mouth or an eye is out of the picture", extra=HIGHER_IS_STRICTER),
    ] = 0.75
    off_centre_max_share: Annotated[
        float,
        Meta(
            ge=0,
            le=0.5,
            description="a face at a third of the width is well placed (0.17); labelled off-centre from 0.26",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 0.2
    headroom_min_share: Annotated[
        float, Meta(ge=-1, le=1, description="the crown is in the picture", extra=HIGHER_IS_STRICTER)
    ] = 0.0
    eyes_highest_share: Annotated[
        float,
        Meta(
            ge=0,
            le=1,
            description="eyes belong at the upper third; well-framed pictures had 0.25 to 0.59",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 0.2
    eyes_lowest_share: Annotated[
        float,
        Meta(
            ge=0, le=1, description=AT_LAPTOPS + ": well framed up to 0.59, too low from 0.65", extra=LOWER_IS_STRICTER
        ),
    ] = 0.62
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
    badge_min_heads: Annotated[
        float,
        Meta(
            ge=0,
            le=5,
            description="a badge high on the chest hangs 0.5 to 0.7 head heights below the chin",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 0.7


class Measurement(CheckMeasurement, frozen=True, kw_only=True):
    """Position, size and orientation of the person's face."""

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
    seen_share: float | None = fact(N_("Share of the face that is in the picture"))
    chest_heads: float | None = fact(N_("Body below the chin (head heights)"))
    roll_deg: float | None = fact(N_("Tilt of the head (degrees)"))
    turned_ratio: float | None = fact(N_("Turn of the head (nose off the middle over eye distance)"))
    next_face_ratio: float | None = fact(N_("Next largest face (height over yours)"))
    chest_in_view: bool | None = fact(N_("A badge on the chest can be seen"))
    advice_direction: str | None = fact(  # a value of rules.ADVICE
        N_("Which way to move"), visibility=Visibility.MACHINES
    )


def measurement_of(faces_count: int | None, placed: Framing | None, policy: Policy) -> Measurement:
    """Create the measurement from the number of faces and where the person is in the picture; None if not there."""
    if placed is None:
        return Measurement(faces_count=faces_count)
    in_view = placed.chest_heads >= policy.badge_min_heads
    return Measurement(faces_count=faces_count, chest_in_view=in_view, **asdict(placed))
