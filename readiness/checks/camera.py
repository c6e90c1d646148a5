"""Is the chosen camera there, and does it give a living picture of ordinary quality?

What the picture shows is asked by `lighting` and `framing`; all three are measured by the probe in `picture`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from readiness.model import HIGHER_IS_STRICTER, LOWER_IS_STRICTER, Check, CheckSection, Outcome, Place, Rule, fact
from readiness.words import N_


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits for the camera's picture."""

    first_picture_within_s: Annotated[
        float,
        Meta(
            gt=0,
            le=60,
            description="Media Foundation needs 4 to 20 s with some webcams, opencv issue 17687",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 12
    first_network_picture_within_s: Annotated[
        float, Meta(gt=0, le=60, description="a network camera answers at once or not at all", extra=LOWER_IS_STRICTER)
    ] = 6
    stalled_after_s: Annotated[
        float, Meta(gt=0, le=30, description="what a person calls a stop", extra=LOWER_IS_STRICTER)
    ] = 2
    frozen_after_s: Annotated[
        float,
        Meta(
            gt=0,
            le=30,
            description="sensor noise makes every picture differ; identical pictures stand still",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 2
    settle_within_s: Annotated[
        float, Meta(gt=0, le=30, description="exposure has settled, or never will; common webcams need 1 to 2 s")
    ] = 3
    black_code: Annotated[
        float,
        Meta(
            ge=0,
            le=255,
            description="99th percentile of grey; the darkest of 518 room pictures had 21",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 20
    covered_detail_codes: Annotated[
        float,
        Meta(
            ge=0,
            le=255,
            description="lids and fingers gave under 0.8, 518 room pictures at least 4.4",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 2
    infrared_colour_codes: Annotated[
        float,
        Meta(
            ge=0,
            le=255,
            description="an infrared sensor gives grey: red, green and blue are equal",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 2
    infrared_lit_code: Annotated[
        float, Meta(ge=0, le=255, description="in the dark an ordinary camera gives grey as well")
    ] = 60
    sharpness_min: Annotated[
        float,
        Meta(
            ge=0,
            le=10,
            description="calibrated on 12 blurred faces (at most 0.79), 276 others from 1.30",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 1.0
    height_min_px: Annotated[
        int, Meta(ge=0, le=4320, description="below this a face has no expression", extra=HIGHER_IS_STRICTER)
    ] = 360
    frames_min_per_s: Annotated[
        float,
        Meta(
            ge=0,
            le=240,
            description="below 10 frames a second speech and lips part, ITU-T P.910 practice",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """The camera and its picture, whatever it shows."""

    name: str | None = fact(N_("Camera"), private=True)
    camera_id: str | None = fact(N_("Id"), private=True)
    source_kind: str | None = fact(N_("Kind"))  # of host.camera_source.Source
    cameras_count: int | None = fact(N_("Cameras found"))
    cameras: tuple[tuple[str, str], ...] | None = fact(N_("Cameras"), private=True)  # (id, name)
    wanted_found: bool | None = fact(N_("The chosen camera is there"))
    file_flaw: str | None = fact(N_("Why the file gives no picture"))  # of host.camera_source.Source
    access_denied: bool | None = fact(N_("Access denied by the system"))
    denied_by: str | None = fact(N_("Who blocks it"))  # a DeniedBy of host.device_access
    in_use: bool | None = fact(N_("Used by another program"))
    used_by: str | None = fact(N_("Used by"))
    first_picture_s: float | None = fact(N_("Time to the first picture (s)"))
    pictures_count: int | None = fact(N_("Pictures"))
    silent_s: float | None = fact(N_("Since the last picture (s)"))
    ended: bool | None = fact(N_("The picture stopped coming"))
    unchanged_s: float | None = fact(N_("The picture has stood still (s)"))
    changes_count: int | None = fact(N_("Pictures that differ from the one before"))
    width_px: int | None = fact(N_("Width (pixels)"))
    height_px: int | None = fact(N_("Height (pixels)"))
    frames_per_s: float | None = fact(N_("Pictures a second"))
    brightest_code: float | None = fact(N_("Brightest part of the picture (0 to 255)"))
    detail_codes: float | None = fact(N_("Detail in the picture"))
    colour_codes: float | None = fact(N_("Colour in the picture"))
    sharpness: float | None = fact(N_("Sharpness of the face"))
    upside_down: bool | None = fact(N_("Upside down"))


def _no_picture(measured: Measurement) -> bool:
    return measured.pictures_count == 0


def _stalled(measured: Measurement, policy: Policy) -> bool:
    return bool(measured.ended) or (measured.silent_s is not None and measured.silent_s >= policy.stalled_after_s)


def _infrared(measured: Measurement, policy: Policy) -> bool:
    grey = measured.colour_codes is not None and measured.colour_codes <= policy.infrared_colour_codes
    small = measured.height_px is not None and measured.height_px <= 480
    lit = measured.brightest_code is not None and measured.brightest_code > policy.infrared_lit_code
    return measured.source_kind == "infrared" or (measured.source_kind == "physical" and grey and small and lit)


def _alive(measured: Measurement) -> bool:
    """The positive evidence for `ok`: a picture with something in it that is a still or has been seen to change."""
    return (
        bool(measured.pictures_count)
        and measured.brightest_code is not None
        and measured.detail_codes is not None
        and (measured.source_kind == "still" or bool(measured.changes_count))
    )


OTHER_CAMERA = N_("Choose your ordinary camera.")

RULES: tuple[Rule[Measurement, Policy], ...] = (
    Rule(
        what="file_missing",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.file_flaw == "missing",
        headline=N_("There is no such file."),
        remedy=N_("Choose a picture that is there."),
    ),
    Rule(
        what="file_too_large",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.file_flaw == "too_large",
        headline=N_("The picture is too large to open."),
        remedy=N_("Choose a smaller picture."),
    ),
    Rule(
        what="file_unreadable",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.file_flaw == "unreadable" or (_no_picture(m) and m.source_kind == "video"),
        headline=N_("The file shows no picture."),
        remedy=N_("Choose a picture file, such as JPEG or PNG."),
    ),
    Rule(
        what="not_found",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.wanted_found is False,
        headline=N_("The chosen camera is not there."),
        remedy=N_("Plug in the camera or choose another."),
    ),
    Rule(
        what="absent",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.cameras_count == 0,
        headline=N_("No camera is connected."),
        remedy=N_("Plug in a camera."),
    ),
    Rule(
        what="infrared",
        outcome=Outcome.FAIL,
        when=_infrared,
        headline=N_("This is the camera for signing in."),
        remedy=OTHER_CAMERA,
    ),
    Rule(
        what="denied_by_it",
        outcome=Outcome.FAIL,
        when=lambda m, _: _no_picture(m) and bool(m.access_denied) and m.denied_by == "it",
        headline=N_("IT has turned off the camera."),
        remedy=N_("Ask IT support to allow the camera on this computer."),
    ),
    Rule(
        what="denied",
        outcome=Outcome.FAIL,
        when=lambda m, _: _no_picture(m) and bool(m.access_denied),
        headline=N_("The computer blocks the camera."),
        remedy=N_("Allow the camera in the privacy settings."),
        place=Place.CAMERA_PRIVACY,
    ),
    Rule(
        what="busy",
        outcome=Outcome.FAIL,
        when=lambda m, _: _no_picture(m) and bool(m.in_use) and bool(m.used_by),
        headline=N_("The camera is used by {used_by}."),
        remedy=N_("End the call in {used_by}, or close it."),
    ),
    Rule(
        what="busy",
        outcome=Outcome.FAIL,
        when=lambda m, _: _no_picture(m) and bool(m.in_use),
        headline=N_("Another program is using the camera."),
        remedy=N_("Close other programs that show your picture."),
    ),
    Rule(
        what="no_picture",
        outcome=Outcome.FAIL,
        when=lambda m, _: _no_picture(m),
        headline=N_("The camera gives no picture."),
        remedy=N_("Unplug the camera and plug it in again."),
    ),
    Rule(
        what="stalled",
        outcome=Outcome.FAIL,
        when=_stalled,
        headline=N_("The camera's picture stopped coming."),
        remedy=N_("Unplug the camera and plug it in again."),
    ),
    Rule(
        what="black",
        outcome=Outcome.FAIL,
        when=lambda m, p: m.brightest_code is not None and m.brightest_code <= p.black_code,
        headline=N_("The picture is black."),
        remedy=N_("Open the shutter in front of the camera."),
    ),
    Rule(
        what="covered",
        outcome=Outcome.FAIL,
        when=lambda m, p: m.detail_codes is not None and m.detail_codes < p.covered_detail_codes,
        headline=N_("Something covers the camera."),
        remedy=N_("Open the shutter in front of the camera."),
    ),
    Rule(
        what="frozen",
        outcome=Outcome.FAIL,
        when=lambda m, p: m.unchanged_s is not None and m.unchanged_s >= p.frozen_after_s,
        headline=N_("The picture stands still."),
        remedy=N_("Unplug the camera and plug it in again."),
    ),
    Rule(
        what="upside_down",
        outcome=Outcome.FAIL,
        when=lambda m, _: bool(m.upside_down),
        headline=N_("The picture is upside down."),
        remedy=N_("Turn the camera the right way up."),
    ),
    Rule(
        what="virtual",
        outcome=Outcome.WARN,
        when=lambda m, _: m.source_kind == "virtual",
        headline=N_("The picture comes from a program."),
        remedy=OTHER_CAMERA,
    ),
    Rule(
        what="blurred",
        outcome=Outcome.WARN,
        when=lambda m, p: m.sharpness is not None and m.sharpness < p.sharpness_min,
        headline=N_("The picture is blurred."),
        remedy=N_("Wipe the camera's lens."),
    ),
    Rule(
        what="low_resolution",
        outcome=Outcome.WARN,
        when=lambda m, p: m.height_px is not None and m.height_px < p.height_min_px,
        headline=N_("The picture is coarse."),
        remedy=N_("Use a better camera."),
    ),
    Rule(
        what="low_frame_rate",
        outcome=Outcome.WARN,
        when=lambda m, p: m.frames_per_s is not None and m.frames_per_s < p.frames_min_per_s,
        headline=N_("The picture is jerky."),
        remedy=N_("Close other programs, or light the room better."),
    ),
    Rule(
        what="ok",
        outcome=Outcome.PASS,
        when=lambda m, _: _alive(m),
        headline=N_("The camera works."),
    ),
)

CHECK = Check(
    id="camera",
    title=N_("Camera"),
    question=N_("Does the camera give a picture?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    guideline=("equipment.camera",),
    subject=lambda measured: measured.name or "",
)
