"""Check `alone`: is the person alone in the picture?

The patient's privacy depends on it, so it is a check of its own that a framing problem cannot hide. A camera cannot
tell a person from a photograph or a reflection for certain: a face that is small, or that never moves, is asked about,
not passed over. It gives only remarks, since a relative or an interpreter may be meant to be there.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from readiness.checks.camera import NEEDS_CAMERA, NO_PICTURE_YET
from readiness.i18n import N_
from readiness.model import LOWER_IS_STRICTER, Check, CheckMeasurement, CheckSection, Outcome, Rule, fact


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits for other people in the picture."""

    person_min_ratio: Annotated[
        float,
        Meta(
            ge=0,
            le=1,
            description="a face under a third as high as yours is over 2 m away, or a picture on the wall",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 0.35


class Measurement(CheckMeasurement, frozen=True, kw_only=True):
    """The faces in the picture; ratios are face heights relative to the person's own."""

    faces_count: int | None = fact(N_("Faces"))
    next_face_ratio: float | None = fact(N_("Next largest face (height over yours)"))
    doubtful_count: int | None = fact(N_("What may be a face"))
    others_still: bool | None = fact(N_("The other faces never move"))


def _several(measured: Measurement) -> bool:
    return measured.faces_count is not None and measured.faces_count > 1


def _another_is_near(measured: Measurement, policy: Policy) -> bool:
    ratio = measured.next_face_ratio
    return _several(measured) and (ratio is None or ratio >= policy.person_min_ratio)


PERSON_OR_PICTURE = N_("Check if it is a person or a picture.")

RULES: tuple[Rule[Measurement, Policy], ...] = (
    Rule(
        what="still_face",
        outcome=Outcome.WARN,
        when=lambda m, _: _several(m) and bool(m.others_still),
        headline=N_("A face behind you never moves."),
        remedy=PERSON_OR_PICTURE,
    ),
    Rule(
        what="several_people",
        outcome=Outcome.WARN,
        when=_another_is_near,
        headline=N_("Somebody else is seen in the picture."),
        remedy=N_("Make sure you are alone in the room."),
    ),
    Rule(
        what="small_face_behind",
        outcome=Outcome.WARN,
        when=lambda m, _: _several(m),
        headline=N_("A small face is seen behind you."),
        remedy=PERSON_OR_PICTURE,
    ),
    Rule(
        what="cannot_tell",
        outcome=Outcome.WARN,
        when=lambda m, _: bool(m.faces_count) and bool(m.doubtful_count),
        headline=N_("There may be somebody else in the picture."),
        remedy=N_("Look at the picture: are you alone?"),
    ),
    Rule(
        what="no_face",
        outcome=Outcome.NOT_ASSESSED,
        when=lambda m, _: m.faces_count == 0,
        headline=N_("Nobody is in the picture yet."),
        remedy=N_("Sit down in front of the camera."),
    ),
    Rule(
        what="ok",
        outcome=Outcome.PASS,
        when=lambda m, _: m.faces_count == 1 and m.doubtful_count == 0,
        headline=N_("No other face is seen in the picture."),
    ),
)

CHECK = Check(
    id="alone",
    title=N_("Alone in the picture"),
    question=N_("Is no other face seen in the picture?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    nothing_to_judge=NO_PICTURE_YET,
    depends_on=(NEEDS_CAMERA,),
    guideline=("surroundings.room",),
)
