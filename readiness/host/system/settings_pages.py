"""Opening a page of the system's settings, where this system has one."""

from __future__ import annotations

import os
import sys
from pathlib import PureWindowsPath

from readiness.host.system import program_start, trusted_program
from readiness.model import Place

CHROME_DOWNLOAD_URL = "https://www.google.com/chrome/"

_CONTROL_PANEL = PureWindowsPath(os.environ.get("SYSTEMROOT", "C:\\Windows")) / "System32" / "control.exe"

WINDOWS: dict[Place, tuple[str, ...]] = {
    Place.CAMERA_PRIVACY: ("ms-settings:privacy-webcam",),
    Place.MICROPHONE_PRIVACY: ("ms-settings:privacy-microphone",),
    Place.SOUND: ("ms-settings:sound",),
    Place.RECORDING_DEVICES: (str(_CONTROL_PANEL), "mmsys.cpl,,1"),
    Place.NETWORK: ("ms-settings:network-status",),
    Place.DEFAULT_APPS: ("ms-settings:defaultapps",),
    Place.CHROME_DOWNLOAD: (CHROME_DOWNLOAD_URL,),
}
"""An address, or a program and its arguments. Microsoft Learn, "Launch Windows Settings" and "Executing Control
Panel Items": the sound panel's second tab has the recording devices, whose properties have exclusive mode; the pages
of Settings do not."""

MACOS = {
    Place.CAMERA_PRIVACY: "x-apple.systempreferences:com.apple.preference.security?Privacy_Camera",
    Place.MICROPHONE_PRIVACY: "x-apple.systempreferences:com.apple.preference.security?Privacy_Microphone",
    Place.SOUND: "x-apple.systempreferences:com.apple.Sound-Settings.extension",
    Place.NETWORK: "x-apple.systempreferences:com.apple.Network-Settings.extension",
    Place.DEFAULT_APPS: "x-apple.systempreferences:com.apple.Desktop-Settings.extension",
    Place.CHROME_DOWNLOAD: CHROME_DOWNLOAD_URL,
}

LINUX: dict[Place, tuple[tuple[str, ...], ...]] = {
    Place.CAMERA_PRIVACY: (("gnome-control-center", "camera"),),
    Place.MICROPHONE_PRIVACY: (("gnome-control-center", "microphone"),),
    Place.SOUND: (("gnome-control-center", "sound"), ("systemsettings", "kcm_pulseaudio"), ("pavucontrol",)),
    Place.NETWORK: (
        ("gnome-control-center", "network"),
        ("systemsettings", "kcm_networkmanagement"),
        ("nm-connection-editor",),
    ),
    Place.DEFAULT_APPS: (("gnome-control-center", "applications"), ("systemsettings", "kcm_componentchooser")),
    Place.CHROME_DOWNLOAD: (("xdg-open", CHROME_DOWNLOAD_URL),),
}
"""Candidates per desktop environment; the first trusted installed program is used (`trusted_program`).

Chrome's own pages are missing, since Chrome opens no `chrome:` address from the command line (chromium:
chrome/browser/ui/startup/url_util.cc; shown by `tests/host/browser/test_chromium_itself.py`). To change a site's
permissions, the window opens the site itself, where the icon left of the address leads to them."""


def command(place: Place, system: str = sys.platform, search_path: str | None = None) -> tuple[str, ...] | None:
    """Return the command that opens `place`: program and arguments, or on Windows one URI; None if there is none."""
    if system == "win32":
        return WINDOWS.get(place)
    if system == "darwin":
        return ("/usr/bin/open", MACOS[place]) if place in MACOS else None
    programs = ((trusted_program.find(name, search_path), rest) for name, *rest in LINUX.get(place, ()))
    return next(((str(program), *rest) for program, rest in programs if program), None)


def open_place(place: Place) -> bool:
    """Open `place`. Return False if this system has no such page or it cannot be opened."""
    found = command(place)
    if found is None:
        return False
    try:
        if sys.platform == "win32":
            with program_start.system_library_search():
                os.startfile(found[0], arguments=" ".join(found[1:]))  # noqa: S606  (from the table above)
        else:
            program_start.start(found)
    except OSError:
        return False
    return True
