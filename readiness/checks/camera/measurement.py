"""Measurement and policy of the check `camera`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from readiness.checks import remote_desktop
from readiness.host.privacy.device_access import DENIED_BY_WORDS
from readiness.i18n import N_
from readiness.model import HIGHER_IS_STRICTER, LOWER_IS_STRICTER, CheckMeasurement, CheckSection, Visibility, fact

SOURCE_KINDS = {
    "physical": N_("an ordinary camera"),
    "virtual": N_("a program"),
    "infrared": N_("the camera for signing in"),
    "network": N_("a network camera"),
    "video": N_("a film"),
    "still": N_("a still picture"),
}
"""Wording of `host.camera.source.Source.kind`."""


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
    torn_share_max: Annotated[
        float,
        Meta(
            ge=0,
            le=1,
            description="one torn picture in ten is seen as flicker; a whole stream has none; judgement",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 0.1
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
    edge_min_ratio: Annotated[
        float,
        Meta(
            ge=0,
            le=2,
            description="66 real pictures had 0.31 and more, a hand or a cloth before the lens about 0.12",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 0.22
    hidden_fail_share: Annotated[
        float,
        Meta(
            ge=0,
            le=1,
            description="a picture of which this much is hidden is not one to show, half of it where nobody is seen; "
            "judgement",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 0.4
    hidden_warn_share: Annotated[
        float,
        Meta(ge=0, le=1, description="the end of a shutter at the picture's edge; judgement", extra=LOWER_IS_STRICTER),
    ] = 0.08
    drawing_grainless_share: Annotated[
        float,
        Meta(
            ge=0,
            le=1,
            description="across, drawings had 0.93 and more, sharp webcam pictures of lit rooms at most 0.86",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 0.9
    hazy_darkest_code: Annotated[
        float, Meta(ge=0, le=255, description="66 real pictures had at most 72", extra=LOWER_IS_STRICTER)
    ] = 80
    hazy_range_codes: Annotated[
        float,
        Meta(ge=0, le=255, description="66 real pictures: 89 once, else 128 up", extra=HIGHER_IS_STRICTER),
    ] = 120
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
            description="calibrated on 12 blurred faces (at most 0.78), 276 others from 1.49",
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


class Measurement(CheckMeasurement, frozen=True, kw_only=True):
    """The camera and its picture, regardless of content."""

    name: str | None = fact(N_("Camera"), private=True)
    camera_id: str | None = fact(N_("Id"), private=True, visibility=Visibility.MACHINES)
    source_kind: str | None = fact(N_("Kind"), words=SOURCE_KINDS)
    vid_pid: str | None = fact(N_("USB product number"))
    cameras_count: int | None = fact(N_("Cameras found"))
    cameras: tuple[tuple[str, str], ...] | None = fact(
        N_("Cameras"), private=True, visibility=Visibility.ELSEWHERE
    )  # (id, name)
    is_remote_session: bool | None = fact(remote_desktop.IS_SHOWN_ELSEWHERE)
    media_features_missing: bool | None = fact(N_("Windows lacks its media features"))
    wanted_found: bool | None = fact(N_("The chosen camera is there"))
    file_flaw: str | None = fact(N_("Why the file gives no picture"), visibility=Visibility.HEADLINE)  # of Source
    access_denied: bool | None = fact(N_("Access denied by the system"))
    denied_by: str | None = fact(N_("Who blocks it"), words=DENIED_BY_WORDS)
    in_use: bool | None = fact(N_("Used by another program"))
    used_by: str | None = fact(N_("Used by"))
    first_picture_s: float | None = fact(N_("Time to the first picture (s)"))
    pictures_count: int | None = fact(N_("Pictures"))
    silent_s: float | None = fact(N_("Since the last picture (s)"))
    ended: bool | None = fact(N_("The picture stopped coming"))
    unchanged_s: float | None = fact(N_("The picture has stood still (s)"))
    torn_share: float | None = fact(N_("Torn pictures (share)"))
    changes_count: int | None = fact(N_("Pictures that differ from the one before"))
    width_px: int | None = fact(N_("Width (pixels)"))
    height_px: int | None = fact(N_("Height (pixels)"))
    frames_per_s: float | None = fact(N_("Pictures a second"))
    brightest_code: float | None = fact(N_("Brightest part of the picture (0 to 255)"))
    detail_codes: float | None = fact(N_("Detail in the picture"))
    colour_codes: float | None = fact(N_("Colour in the picture"))
    edge_ratio: float | None = fact(N_("Sharpest edges of the picture"))
    grainless_share: float | None = fact(N_("Share of the picture without grain"))
    darkest_code: float | None = fact(N_("Darkest part of the picture (0 to 255)"))
    range_codes: float | None = fact(N_("From the darkest to the brightest (0 to 255)"))
    hidden_share: float | None = fact(N_("Hidden from one edge (share of the picture)"))
    faces_count: int | None = fact(N_("Faces"))
    sharpness: float | None = fact(N_("Sharpness of the face"))
    person_still: bool | None = fact(N_("The face has not moved"))
    upside_down: bool | None = fact(N_("Upside down"))
    on_its_side: bool | None = fact(N_("On its side"))
