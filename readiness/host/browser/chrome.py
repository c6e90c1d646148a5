"""Google Chrome on this system: installed browsers, policies, site permissions, device ranking, updates."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from readiness.file_reader import is_file, is_folder
from readiness.host.browser import chrome_update
from readiness.host.browser.browser import Browser
from readiness.host.browser.chrome_policy import ChromePolicy, judge_policies
from readiness.host.browser.chrome_profile import SitePermission, has_cloud_policies, site_permission
from readiness.host.browser.device_ranking import DeviceRanking, read_ranking
from readiness.host.browser.user_data_dir import user_data_folders

if sys.platform == "win32":
    from readiness.host.browser import chrome_windows as system
elif sys.platform == "darwin":
    from readiness.host.browser import chrome_macos as system
else:
    from readiness.host.browser import chrome_linux as system

_DAY_S = 86_400

Roots = system.Roots


def installed_browsers(roots: Roots | None = None) -> tuple[Browser, ...]:
    """Return all known installed browsers, Google Chrome first."""
    return tuple(sorted(system.installed(roots or Roots()), key=lambda browser: not browser.is_google_chrome))


def policies(roots: Roots | None = None) -> dict[str, object]:
    """Return IT's policies for Google Chrome, by name."""
    return system.policies(roots or Roots())


def policy(url: str, roots: Roots | None = None) -> ChromePolicy:
    """Return the effect of IT's Chrome policies on a meeting at `url`."""
    judged, folder = judge_policies(system.policies(roots or Roots()), url), _persons_data(roots)
    return replace(judged, cloud_managed=judged.cloud_managed or (folder is not None and has_cloud_policies(folder)))


def permission(url: str, roots: Roots | None = None) -> SitePermission:
    """Return the site permissions that the person has set in Google Chrome for a meeting at `url`."""
    folder = _persons_data(roots)
    return site_permission(folder, url) if folder else SitePermission()


def device_ranking(roots: Roots | None = None) -> DeviceRanking:
    """Return the cameras and microphones that Chrome prefers to the system's default."""
    folder = _persons_data(roots)
    return read_ranking(folder) if folder else DeviceRanking()


def default_browser(roots: Roots | None = None) -> str | None:
    """Return the default browser's public name, or `default_browser.ANOTHER`; None if unknown."""
    return system.default_browser(roots or Roots())


def waits_for_restart(chrome: Browser, roots: Roots | None = None) -> bool:
    """Whether a running Chrome is older than the installed one."""
    folder = user_data(roots)
    return folder is not None and chrome_update.waits_for_restart(chrome, folder)


def age_days(chrome: Browser, now_s: float) -> int | None:
    """Return the days since the program was last updated; None if its file cannot be examined.

    Args:
        chrome: the browser.
        now_s: the current `time.time()`.
    """
    bundled = chrome.program / "Contents/Info.plist"
    try:
        written_s = (bundled if is_file(bundled) else chrome.program).stat().st_mtime
    except OSError:
        return None
    return max(0, int((now_s - written_s) // _DAY_S))


def user_data(roots: Roots | None = None) -> Path | None:
    """Return the user data folder: where IT's policy has moved it, else the first default location that exists."""
    roots = roots or Roots()
    return _user_data(system.policies(roots), roots)


def _persons_data(roots: Roots | None) -> Path | None:
    """Return the user data folder; None where IT has Chrome open as a guest, who has none of the person's settings."""
    roots = roots or Roots()
    in_force = system.policies(roots)
    return None if in_force.get("BrowserGuestModeEnforced") is True else _user_data(in_force, roots)


def _user_data(in_force: Mapping[str, object], roots: Roots) -> Path | None:
    return next(filter(is_folder, user_data_folders(in_force, roots.path_variables, roots.user_data)), None)
