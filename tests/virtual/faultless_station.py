r"""A workstation without problems as its system reports it: registry values, Chrome's files, table rows, answers.

Tests override single fields; the real parsers and rules turn them into findings.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from msgspec import structs

from readiness import model
from readiness.checks import browser, camera, connection, headset, microphone, network_path
from readiness.checks.headset.measure import measure as measure_headset
from readiness.checks.microphone.live_voice import with_access
from readiness.checks.network_path import probe as path_probe
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.host.audio.portaudio import fault_of
from readiness.host.browser.chrome_linux import Roots
from readiness.host.camera import devices as camera_list
from readiness.host.network import stun_probe
from readiness.host.network.adapter_kinds_windows import WindowsAdapterRow, as_adapters
from readiness.host.network.tls_probe import Reach
from readiness.host.network.web_probe import Visit
from readiness.host.privacy.consent_store_windows import Consent, windows_access
from readiness.model import Finding

URL = "https://video.example.se/rum"
OURS = r"C:\Program Files\Readiness\readiness.exe"
POLICY = model.Policy((browser.Policy(minimum_version="150"),))

# A computer without problems, as its system reports it.

SWITCHES: Consent = {
    "machine": {"Value": "Allow"},
    "user": {"Value": "Allow"},
    r"user\NonPackaged": {"Value": "Allow"},
}
USES: Mapping[str, object] = {"Value": "Allow", "LastUsedTimeStart": 133_800_000_000_000_000, "LastUsedTimeStop": 0}
TEAMS, ZOOM = r"user\MSTeams_8wekyb3d8bbwe", r"user\NonPackaged\C:#Users#anna#AppData#Roaming#Zoom#bin#Zoom.exe"
WEBCAM = camera_list.Listed(0, "Logitech BRIO", r"\\?\usb#vid_046d&pid_085e#1", 0x046D, 0x085E, camera_list.MSMF)
INFRARED = camera_list.Listed(1, "Integrated IR Camera", r"\\?\usb#vid_04f2&pid_b6d0#1", 0x04F2, 0xB6D0, WEBCAM.backend)
HEADSET = AudioEndpoint(
    name="Headset Microphone (Jabra Evolve2 65)", id="{0.0.1.1}", bus="usb", form_factor="headset",
    vid_pid="0b0e:24f6", device="{1}", is_default=True, is_default_communications=True,
)  # fmt: skip
EARPIECES = AudioEndpoint(
    name="Headset Earphone (Jabra Evolve2 65)", id="{0.0.0.1}", direction="output", bus="usb", form_factor="headset",
    vid_pid="0b0e:24f6", device="{1}", is_default=True, is_default_communications=True,
)  # fmt: skip
CABLE = WindowsAdapterRow(
    name="{c}", label="Ethernet", description="Intel(R) Ethernet Connection I219-LM", if_type=6, physical_medium=14,
    hardware_id=r"PCI\VEN_8086&DEV_15BB", is_hardware=True, addresses=("10.0.0.5",), gateway_metric=25,
    link_speed_mbps=1000,
)  # fmt: skip
WIFI = replace(
    CABLE, name="{w}", label="Wi-Fi", description="Intel(R) Wi-Fi 6E AX211 160MHz", if_type=71, physical_medium=9,
    addresses=("10.0.1.5",), gateway_metric=35, link_speed_mbps=400,
)  # fmt: skip
UNPLUGGED = replace(CABLE, has_link=False, addresses=(), gateway_metric=None, link_speed_mbps=None)
MODEM = replace(WIFI, name="{m}", label="Mobilt", description="Fibocom L850-GL", if_type=243, physical_medium=8)
PHONE = replace(
    WIFI, name="{p}", label="Ethernet 2", description="Remote NDIS based Internet Sharing Device", if_type=6,
    physical_medium=0, hardware_id=r"USB\VID_18D1&PID_4EEB",
)  # fmt: skip
UNKNOWN = replace(
    WIFI, name="{u}", label="Ethernet 3", description="Något annat", if_type=6, physical_medium=0,
    hardware_id=r"ROOT\NET",
)  # fmt: skip
REACHED = Reach(name_lookup_ms=5, tcp_connect_ms=20, is_ipv6=False, tls_handshake_ms=30, certificate="ok")
QUICK = stun_probe.Path(udp="open", rtt_ms=20, rtt_p95_ms=25, jitter_ms=2, packet_loss_percent=0)
GOOD_VOICE = microphone.Measurement(
    finished=True, speech_s=4, level_dbfs=-30, speech_level_dbfs=-26, snr_db=40, clipping_per_s=0, clipping_percent=0,
    dropouts_count=0, dropouts_percent=0, bandwidth_hz=8000, digital_silence=False, muted_in_system=False,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Station:
    """What the system of a workstation reports; the defaults give no problem."""

    browsers: Mapping[str, str] = field(
        default_factory=lambda: {"opt/google/chrome/chrome": "Google Chrome 156.0.8078.79"}
    )
    chrome_age_days: int = 3
    policies: Mapping[str, object] = field(default_factory=dict)
    site_settings: Mapping[str, int] = field(default_factory=dict)
    chrome_runs_as: str = ""
    default_browser: str = "google-chrome.desktop"
    listed: tuple[camera_list.Listed, ...] = (WEBCAM,)
    wanted_camera: str | None = None
    camera_consent: Consent = field(default_factory=lambda: SWITCHES)
    camera_opens: bool = True
    endpoints: tuple[AudioEndpoint, ...] = (HEADSET, EARPIECES)
    microphone_consent: Consent = field(default_factory=lambda: SWITCHES)
    portaudio_refusal: tuple[int, int | None] | None = None
    voice: microphone.Measurement = GOOD_VOICE
    rows: tuple[WindowsAdapterRow, ...] = (CABLE,)
    route: tuple[str, ...] = ("10.0.0.5",)
    bars: int | None = None
    visit: Visit = field(default_factory=lambda: Visit(reached=REACHED, has_login_page=False))
    way: stun_probe.Path = QUICK


# From the system's reports to measurements, as in the probes.


def of_browser(station: Station, folder: Path) -> browser.Measurement:
    roots = Roots(root=folder, home=folder / "home", config=folder / "config")
    for path, answer in station.browsers.items():
        program = folder / path
        program.parent.mkdir(parents=True)
        program.write_text(f"#!/bin/sh\necho '{answer}'\n", encoding="utf-8")
        program.chmod(0o755)
        written_s = time.time() - station.chrome_age_days * 86_400
        os.utime(program, (written_s, written_s))
    data = roots.user_data[0]
    exceptions = {device: {"https://video.example.se:443,*": {"setting": setting}}
            for device, setting in station.site_settings.items()}  # fmt: skip
    preferences = {"profile": {"content_settings": {"exceptions": exceptions}}}
    for file, content in (
        (data / "Default/Preferences", json.dumps(preferences)),
        (data / "Last Version", station.chrome_runs_as),
        (roots.policy_folder / "region.json", json.dumps(station.policies)),
        (roots.mimeapps[0], f"[Default Applications]\nx-scheme-handler/https={station.default_browser}"),
    ):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    if station.chrome_runs_as:
        (data / "SingletonLock").symlink_to(f"dator-{os.getpid()}")
    return browser.measure(URL, roots)


def of_camera(station: Station, _: Path) -> camera.Measurement:
    found = camera_list.cameras(station.listed)
    chosen = camera_list.choose_camera(found, station.wanted_camera)
    wanted_found = None if station.wanted_camera is None else chosen is not None
    common = camera.Measurement(
        cameras_count=len(found), wanted_found=wanted_found, source_kind=chosen.kind if chosen else None
    )
    if chosen is None:
        return common
    if station.camera_opens:
        colours = 0 if chosen.kind == "infrared" else 15
        picture = {"brightest_code": 220, "detail_codes": 20, "colour_codes": colours, "changes_count": 60}
        return structs.replace(common, pictures_count=60, height_px=1080, frames_per_s=30, **picture)
    access = windows_access(station.camera_consent, "webcam", OURS)
    return structs.replace(
        common, pictures_count=0, access_denied=access.denied, denied_by=access.denied_by, in_use=access.in_use,
        used_by=access.used_by,
    )  # fmt: skip


def of_microphone(station: Station, _: Path) -> microphone.Measurement:
    access = windows_access(station.microphone_consent, "microphone", OURS)
    if not any(each.direction == "input" for each in station.endpoints):
        return microphone.Measurement(fault="absent")
    if station.portaudio_refusal:
        return with_access(microphone.Measurement(fault=fault_of(*station.portaudio_refusal)), access)
    return with_access(station.voice, access)


def of_headset(station: Station, _: Path) -> headset.Measurement:
    return measure_headset(station.endpoints)


def of_connection(station: Station, _: Path) -> connection.Measurement:
    return connection.measurement_of(as_adapters(station.rows), station.route, lambda _: station.bars)


def of_path(station: Station, _: Path) -> network_path.Measurement:
    return path_probe.measurement_of([station.visit], [station.way])


CHECKS: tuple[tuple[model.AnyCheck, Callable[[Station, Path], Any]], ...] = (
    (camera.CHECK, of_camera),
    (headset.CHECK, of_headset),
    (microphone.CHECK, of_microphone),
    (browser.CHECK, of_browser),
    (connection.CHECK, of_connection),
    (network_path.CHECK, of_path),
)


def findings(station: Station, folder: Path) -> dict[str, Finding]:
    return {check.id: check.judge(measure(station, folder), POLICY.of(check.policy)) for check, measure in CHECKS}
