"""Installed browsers on Windows, and the locations of Google Chrome's policies and profiles."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath

from readiness.file_reader import is_file
from readiness.host.browser import default_browser_windows, file_version_windows, registry_policies
from readiness.host.browser.browser import GOOGLE_CHROME, Browser
from readiness.host.browser.chrome_policy import in_force
from readiness.host.browser.default_browser import from_prog_id
from readiness.host.browser.user_data_dir import WINDOWS_VARIABLES
from readiness.host.system import registry_windows

assert sys.platform == "win32"  # noqa: S101  (mypy reads this line: what follows exists on Windows only)

_CLIENTS = r"Google\Update\Clients\{8A69D345-D564-463c-AFF1-A69D9E530F96}"
"""Chrome's stable channel; always in the 32-bit view (chromium: chrome/installer/setup/README.md)."""

_APP_PATHS = r"Microsoft\Windows\CurrentVersion\App Paths"

_FOLDERS = r"Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
"""Where the person's folders are, which may be in OneDrive or on a server."""

_PROGRAMS = {
    r"Google\Chrome\Application\chrome.exe": GOOGLE_CHROME,
    r"Google\Chrome Beta\Application\chrome.exe": "Google Chrome Beta",
    r"Google\Chrome Dev\Application\chrome.exe": "Google Chrome Dev",
    r"Google\Chrome SxS\Application\chrome.exe": "Google Chrome Canary",
    r"Chromium\Application\chrome.exe": "Chromium",
    r"Microsoft\Edge\Application\msedge.exe": "Microsoft Edge",
    r"BraveSoftware\Brave-Browser\Application\brave.exe": "Brave",
    r"Vivaldi\Application\vivaldi.exe": "Vivaldi",
    r"Opera\opera.exe": "Opera",
    r"Programs\Opera\opera.exe": "Opera",
    r"Mozilla Firefox\firefox.exe": "Firefox",
}
"""Program files as installed by the vendors, relative to the program folders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roots:
    """Where to look: the program folders, the person's local application data, and the registry's root key."""

    program_folders: tuple[Path, ...] = field(
        default_factory=lambda: tuple(_folders("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)"))
    )
    local_app_data: Path | None = field(default_factory=lambda: next(_folders("LOCALAPPDATA"), None))
    software: str = "Software"

    @property
    def policy_key(self) -> str:
        """Key of IT's mandatory policies for Google Chrome, in both hives."""
        return rf"{self.software}\Policies\Google\Chrome"

    @property
    def user_data(self) -> tuple[Path, ...]:
        """Chrome's user data folder."""
        return (self.local_app_data / r"Google\Chrome\User Data",) if self.local_app_data else ()

    @property
    def path_variables(self) -> dict[str, str]:
        """Values of Chrome's variables in the policy `UserDataDir`."""
        variables = {
            name: os.environ[variable] for name, variable in WINDOWS_VARIABLES.items() if variable in os.environ
        }
        own = {"local_app_data": str(self.local_app_data)} if self.local_app_data else {}
        documents = registry_windows.text(registry_windows.USER, rf"{self.software}\{_FOLDERS}", "Personal")
        return variables | own | ({"documents": documents} if documents else {})

    @property
    def enrollment_keys(self) -> tuple[tuple[str, str], ...]:
        """Registry values, in the machine's hive, of a browser that is enrolled in Google's cloud management."""
        return (
            (rf"{self.software}\Google\Chrome\Enrollment", "dmtoken"),
            (rf"{self.software}\Google\Enrollment", "dmtoken"),
            (rf"{self.software}\{_CLIENTS.replace('Clients', 'ClientState')}", "CloudManagementEnrollmentToken"),
        )


def _folders(*variables: str) -> Iterator[Path]:
    return (Path(folder) for folder in dict.fromkeys(os.environ.get(name) for name in variables) if folder)


def installed(roots: Roots) -> tuple[Browser, ...]:
    """Return all known browsers without starting them, first the Chrome that Windows itself would start."""
    programs = dict.fromkeys([*_registered(roots), *_usual(roots)])
    found = (_identify(program, roots) for program in programs if is_file(program))
    return tuple(browser for browser in found if browser)


def policies(roots: Roots) -> dict[str, object]:
    """Return Chrome's policies; the computer's override the person's."""
    found = in_force(_values(rf"{roots.policy_key}\Recommended"), _values(roots.policy_key))
    views = (registry_windows.VIEW_64, registry_windows.VIEW_32)
    if any(
        name in registry_windows.values(registry_windows.MACHINE, key, view)
        for key, name in roots.enrollment_keys
        for view in views
    ):
        found["CloudManagementEnrollmentToken"] = True
    return found


def _values(key: str) -> dict[str, object]:
    """Return the policies in a key."""
    found: dict[str, object] = {}
    for hive in (registry_windows.USER, registry_windows.MACHINE):
        below = {name: registry_windows.values(hive, rf"{key}\{name}") for name in registry_windows.subkeys(hive, key)}
        found.update(registry_policies.converted(registry_windows.values(hive, key), below))
    return found


def default_browser(roots: Roots) -> str | None:
    """Return the default browser."""
    return from_prog_id(default_browser_windows.https_prog_id(roots.software))


def _registered(roots: Roots) -> Iterator[Path]:
    for hive in (registry_windows.USER, registry_windows.MACHINE):
        for view in (registry_windows.VIEW_64, registry_windows.VIEW_32):
            program = registry_windows.text(hive, rf"{roots.software}\{_APP_PATHS}\chrome.exe", "", view)
            if program:
                yield Path(program.strip('"'))


def _usual(roots: Roots) -> Iterator[Path]:
    own = (roots.local_app_data,) if roots.local_app_data else ()
    return (folder / program for folder in (*roots.program_folders, *own) for program in _PROGRAMS)


def _identify(program: Path, roots: Roots) -> Browser | None:
    """Identify a program file by its version resource, as Chromium also registers itself as chrome.exe."""
    placed = PureWindowsPath(program).parts[-4:]
    product = next((name for tail, name in _PROGRAMS.items() if _ends_with(placed, tail)), None)
    resource = file_version_windows.read(program)
    if resource is not None and resource.product not in ("", GOOGLE_CHROME):
        product = resource.product if product in (None, GOOGLE_CHROME) else product
    if product is None:
        return None
    version = resource.version if resource else None
    if product == GOOGLE_CHROME and version is None:
        version = _registered_version(roots)
    own = roots.local_app_data
    return Browser(
        product=product,
        program=program,
        version=version,
        for_everybody=own not in program.parents if own else None,
    )


def _ends_with(parts: tuple[str, ...], tail: str) -> bool:
    wanted = PureWindowsPath(tail).parts
    return [part.casefold() for part in parts[-len(wanted) :]] == [part.casefold() for part in wanted]


def _registered_version(roots: Roots) -> str | None:
    hives = (registry_windows.MACHINE, registry_windows.USER)
    found = (
        registry_windows.text(hive, rf"{roots.software}\{_CLIENTS}", "pv", registry_windows.VIEW_32) for hive in hives
    )
    return next((version for version in found if version), None)
