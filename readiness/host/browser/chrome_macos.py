"""Installed browsers on macOS, and the locations of Google Chrome's policies and profiles."""

from __future__ import annotations

import getpass
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from readiness.file_reader import is_file, is_folder, read_plist
from readiness.host.browser.browser import BUNDLES, Browser
from readiness.host.browser.chrome_policy import in_force
from readiness.host.browser.default_browser import from_launch_services


@dataclass(frozen=True, slots=True, kw_only=True)
class Roots:
    """Where to look: the file system's root, the person's home and account name."""

    root: Path = Path("/")
    home: Path = field(default_factory=Path.home)
    user: str = field(default_factory=getpass.getuser)

    @property
    def policy_files(self) -> tuple[Path, ...]:
        """Files of IT's mandatory policies for Google Chrome: the computer's, then the person's, which wins."""
        managed = self.root / "Library/Managed Preferences"
        return managed / "com.google.Chrome.plist", managed / self.user / "com.google.Chrome.plist"

    @property
    def recommended_policy_files(self) -> tuple[Path, ...]:
        """Files of what Chrome takes for recommended policies: preferences that no profile forces.

        (chromium: components/policy/core/common/policy_loader_mac.mm)
        """
        return tuple(each / "Library/Preferences/com.google.Chrome.plist" for each in (self.root, self.home))

    @property
    def user_data(self) -> tuple[Path, ...]:
        """Chrome's user data folder."""
        return (self.home / "Library/Application Support/Google/Chrome",)

    @property
    def path_variables(self) -> dict[str, str]:
        """Values of Chrome's variables in the policy `UserDataDir`."""
        home = str(self.home)
        users = str(self.root / "Users")
        machine = platform.node().partition(".")[0]
        return {"user_home": home, "users": users, "user_name": self.user, "machine_name": machine,
                "documents": f"{home}/Documents"}  # fmt: skip

    @property
    def enrollment_file(self) -> Path:
        """File with the token that enrols Chrome in cloud management (Chrome Enterprise help, browser enrolment)."""
        return self.root / "Library/Google/Chrome/CloudManagementEnrollmentToken"

    @property
    def launch_services(self) -> Path:
        """File with the default browser."""
        services = "Library/Preferences/com.apple.LaunchServices/com.apple.launchservices.secure.plist"
        return self.home / services


def installed(roots: Roots) -> tuple[Browser, ...]:
    """Return all known browsers without starting them. `program` is the bundle, as `open` expects."""
    folders = (roots.root / "Applications", roots.home / "Applications")
    bundles = [bundle for folder in folders if is_folder(folder) for bundle in sorted(folder.glob("*.app"))]
    found = (parse_bundle(bundle, read_plist(bundle / "Contents/Info.plist")) for bundle in bundles)
    own = roots.home / "Applications"
    return tuple(replace(browser, for_everybody=own not in browser.program.parents) for browser in found if browser)


def policies(roots: Roots) -> dict[str, object]:
    """Return IT's policies for Google Chrome; the person's override the computer's."""
    recommended, mandatory = map(_merged, (roots.recommended_policy_files, roots.policy_files))
    token = {"CloudManagementEnrollmentToken": True} if is_file(roots.enrollment_file) else {}
    return in_force(recommended, mandatory) | token


def _merged(paths: Iterable[Path]) -> dict[str, object]:
    return {name: value for path in paths for name, value in read_plist(path).items()}


def default_browser(roots: Roots) -> str | None:
    """Return the default browser."""
    return from_launch_services(read_plist(roots.launch_services))


def parse_bundle(bundle: Path, info: Mapping[str, object]) -> Browser | None:
    """Return the browser described by a bundle's `Info.plist`; None if it is not a known one."""
    product = BUNDLES.get(str(info.get("CFBundleIdentifier")))
    if product is None:
        return None
    version = info.get("CFBundleShortVersionString")
    return Browser(product=product, program=bundle, version=version if isinstance(version, str) else None)
