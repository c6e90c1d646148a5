"""Is Google Chrome on this computer, and does anything in it stand in the way of the meeting?"""

from __future__ import annotations

import sys
from pathlib import Path

from readiness.host.browsers import Browser
from readiness.host.chrome_policy import ChromePolicy, judge_policies, read_json_policies
from readiness.host.chrome_profile import SitePermission, site_permission

if sys.platform == "win32":
    from readiness.host import chrome_windows as system
    from readiness.host import registry

    def _policies(roots: system.Roots) -> dict[str, object]:
        """The person's policies, then the computer's, which win; lists are keys with numbered values."""
        policies: dict[str, object] = {}
        for hive in (registry.USER, registry.MACHINE):
            policies.update(registry.values(hive, roots.policy_key))
            for name in registry.subkeys(hive, roots.policy_key):
                policies[name] = list(registry.values(hive, rf"{roots.policy_key}\{name}").values())
        return policies

elif sys.platform == "darwin":
    from readiness.host import chrome_macos as system

    def _policies(roots: system.Roots) -> dict[str, object]:
        computers, persons = (dict(system.read_plist(path)) for path in roots.policy_files)
        return computers | persons

else:
    from readiness.host import chrome_linux as system

    def _policies(roots: system.Roots) -> dict[str, object]:
        return read_json_policies(roots.policy_folder)


Roots = system.Roots


def installed_browsers(roots: Roots | None = None) -> tuple[Browser, ...]:
    """Every browser that is known here, Google Chrome first."""
    return tuple(sorted(system.installed(roots), key=lambda browser: not browser.is_google_chrome))


def policy(url: str, roots: Roots | None = None) -> ChromePolicy:
    """What IT has settled in Google Chrome for a meeting at `url`."""
    return judge_policies(_policies(roots or Roots()), url)


def permission(url: str, roots: Roots | None = None) -> SitePermission:
    """What the person has answered in Google Chrome for a meeting at `url`."""
    existing = [folder for folder in (roots or Roots()).user_data if Path(folder).is_dir()]
    return site_permission(existing[0], url) if existing else SitePermission()
