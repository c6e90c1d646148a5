"""Rules of the check `rehearsal`, worst first."""

from __future__ import annotations

from readiness.checks.browser import INSTALL_CHROME
from readiness.checks.rehearsal.measurement import Measurement, Policy
from readiness.i18n import N_
from readiness.model import Outcome, Place, Rule

_BY_CHOICE = ("turned_off", "user_data_dir", "not_allowed", "recording")
"""Expected reasons for not rehearsing, about which nothing needs to be done."""

_GONE = ("NotFoundError", "OverconstrainedError")
_BY_SYSTEM = "NotAllowedError"
"""Where neither IT nor the person refuses, the system does: Windows' and macOS' switches for Chrome itself (chromium:
MediaStreamRequestResult, PERMISSION_DENIED_BY_SYSTEM)."""

YOU_CAN_HOLD_IT = N_("You can hold the meeting. Tell IT support if it happens again.")


def _denied(measured: Measurement) -> bool:
    return "denied" in (measured.camera_permission, measured.microphone_permission)


def _certificate(measured: Measurement) -> bool:
    return (measured.host_error or "").startswith("net::ERR_CERT_")


def _too_few_encoded(measured: Measurement, policy: Policy) -> bool:
    if measured.encoded_rate_hz is None or not measured.rate_hz:
        return False
    return measured.encoded_rate_hz < policy.encoded_share_min * measured.rate_hz


def _encodes_badly(measured: Measurement, policy: Policy) -> bool:
    return measured.limited_by == "cpu" or _too_few_encoded(measured, policy)


def _no_media(measured: Measurement) -> bool:
    ways = [way for way in (measured.ice_udp, measured.ice_tcp, measured.ice_tls) if way is not None]
    return bool(ways) and not any(ways)


def _poor_call(measured: Measurement, policy: Policy) -> bool:
    loss, rtt = measured.call_loss_percent, measured.call_rtt_ms
    return (loss is not None and loss > policy.call_loss_max_percent) or (
        rtt is not None and rtt > policy.call_rtt_max_ms
    )


def _has_evidence(measured: Measurement, policy: Policy) -> bool:
    """Whether there is positive evidence for `ok`: a moving picture that is not black, and sound."""
    light = measured.lightest_luma is not None and measured.lightest_luma > policy.black_below_luma
    return light and measured.is_frozen is False and measured.is_silent is False


RULES: tuple[Rule[Measurement, Policy], ...] = (
    Rule(
        what="ok_not_run",
        outcome=Outcome.PASS,
        when=lambda m, _: m.not_run in _BY_CHOICE,
        headline=N_("Chrome could not be tried out here."),
    ),
    Rule(
        what="no_chrome",
        outcome=Outcome.WARN,  # the browser's own check decides, and a policy may have made it a remark
        when=lambda m, _: m.not_run == "no_chrome",
        headline=N_("Google Chrome is missing."),
        remedy=INSTALL_CHROME,
        place=Place.CHROME_DOWNLOAD,
    ),
    Rule(
        what="not_run",
        outcome=Outcome.WARN,
        when=lambda m, _: m.not_run is not None,
        headline=N_("Chrome did not answer when tried out."),
        remedy=YOU_CAN_HOLD_IT,
    ),
    Rule(
        what="address_blocked",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.address_blocked is True,
        headline=N_("Chrome is set to block the video meeting."),
        remedy=N_("Ask IT support to allow the video service in Chrome."),
    ),
    Rule(
        what="denied_by_it",
        outcome=Outcome.FAIL,
        when=lambda m, _: _denied(m) and m.denied_by_it is True,
        headline=N_("IT blocks camera or microphone in Chrome."),
        remedy=N_("Ask IT support to allow the video service in Chrome."),
    ),
    Rule(
        what="denied",
        outcome=Outcome.FAIL,
        when=lambda m, _: _denied(m),
        headline=N_("Chrome blocks camera or microphone for the meeting."),
        remedy=N_("Open the meeting page, click the icon left of its address and allow camera and microphone."),
        place=Place.CHROME_SITE_SETTINGS,
    ),
    Rule(
        what="no_camera",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.camera_error in _GONE,
        headline=N_("Chrome finds no camera."),
        remedy=N_("Plug in the camera and test again."),
        place=Place.CAMERA_PRIVACY,
    ),
    Rule(
        what="camera_refused",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.camera_error == _BY_SYSTEM,
        headline=N_("Chrome gets no picture from the camera."),
        remedy=N_("Allow the camera in the privacy settings."),
        place=Place.CAMERA_PRIVACY,
    ),
    Rule(
        what="camera_refused",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.camera_error is not None,
        headline=N_("Chrome gets no picture from the camera."),
        remedy=N_("Close other programs that use the camera, and test again."),
        place=Place.CAMERA_PRIVACY,
    ),
    Rule(
        what="no_microphone",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.microphone_error in _GONE,
        headline=N_("Chrome finds no microphone."),
        remedy=N_("Plug in your headset and test again."),
        place=Place.SOUND,
    ),
    Rule(
        what="microphone_refused",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.microphone_error == _BY_SYSTEM,
        headline=N_("Chrome gets no sound from the microphone."),
        remedy=N_("Allow the microphone in the privacy settings."),
        place=Place.MICROPHONE_PRIVACY,
    ),
    Rule(
        what="microphone_refused",
        outcome=Outcome.FAIL,
        when=lambda m, _: m.microphone_error is not None,
        headline=N_("Chrome gets no sound from the microphone."),
        remedy=N_("Close other programs that use the microphone, and test again."),
        place=Place.MICROPHONE_PRIVACY,
    ),
    Rule(
        what="picture_black",
        outcome=Outcome.FAIL,
        when=lambda m, p: m.lightest_luma is not None and m.lightest_luma <= p.black_below_luma,
        headline=N_("The picture is black in Chrome."),
        remedy=N_("Open the camera's shutter or press its key, and test again."),
    ),
    Rule(
        what="certificate",
        outcome=Outcome.FAIL,
        when=lambda m, _: _certificate(m),
        headline=N_("Chrome does not trust the meeting service."),
        remedy=N_("Check the computer's date and time. If they are right, call IT support."),
    ),
    Rule(
        what="silent",
        outcome=Outcome.WARN,  # a headset with a noise gate gives exact silence too, while nobody speaks
        when=lambda m, _: m.is_silent is True,
        headline=N_("No sound at all reaches Chrome."),
        remedy=N_("Turn the microphone on, on the headset and in the computer's sound settings."),
        place=Place.SOUND,
    ),
    Rule(
        what="picture_frozen",
        outcome=Outcome.WARN,
        when=lambda m, _: m.is_frozen is True,
        headline=N_("The picture stands still in Chrome."),
        remedy=N_("Unplug the camera, plug it in and test again."),
    ),
    Rule(
        what="another_camera",
        outcome=Outcome.WARN,
        when=lambda m, _: m.same_camera is False,
        headline=N_("Chrome takes another camera."),
        remedy=N_("Choose the tested camera when the meeting opens."),
    ),
    Rule(
        what="another_microphone",
        outcome=Outcome.WARN,
        when=lambda m, _: m.same_microphone is False,
        headline=N_("Chrome takes another microphone."),
        remedy=N_("Choose the tested microphone when the meeting opens."),
    ),
    Rule(
        what="picture_slow",
        outcome=Outcome.WARN,
        when=lambda m, p: m.rate_hz is not None and m.rate_hz < p.camera_rate_min_hz,
        headline=N_("Chrome gets few pictures a second."),
        remedy=N_("Turn on more light, and plug the camera straight into the computer."),
    ),
    Rule(
        what="encoding_slow",
        outcome=Outcome.WARN,
        when=_encodes_badly,
        headline=N_("The computer is too busy for a sharp picture."),
        remedy=N_("Close programs that you do not need, and plug in the charger."),
    ),
    Rule(
        what="unreachable",
        outcome=Outcome.WARN,
        when=lambda m, _: m.hosts_asked is not None and m.hosts_reached != m.hosts_asked,
        headline=N_("Chrome does not reach the meeting service."),
        remedy=N_("Try to open the meeting anyway. If it does not open, call IT support."),
        place=Place.NETWORK,
    ),
    Rule(
        what="no_way_for_media",
        outcome=Outcome.WARN,
        when=lambda m, _: _no_media(m),
        headline=N_("Sound and picture find no way out."),
        remedy=N_("Change to another network, or call IT support."),
        place=Place.NETWORK,
    ),
    Rule(
        what="udp_blocked",
        outcome=Outcome.WARN,
        when=lambda m, _: m.ice_udp is False,
        headline=N_("The network stops the best way for video."),
        remedy=N_("You can hold the meeting. If it stutters, tell IT support: UDP is blocked."),
    ),
    Rule(
        what="poor_call",
        outcome=Outcome.WARN,
        when=_poor_call,
        headline=N_("A trial call loses sound or is late."),
        remedy=N_("Plug in a network cable, and close what else uses the network."),
        place=Place.NETWORK,
    ),
    Rule(
        what="unclear",
        outcome=Outcome.WARN,
        when=lambda m, p: m.address_blocked is False and not _has_evidence(m, p),
        headline=N_("What Chrome gets could not be seen."),
        remedy=YOU_CAN_HOLD_IT,
    ),
    Rule(
        what="ok",
        outcome=Outcome.PASS,
        when=_has_evidence,
        headline=N_("Chrome gets picture and sound."),
    ),
)
