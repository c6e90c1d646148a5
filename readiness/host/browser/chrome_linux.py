"""Installed browsers on Linux, and the locations of Google Chrome's policies and profiles."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from readiness.file_reader import is_file, text_of
from readiness.host.browser.browser import GOOGLE_CHROME, Browser, parse_version_line
from readiness.host.browser.chrome_policy import in_force, read_json_policies
from readiness.host.browser.default_browser import from_mimeapps
from readiness.host.system import program_start
from readiness.host.system.home_folder import home_folder
from readiness.host.system.trusted_program import is_trusted

_ANSWER_TIMEOUT_S = 5.0
_MAX_LIST_BYTES = 1_000_000

_PROGRAMS = {
    "opt/google/chrome/chrome": GOOGLE_CHROME,
    "opt/google/chrome-beta/chrome": "Google Chrome Beta",
    "opt/google/chrome-unstable/chrome": "Google Chrome Dev",
    "opt/google/chrome-canary/chrome": "Google Chrome Canary",
    "usr/lib/chromium/chromium": "Chromium",
    "usr/lib/chromium-browser/chromium-browser": "Chromium",
    "usr/lib64/chromium-browser/chromium-browser": "Chromium",
    "snap/bin/chromium": "Chromium",
    "opt/microsoft/msedge/msedge": "Microsoft Edge",
    "opt/brave.com/brave/brave": "Brave",
    "opt/vivaldi/vivaldi-bin": "Vivaldi",
    "usr/lib/x86_64-linux-gnu/opera/opera": "Opera",
    "snap/bin/opera": "Opera",
    "usr/lib/firefox-esr/firefox-esr": "Firefox",
    "usr/lib/firefox/firefox": "Firefox",
    "snap/bin/firefox": "Firefox",
}
"""Program files of the vendors' packages, relative to the file system's root."""

_FLATPAK = "exports/bin/com.google.Chrome"


@dataclass(frozen=True, slots=True, kw_only=True)
class Roots:
    """Where to look: the file system's root, the person's home and configuration folder; and the desktop's names.

    `PATH` is not searched: it may contain any program of that name, and Google's packages do not need it.
    """

    root: Path = Path("/")
    home: Path = field(default_factory=home_folder)
    config: Path = field(default_factory=lambda: Path(os.environ.get("XDG_CONFIG_HOME") or home_folder() / ".config"))

    desktops: tuple[str, ...] = field(
        default_factory=lambda: tuple(os.environ.get("XDG_CURRENT_DESKTOP", "").split(":"))
    )

    @property
    def policy_folder(self) -> Path:
        """Folder of IT's mandatory policies for Google Chrome (Chromium's are elsewhere)."""
        return self.root / "etc/opt/chrome/policies/managed"

    @property
    def user_data(self) -> tuple[Path, ...]:
        """Chrome's user data folders: the usual one, then Flatpak's."""
        flatpak = self.home / ".var/app/com.google.Chrome/config/google-chrome"
        return self.config / "google-chrome", flatpak

    @property
    def path_variables(self) -> None:
        """Variables in the policy `UserDataDir`, which Chrome on Linux does not have."""
        return

    @property
    def enrollment_file(self) -> Path:
        """File with the token that enrols Chrome in cloud management (Chrome Enterprise help, browser enrolment)."""
        return self.root / "etc/opt/chrome/policies/enrollment/CloudManagementEnrollmentToken"

    @property
    def mimeapps(self) -> tuple[Path, ...]:
        """Files with the default browser, highest precedence first; a desktop's own before the general (MIME apps)."""
        data = (self.home / ".local/share", self.root / "usr/local/share", self.root / "usr/share")
        folders = (self.config, self.root / "etc/xdg", *(folder / "applications" for folder in data))
        names = (*(f"{desktop.casefold()}-mimeapps.list" for desktop in self.desktops if desktop), "mimeapps.list")
        return tuple(folder / name for folder in folders for name in names)


def installed(roots: Roots) -> tuple[Browser, ...]:
    """Return all known browsers. Only possible Google Chromes are run with `--version`, which opens no window."""
    known = [Browser(product=product, program=roots.root / path) for path, product in _PROGRAMS.items()]
    found = [each for each in known if _is_runnable(each.program)]
    flatpaks = (roots.root / "var/lib/flatpak" / _FLATPAK, roots.home / ".local/share/flatpak" / _FLATPAK)
    candidates = [each.program for each in found if each.is_google_chrome]
    candidates += [path for path in flatpaks if _is_runnable(path)]
    chromes = [_identify(program, for_everybody=roots.home not in program.parents) for program in candidates]
    return tuple(chromes + [each for each in found if not each.is_google_chrome])


def policies(roots: Roots) -> dict[str, object]:
    """Return IT's policies for Google Chrome."""
    mandatory = roots.policy_folder
    read = in_force(read_json_policies(mandatory.with_name("recommended")), read_json_policies(mandatory))
    read.pop("UserDataDir", None)  # not supported by Chrome on Linux
    return read | ({"CloudManagementEnrollmentToken": True} if is_file(roots.enrollment_file) else {})


def default_browser(roots: Roots) -> str | None:
    """Return the default browser; None if none has been chosen."""
    return from_mimeapps(text_of(path, _MAX_LIST_BYTES) for path in roots.mimeapps)


def _is_runnable(path: Path) -> bool:
    return is_file(path) and os.access(path, os.X_OK) and is_trusted(path)


def _identify(program: Path, *, for_everybody: bool) -> Browser:
    """Identify a program by its `--version` output, since the vendor's path may be a link to another program."""
    answer = program_start.output_of([program, "--version"], _ANSWER_TIMEOUT_S)
    product, version = parse_version_line(answer) or (GOOGLE_CHROME, None)
    return Browser(product=product, program=program, version=version, for_everybody=for_everybody)
