"""Faulty reports of the system about devices and networks, judged by the parsers and rules of a real run."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from faultless_station import CABLE, EARPIECES, HEADSET, INFRARED, QUICK, REACHED, WEBCAM, WIFI, Station, findings

from faults.fault import Observation, Surroundings
from readiness.host.network import stun_probe
from readiness.host.network.web_probe import Visit
from readiness.i18n import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceFault:
    """A workstation without problems on which the system reports some things differently.

    Attributes:
        name: what goes wrong.
        promised: the code that the check concerned must give.
        overrides: what the system reports instead, by the field of `Station`.
        sentence: a part of the text that the person must read.
    """

    name: str
    promised: str
    overrides: Mapping[str, Any] = field(default_factory=dict)
    sentence: str = ""
    within_s: float = 1.0
    quick: bool = True


def observe(fault: DeviceFault, around: Surroundings) -> Observation:
    """Inject the fault: judge the workstation."""
    started_s = time.monotonic()
    found = findings(Station(**fault.overrides), around.folder)
    took_s = time.monotonic() - started_s
    words, check = Words("en"), fault.promised.partition(".")[0]
    finding = found[check]
    sentence = f"{words(finding.headline, finding.measured)} {words(finding.remedy, finding.measured)}".strip()
    return Observation(finding.code, sentence, took_s)


def sound(**facts: Any) -> Mapping[str, Any]:
    return {"endpoints": (replace(HEADSET, **facts), EARPIECES)}


SECOND = replace(WEBCAM, index=2, path=r"\\?\usb#vid_046d&pid_085e#2")
OFF = replace(HEADSET, is_default=False, is_default_communications=False)

FAULTS: tuple[DeviceFault, ...] = (
    DeviceFault(name="two cameras of one name", promised="camera.ok", overrides={"listed": (WEBCAM, SECOND)}),
    DeviceFault(
        name="two cameras of one name, and that name is wanted",
        promised="camera.ok",
        overrides={"listed": (WEBCAM, SECOND), "wanted_camera": WEBCAM.name},
    ),
    DeviceFault(
        name="a camera without a name", promised="camera.ok", overrides={"listed": (replace(WEBCAM, name=""),)}
    ),
    DeviceFault(
        name="a camera whose name is a megabyte",
        promised="camera.ok",
        overrides={"listed": (replace(WEBCAM, name="x" * 10**6),)},
    ),
    DeviceFault(
        name="a camera whose name turns the line around",
        promised="camera.ok",
        overrides={"listed": (replace(WEBCAM, name="\u202eCAREMAC\x1b[2J"),)},
    ),
    DeviceFault(name="only the camera for signing in", promised="camera.infrared", overrides={"listed": (INFRARED,)}),
    DeviceFault(
        name="the wanted camera is pulled out",
        promised="camera.not_found",
        overrides={"wanted_camera": "id-of-another"},
    ),
    DeviceFault(
        name="a camera held by another program", promised="camera.no_picture", overrides={"camera_opens": False}
    ),
    DeviceFault(
        name="two headsets of one name",
        promised="headset.ok",
        overrides={
            "endpoints": (
                HEADSET,
                replace(HEADSET, id="{0.0.1.9}", device="{9}", is_default=False, is_default_communications=False),
                EARPIECES,
            )
        },
    ),
    DeviceFault(name="no sound device at all", promised="microphone.absent", overrides={"endpoints": ()}),
    DeviceFault(name="a headset without a name", promised="headset.ok", overrides=sound(name="")),
    DeviceFault(
        name="a headset whose name is hostile", promised="headset.ok", overrides=sound(name="\u202e{name}\x1b[2J<b>")
    ),
    DeviceFault(name="a headset whose numbers are torn", promised="headset.ok", overrides=sound(vid_pid="0b0e:")),
    DeviceFault(
        name="a microphone that nothing is the default of",
        promised="headset.not_assessed",
        overrides={"endpoints": (OFF, EARPIECES)},
    ),
    DeviceFault(name="no network adapter at all", promised="connection.none", overrides={"rows": (), "route": ()}),
    DeviceFault(name="a route that no adapter has", promised="connection.other", overrides={"route": ("192.0.2.1",)}),
    DeviceFault(
        name="an adapter of unheard-of kind",
        promised="connection.other",
        overrides={"rows": (replace(CABLE, if_type=9999, physical_medium=-1, hardware_id="", description=""),)},
    ),
    DeviceFault(
        name="a cable that says 0 Mbit/s",
        promised="connection.slow_cable",
        overrides={"rows": (replace(CABLE, link_speed_mbps=0),)},
    ),
    DeviceFault(
        name="Wi-Fi of −7 bars",
        promised="connection.wireless_weak",
        overrides={"rows": (WIFI,), "route": WIFI.addresses, "bars": -7},
    ),
    DeviceFault(
        name="a server that answers with another's certificate",
        promised="path.certificate_wrong_host",
        overrides={"visit": Visit(reached=replace(REACHED, certificate="wrong_host"))},
    ),
    DeviceFault(
        name="a network with a login page",
        promised="path.login_page",
        overrides={"visit": Visit(reached=replace(REACHED, certificate=None), has_login_page=True)},
    ),
    DeviceFault(
        name="a firewall that stops UDP", promised="path.udp_blocked", overrides={"way": stun_probe.Path(udp="blocked")}
    ),
    DeviceFault(
        name="times that are not finite",
        promised="path.ok",
        overrides={"way": replace(QUICK, rtt_ms=float("nan"), jitter_ms=float("inf"))},
    ),
    DeviceFault(
        name="Chrome's settings for the site are torn",
        promised="browser.ok",
        overrides={"site_settings": {"media_stream_camera": -1}},
    ),
    DeviceFault(
        name="Chrome tells no version",
        promised="browser.damaged",
        overrides={"browsers": {"opt/google/chrome/chrome": ""}},
    ),
    DeviceFault(
        name="Chrome tells a novel",
        promised="browser.damaged",
        overrides={"browsers": {"opt/google/chrome/chrome": "Once upon a time " * 500}},
    ),
)
