"""Rules of the check `camera`, worst first."""

from __future__ import annotations

from collections.abc import Callable

from readiness.checks import remote_desktop
from readiness.checks.camera.conditions import (
    has_no_picture,
    has_one_colour,
    is_alive,
    is_covered,
    is_drawing,
    is_half_hidden,
    is_hazy,
    is_hidden,
    is_infrared,
    is_smooth,
    is_stalled,
    is_still,
)
from readiness.checks.camera.measurement import Measurement, Policy
from readiness.i18n import N_
from readiness.model import Outcome, Place, Rule

OTHER_CAMERA = N_("Choose your ordinary camera.")
REPLUG = N_("Unplug the camera and plug it in again.")
RIGHT_WAY_UP = N_("Turn the camera the right way up.")
OPEN_SHUTTER = N_("Open the shutter all the way.")


def _at_the_computer_in_front(what: str, when: Callable[[Measurement, Policy], bool]) -> Rule[Measurement, Policy]:
    """Return the rule for a remote desktop without a camera, which is plugged into another computer."""
    return Rule(
        what=what,
        outcome=Outcome.FAIL,
        when=lambda m, p: m.is_remote_session is True and when(m, p),
        headline=remote_desktop.HEADLINE,
        remedy=remote_desktop.REMEDY,
    )


RULES: tuple[Rule[Measurement, Policy], ...] = (
    _at_the_computer_in_front("no_media_features", lambda m, _: bool(m.media_features_missing)),
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
        when=lambda m, _: m.file_flaw == "unreadable" or (has_no_picture(m) and m.source_kind == "video"),
        headline=N_("The file shows no picture."),
        remedy=N_("Choose a picture file, such as JPEG or PNG."),
    ),
    _at_the_computer_in_front("absent", lambda m, _: m.cameras_count == 0),
    Rule(
        what="denied_by_it",
        outcome=Outcome.FAIL,
        when=lambda m, _: (has_no_picture(m) or m.cameras_count == 0) and bool(m.access_denied) and m.denied_by == "it",
        headline=N_("IT has turned off the camera."),
        remedy=N_("Ask IT support to allow the camera on this computer."),
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
        what="frozen",
        outcome=Outcome.FAIL,
        when=lambda m, p: m.source_kind == "virtual" and is_still(m, p),
        headline=N_("A program shows a still picture."),
        remedy=OTHER_CAMERA,
    ),
    Rule(
        what="switched_off",
        outcome=Outcome.FAIL,
        when=is_drawing,
        headline=N_("The camera is switched off."),
        remedy=N_("Switch it on with its key, or open its shutter."),
    ),
    Rule(
        what="infrared",
        outcome=Outcome.FAIL,
        when=is_infrared,
        headline=N_("This is the camera for signing in."),
        remedy=OTHER_CAMERA,
    ),
    Rule(
        what="denied",
        outcome=Outcome.FAIL,
        when=lambda m, _: has_no_picture(m) and bool(m.access_denied),
        headline=N_("The computer blocks the camera."),
        remedy=N_("Allow the camera in the privacy settings."),
        place=Place.CAMERA_PRIVACY,
    ),
    Rule(
        what="busy",
        outcome=Outcome.FAIL,
        when=lambda m, _: has_no_picture(m) and bool(m.in_use) and bool(m.used_by),
        headline=N_("The camera is used by {used_by}."),
        remedy=N_("End the call in {used_by}, or close it."),
    ),
    Rule(
        what="busy",
        outcome=Outcome.FAIL,
        when=lambda m, _: has_no_picture(m) and bool(m.in_use),
        headline=N_("Another program is using the camera."),
        remedy=N_("Close other programs that show your picture."),
    ),
    Rule(
        what="no_picture",
        outcome=Outcome.FAIL,
        when=lambda m, _: has_no_picture(m),
        headline=N_("The camera gives no picture."),
        remedy=REPLUG,
    ),
    Rule(
        what="stalled",
        outcome=Outcome.FAIL,
        when=is_stalled,
        headline=N_("The camera's picture stopped coming."),
        remedy=REPLUG,
    ),
    Rule(
        what="torn",
        outcome=Outcome.FAIL,
        when=lambda m, p: m.torn_share is not None and m.torn_share > p.torn_share_max,
        headline=N_("Parts of the picture are missing."),
        remedy=N_("Plug the camera into another socket of the computer."),
    ),
    Rule(
        what="no_picture",
        outcome=Outcome.FAIL,
        when=has_one_colour,
        headline=N_("The camera gives no picture."),
        remedy=REPLUG,
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
        when=is_covered,
        headline=N_("Something covers the camera."),
        remedy=N_("Take away what is in front of the camera."),
    ),
    Rule(
        what="frozen",
        outcome=Outcome.FAIL,
        when=is_still,
        headline=N_("The picture stands still."),
        remedy=REPLUG,
    ),
    Rule(
        what="partly_covered",
        outcome=Outcome.FAIL,
        when=is_half_hidden,
        headline=N_("Something covers a part of the camera."),
        remedy=OPEN_SHUTTER,
    ),
    Rule(
        what="upside_down",
        outcome=Outcome.FAIL,
        when=lambda m, _: bool(m.upside_down),
        headline=N_("The picture is upside down."),
        remedy=RIGHT_WAY_UP,
    ),
    Rule(
        what="on_its_side",
        outcome=Outcome.FAIL,
        when=lambda m, _: bool(m.on_its_side),
        headline=N_("The picture lies on its side."),
        remedy=RIGHT_WAY_UP,
    ),
    Rule(
        what="motionless",
        outcome=Outcome.WARN,
        when=lambda m, _: bool(m.person_still),
        headline=N_("The face in the picture does not move."),
        remedy=N_("Move your head a little."),
    ),
    Rule(
        what="virtual",
        outcome=Outcome.WARN,
        when=lambda m, _: m.source_kind == "virtual" and not m.is_remote_session,
        headline=N_("The picture comes from a program."),
        remedy=OTHER_CAMERA,
    ),
    Rule(
        what="partly_covered",
        outcome=Outcome.WARN,
        when=lambda m, p: is_hidden(m, p.hidden_warn_share),
        headline=N_("Something covers a part of the camera."),
        remedy=OPEN_SHUTTER,
    ),
    Rule(
        what="blurred",
        outcome=Outcome.WARN,
        when=lambda m, p: (m.sharpness is not None and m.sharpness < p.sharpness_min) or is_smooth(m, p),
        headline=N_("The picture is blurred."),
        remedy=N_("Wipe the camera's lens."),
    ),
    Rule(
        what="hazy",
        outcome=Outcome.WARN,
        when=is_hazy,
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
        when=lambda m, _: is_alive(m),
        headline=N_("The camera works."),
    ),
)
