"""Rules of the check `camera`, worst first."""

from __future__ import annotations

from readiness.checks.camera.measurement import Measurement, Policy
from readiness.i18n import N_
from readiness.model import Outcome, Place, Rule


def _no_picture(measured: Measurement) -> bool:
    return measured.pictures_count == 0


def _stalled(measured: Measurement, policy: Policy) -> bool:
    return bool(measured.ended) or (measured.silent_s is not None and measured.silent_s >= policy.stalled_after_s)


def _infrared(measured: Measurement, policy: Policy) -> bool:
    grey = measured.colour_codes is not None and measured.colour_codes <= policy.infrared_colour_codes
    small = measured.height_px is not None and measured.height_px <= 480
    lit = measured.brightest_code is not None and measured.brightest_code > policy.infrared_lit_code
    return measured.source_kind == "infrared" or (measured.source_kind == "physical" and grey and small and lit)


def _no_face(measured: Measurement) -> bool:
    return measured.faces_count == 0


def _featureless(measured: Measurement, policy: Policy) -> bool:
    return measured.detail_codes is not None and measured.detail_codes < policy.covered_detail_codes


def _drawing(measured: Measurement, policy: Policy) -> bool:
    """Whether it is the placeholder of a camera switched off by its key: an icon on uniform grey."""
    grey = measured.colour_codes is not None and measured.colour_codes <= policy.infrared_colour_codes
    still = measured.unchanged_s is not None and measured.unchanged_s >= policy.frozen_after_s
    flat = measured.flat_share is not None and measured.flat_share >= policy.drawing_flat_share
    return flat and (grey or still) and not _featureless(measured, policy) and _no_face(measured)


def _smooth(measured: Measurement, policy: Policy) -> bool:
    return measured.edge_ratio is not None and measured.edge_ratio < policy.edge_min_ratio


def _covered(measured: Measurement, policy: Policy) -> bool:
    """Whether the lens is covered: almost no detail, or only an object too close to be in focus (lid, hand, tape)."""
    return _featureless(measured, policy) or (_smooth(measured, policy) and _no_face(measured))


def _hazy(measured: Measurement, policy: Policy) -> bool:
    darkest, span = measured.darkest_code, measured.range_codes
    return (
        darkest is not None
        and span is not None
        and darkest >= policy.hazy_darkest_code
        and span < policy.hazy_range_codes
    )


def _alive(measured: Measurement) -> bool:
    """Whether there is positive evidence for `ok`: a measured picture that is a still or has changed."""
    return (
        bool(measured.pictures_count)
        and measured.brightest_code is not None
        and measured.detail_codes is not None
        and (measured.source_kind == "still" or bool(measured.changes_count))
    )


OTHER_CAMERA = N_("Choose your ordinary camera.")

RULES: tuple[Rule[Measurement, Policy], ...] = (
    Rule(
        what="no_media_features",
        outcome=Outcome.FAIL,
        when=lambda m, _: bool(m.media_features_missing),
        headline=N_("Windows lacks its media features."),
        remedy=N_("Ask IT support to install the Media Feature Pack."),
    ),
    Rule(
        what="not_found",
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
        what="no_picture",
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
        what="switched_off",
        outcome=Outcome.FAIL,
        when=_drawing,
        headline=N_("The camera is switched off."),
        remedy=N_("Switch it on with its key, or open its shutter."),
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
        what="torn",
        outcome=Outcome.FAIL,
        when=lambda m, p: m.torn_share is not None and m.torn_share > p.torn_share_max,
        headline=N_("Parts of the picture are missing."),
        remedy=N_("Plug the camera into another socket of the computer."),
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
        when=_covered,
        headline=N_("Something covers the camera."),
        remedy=N_("Take away what is in front of the camera."),
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
        when=lambda m, p: (m.sharpness is not None and m.sharpness < p.sharpness_min) or _smooth(m, p),
        headline=N_("The picture is blurred."),
        remedy=N_("Wipe the camera's lens."),
    ),
    Rule(
        what="hazy",
        outcome=Outcome.WARN,
        when=_hazy,
        headline=N_("The picture is hazy."),
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
