"""One problem at a time on a workstation that otherwise has none.

Each cause is given as raw facts (registry values, files of Chrome's, rows of Windows' tables, PortAudio's and the
network's answers), goes through the same parsers and rules as on a clinician's computer, and must give its own code and
the right thing to do, while every other check stays as it was. The workstation without problems is in `station.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from faultless_station import (
    CABLE,
    EARPIECES,
    GOOD_VOICE,
    HEADSET,
    INFRARED,
    MODEM,
    PHONE,
    QUICK,
    REACHED,
    SWITCHES,
    TEAMS,
    UNKNOWN,
    UNPLUGGED,
    USES,
    WEBCAM,
    WIFI,
    ZOOM,
    Station,
    findings,
)  # fmt: skip
from msgspec import structs

from readiness.host.network import stun_probe
from readiness.host.network.web_probe import Visit
from readiness.model import Outcome, Place

# Each cause: what the system reports instead, the code, a part of the remedy, and the place that the button opens.


@dataclass(frozen=True, kw_only=True)
class Cause:
    facts: Mapping[str, Any]
    code: str
    remedy: str
    place: Place | None = None


def other_input(**facts: Any) -> Mapping[str, Any]:
    return {"endpoints": (replace(HEADSET, id="{0.0.1.2}", device="{2}", **facts), EARPIECES)}


def no_camera(**consent: Mapping[str, object]) -> Mapping[str, Any]:
    return {"camera_opens": False, "camera_consent": {**SWITCHES, **consent}}


def no_microphone(host_code: int, **consent: Mapping[str, object]) -> Mapping[str, Any]:
    return {"portaudio_refusal": (-9996, host_code), "microphone_consent": {**SWITCHES, **consent}}


DENY: Mapping[str, object] = {"Value": "Deny"}
ACCESS_DENIED, IN_USE, INVALIDATED = -2_147_024_891, -2_004_287_478, -2_004_287_484
OLD_CHROME = {"opt/google/chrome/chrome": "Google Chrome 149.0.1.2"}

CAUSES: Mapping[str, Cause] = {
    # Chrome
    "no browser at all": Cause(
        facts={"browsers": {}}, code="browser.missing", remedy="Install", place=Place.CHROME_DOWNLOAD
    ),
    "only Edge": Cause(
        facts={"browsers": {"opt/microsoft/msedge/msedge": "Microsoft Edge 156.0.1.2"}},
        code="browser.not_chrome", remedy="Install", place=Place.CHROME_DOWNLOAD,
    ),
    "half an installation": Cause(
        facts={"browsers": {"opt/google/chrome/chrome": ""}},
        code="browser.damaged", remedy="again", place=Place.CHROME_DOWNLOAD,
    ),
    "IT has turned off cameras in Chrome": Cause(
        facts={"policies": {"VideoCaptureAllowed": False}}, code="browser.blocked_by_policy", remedy="IT support"
    ),
    "the person once said no": Cause(
        facts={"site_settings": {"media_stream_camera": 2}},
        code="browser.site_blocked", remedy="icon left of its address", place=Place.CHROME_SITE_SETTINGS,
    ),
    "the person once muted the site": Cause(
        facts={"site_settings": {"sound": 2}},
        code="browser.site_muted", remedy="right-click its tab", place=Place.CHROME_SITE_SETTINGS,
    ),
    "older than IT accepts": Cause(facts={"browsers": OLD_CHROME}, code="browser.too_old", remedy="update"),
    "updated, not restarted": Cause(
        facts={"chrome_runs_as": "155.0.1.2"}, code="browser.waits_for_restart", remedy="Close all"
    ),
    "not updated since spring": Cause(facts={"chrome_age_days": 200}, code="browser.outdated", remedy="update"),
    "UDP off in Chrome": Cause(
        facts={"policies": {"WebRtcIPHandling": "disable_non_proxied_udp"}}, code="browser.udp_blocked", remedy="UDP"
    ),
    "managed from the cloud": Cause(
        facts={"policies": {"CloudManagementEnrollmentToken": "37185d02"}},
        code="browser.cloud_managed", remedy="Ask IT support",
    ),
    "links open in Firefox": Cause(
        facts={"default_browser": "firefox.desktop"},
        code="browser.not_default", remedy="default browser", place=Place.DEFAULT_APPS,
    ),
    # The camera at the system's level
    "no camera": Cause(facts={"listed": ()}, code="camera.absent", remedy="Plug in"),
    "the chosen camera is at home": Cause(facts={"wanted_camera": "C920"}, code="camera.not_found", remedy="Plug in"),
    "the privacy switch for desktop programs": Cause(
        facts=no_camera(**{r"user\NonPackaged": DENY}),
        code="camera.denied", remedy="privacy settings", place=Place.CAMERA_PRIVACY,
    ),
    "group policy for cameras": Cause(
        facts=no_camera(policy={"LetAppsAccessCamera": 2}), code="camera.denied_by_it", remedy="Ask IT support"
    ),
    "Teams has the camera": Cause(facts=no_camera(**{TEAMS: USES}), code="camera.busy", remedy="End the call"),
    "a camera that says nothing": Cause(facts=no_camera(), code="camera.no_picture", remedy="Unplug"),
    "the camera for signing in is chosen": Cause(
        facts={"listed": (WEBCAM, INFRARED), "wanted_camera": "IR Camera"}, code="camera.infrared", remedy="ordinary"
    ),
    "a program's camera": Cause(
        facts={"listed": (replace(WEBCAM, name="OBS Virtual Camera"),)}, code="camera.virtual", remedy="ordinary"
    ),
    # The microphone at the system's level
    "the privacy switch for the person": Cause(
        facts=no_microphone(ACCESS_DENIED, user=DENY),
        code="microphone.denied", remedy="privacy settings", place=Place.MICROPHONE_PRIVACY,
    ),
    "group policy for microphones": Cause(
        facts=no_microphone(ACCESS_DENIED, policy={"LetAppsAccessMicrophone": 2}),
        code="microphone.denied_by_it", remedy="Ask IT support",
    ),
    "Zoom has the microphone for itself": Cause(
        facts=no_microphone(IN_USE, **{ZOOM: USES}), code="microphone.busy", remedy="End the call"
    ),
    "a Teams call goes on": Cause(
        facts={"microphone_consent": {**SWITCHES, TEAMS: USES}}, code="microphone.in_call", remedy="End the call"
    ),
    "muted in Windows": Cause(
        facts={"voice": structs.replace(GOOD_VOICE, muted_in_system=True)},
        code="microphone.muted", remedy="Switch on", place=Place.SOUND,
    ),
    "pulled out in the middle": Cause(
        facts=no_microphone(INVALIDATED), code="microphone.unplugged", remedy="plug it in again"
    ),
    # Which microphone it is
    "the dock is the default microphone": Cause(
        facts=other_input(name="Mikrofon (HP USB-C Dock Audio)", form_factor="", vid_pid=""),
        code="headset.dock_or_monitor", remedy="into the computer itself", place=Place.SOUND,
    ),
    "the dictation microphone": Cause(
        facts=other_input(name="SpeechMike III", form_factor="microphone", vid_pid="0911:0c1c"),
        code="headset.dictation", remedy="Plug in your headset", place=Place.SOUND,
    ),
    "the webcam's microphone": Cause(
        facts=other_input(name="Mikrofon (Logitech BRIO)", form_factor="microphone", vid_pid="046d:085e"),
        code="headset.webcam", remedy="Plug in your headset", place=Place.SOUND,
    ),
    # The connection
    "the cable is pulled": Cause(
        facts={"rows": (UNPLUGGED,), "route": ()}, code="connection.no_link", remedy="cable", place=Place.NETWORK
    ),
    "a dead socket": Cause(
        facts={"rows": (replace(CABLE, addresses=("169.254.3.4",), gateway_metric=None),), "route": ()},
        code="connection.cable_without_network", remedy="another network socket", place=Place.NETWORK,
    ),
    "flight mode": Cause(
        facts={"rows": (replace(WIFI, has_link=False, addresses=(), gateway_metric=None),), "route": ()},
        code="connection.none", remedy="connect to Wi-Fi", place=Place.NETWORK,
    ),
    "docked and still on Wi-Fi": Cause(
        facts={"rows": (CABLE, WIFI), "route": WIFI.addresses},
        code="connection.wireless_despite_cable", remedy="Turn Wi-Fi off", place=Place.NETWORK,
    ),
    "docked and still on the phone": Cause(
        facts={"rows": (CABLE, PHONE), "route": PHONE.addresses},
        code="connection.mobile_despite_cable", remedy="Disconnect the phone", place=Place.NETWORK,
    ),
    "the built-in modem": Cause(
        facts={"rows": (UNPLUGGED, MODEM), "route": MODEM.addresses},
        code="connection.mobile", remedy="Plug in", place=Place.NETWORK,
    ),
    "an Ethernet that is a phone": Cause(
        facts={"rows": (UNPLUGGED, PHONE), "route": PHONE.addresses},
        code="connection.tethered", remedy="Plug in", place=Place.NETWORK,
    ),
    "far from the access point": Cause(
        facts={"rows": (WIFI,), "route": WIFI.addresses, "bars": 1},
        code="connection.wireless_weak", remedy="closer", place=Place.NETWORK,
    ),
    "Wi-Fi": Cause(
        facts={"rows": (WIFI,), "route": WIFI.addresses, "bars": 5},
        code="connection.wireless", remedy="Plug in", place=Place.NETWORK,
    ),
    "an adapter nobody knows": Cause(
        facts={"rows": (UNKNOWN,), "route": UNKNOWN.addresses},
        code="connection.other", remedy="Check", place=Place.NETWORK,
    ),
    "a damaged cable": Cause(
        facts={"rows": (replace(CABLE, link_speed_mbps=10),)},
        code="connection.slow_cable", remedy="another network cable", place=Place.NETWORK,
    ),
    # The way to the meeting
    "a network that wants a login": Cause(
        facts={"visit": Visit(reached=replace(REACHED, certificate=None), has_login_page=True)},
        code="path.login_page", remedy="log in", place=Place.NETWORK,
    ),
    "the computer's clock is wrong": Cause(
        facts={"visit": Visit(reached=replace(REACHED, certificate="expired"))},
        code="path.certificate_date", remedy="date and time",
    ),
    "somebody else answers": Cause(
        facts={"visit": Visit(reached=replace(REACHED, certificate="wrong_host"))},
        code="path.certificate_wrong_host", remedy="network", place=Place.NETWORK,
    ),
    "a proxy opens the encryption": Cause(
        facts={"visit": Visit(reached=replace(REACHED, certificate="unknown_issuer"))},
        code="path.certificate_unknown", remedy="open the meeting anyway",
    ),
    "the service does not answer": Cause(
        facts={"visit": Visit(reached=replace(REACHED, certificate=None))},
        code="path.unreachable", remedy="open the meeting anyway",
    ),
    "a firewall stops UDP": Cause(facts={"way": stun_probe.Path(udp="blocked")}, code="path.udp_blocked", remedy="UDP"),
    "packets are lost": Cause(
        facts={"way": replace(QUICK, packet_loss_percent=8)},
        code="path.packet_loss", remedy="Plug in", place=Place.NETWORK,
    ),
    "an uneven network": Cause(
        facts={"way": replace(QUICK, jitter_ms=80)}, code="path.jitter", remedy="Plug in", place=Place.NETWORK
    ),
    "a long way": Cause(
        facts={"way": replace(QUICK, rtt_ms=400)}, code="path.delay", remedy="Plug in", place=Place.NETWORK
    ),
}  # fmt: skip


def test_computer_without_problems_is_ready(tmp_path: Path) -> None:
    assert {
        finding.code for finding in findings(Station(), tmp_path).values() if finding.outcome is not Outcome.PASS
    } == set()


@pytest.mark.parametrize("name", CAUSES)
def test_each_cause_gives_its_code_and_no_other_finding(name: str, tmp_path: Path) -> None:
    cause = CAUSES[name]
    found = findings(Station(**cause.facts), tmp_path)
    (problem,) = (each for each in found.values() if each.outcome is not Outcome.PASS)
    assert (problem.code, problem.place) == (cause.code, cause.place)
    assert cause.remedy in problem.remedy


def test_codes_of_the_causes_are_unique() -> None:
    assert len({cause.code for cause in CAUSES.values()}) == len(CAUSES) >= 30
