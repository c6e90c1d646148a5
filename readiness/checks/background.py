"""Check `background`: is it calm behind the person?

It gives only remarks; whether the room is tidy and free of private things is a question of the checklist. Reported are
the outlines of many objects, a window in the picture, and a blur that seems to be artificial. The latter is uncertain,
because a lens or a scaled picture blurs as well, so it is a remark only for a virtual camera.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from readiness.checks.camera import NEEDS_CAMERA, NO_PICTURE_YET
from readiness.i18n import N_
from readiness.model import LOWER_IS_STRICTER, Check, CheckMeasurement, CheckSection, Outcome, Rule, fact


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits for the background."""

    edges_max_share: Annotated[
        float,
        Meta(
            ge=0,
            le=1,
            description="13 calm backgrounds had at most 0.25, six crowded rooms at least 0.32, docs/vision.md",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 0.28
    white_max_share: Annotated[
        float,
        Meta(ge=0, le=1, description="a window at the edge of the picture takes a twentieth", extra=LOWER_IS_STRICTER),
    ] = 0.05
    white_wall_share: Annotated[
        float, Meta(ge=0, le=1, description="more than a window takes: a white wall, which is no fault")
    ] = 0.9
    window_stops: Annotated[
        float,
        Meta(
            ge=0,
            le=10,
            description="a window; less is a wall in the light that the face has too; judgement",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 1.5
    blurred_max_ratio: Annotated[
        float,
        Meta(ge=0, le=1, description="blurred rooms had 0.024 to 0.047, sharp ones at least 0.12, docs/vision.md"),
    ] = 0.05


class Measurement(CheckMeasurement, frozen=True, kw_only=True):
    """The background behind the person; shares are 0 to 1."""

    faces_count: int | None = fact(N_("Faces"))
    behind_share: float | None = fact(N_("Background (share of the picture)"))
    edges_share: float | None = fact(N_("Outlines of things (share of the background)"))
    white_share: float | None = fact(N_("White (share of the background)"))
    background_over_face_stops: float | None = fact(N_("Background over face (stops)"))
    fine_ratio: float | None = fact(N_("Sharpness of the background"))
    virtual_camera: bool | None = fact(N_("The camera is a program"))


def _blurred(measured: Measurement, policy: Policy) -> bool:
    return measured.fine_ratio is not None and measured.fine_ratio <= policy.blurred_max_ratio


def _window(measured: Measurement, policy: Policy) -> bool:
    white, brighter = measured.white_share, measured.background_over_face_stops
    if white is None or brighter is None:
        return False
    return policy.white_max_share <= white <= policy.white_wall_share and brighter >= policy.window_stops


RULES: tuple[Rule[Measurement, Policy], ...] = (
    Rule(
        what="no_face",
        outcome=Outcome.NOT_ASSESSED,
        when=lambda m, _: m.faces_count == 0,
        headline=N_("Nobody is in the picture yet."),
        remedy=N_("Sit down in front of the camera."),
    ),
    Rule(
        what="bright_window",
        outcome=Outcome.WARN,
        when=_window,
        headline=N_("It is very bright behind you."),
        remedy=N_("Draw the curtain or the blind."),
    ),
    Rule(
        what="changed_by_program",
        outcome=Outcome.WARN,
        when=lambda m, p: m.virtual_camera is True and _blurred(m, p),
        headline=N_("A program seems to blur your background."),
        remedy=N_("Check that your face and badge stay sharp."),
    ),
    Rule(
        what="busy",
        outcome=Outcome.WARN,
        when=lambda m, p: m.edges_share is not None and m.edges_share >= p.edges_max_share,
        headline=N_("There is a lot behind you."),
        remedy=N_("Turn the camera towards a calmer wall."),
    ),
    Rule(
        what="hidden",
        outcome=Outcome.PASS,
        when=lambda m, _: bool(m.faces_count) and m.behind_share is not None and m.edges_share is None,
        headline=N_("Next to nothing is seen behind you."),
    ),
    Rule(
        what="blurred",
        outcome=Outcome.PASS,
        when=lambda m, p: bool(m.faces_count) and _blurred(m, p),
        headline=N_("The background looks blurred."),
    ),
    Rule(
        what="ok",
        outcome=Outcome.PASS,
        when=lambda m, _: bool(m.faces_count) and m.edges_share is not None,
        headline=N_("It is calm behind you."),
    ),
)

CHECK = Check(
    id="background",
    title=N_("Background"),
    question=N_("Is it calm behind you?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    nothing_to_judge=NO_PICTURE_YET,
    depends_on=(NEEDS_CAMERA,),
    guideline=("surroundings.background",),
)
