"""IT's policies under which a hidden Chrome cannot or must not be started, each tried with Chromium 156. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from readiness.host.browser.chrome_policy import judge_policies, number, texts
from readiness.host.browser.url_patterns import blocked_by_filters

Obstacle = Literal["user_data_dir", "not_allowed"]
"""Chrome would use the person's own files; or it would not start, show the page, run it or answer."""

_NO_HEADLESS, _NO_DEVELOPER_TOOLS, _ONLY_INCOGNITO, _MUST_SIGN_IN = 2, 2, 2, 2
_OWN_FILES = ("UserDataDir", "DiskCacheDir")
"""Override the temporary folder, so that the person's own profile or cache would be used."""


def obstacle(policies: Mapping[str, object], url: str) -> Obstacle | None:
    """Return what keeps Chrome from being rehearsed for a meeting at `url`; None if nothing does."""
    if any(policies.get(name) for name in _OWN_FILES):
        return "user_data_dir"
    judged = judge_policies(policies, url)
    forbidden = (
        number(policies, "HeadlessMode") == _NO_HEADLESS
        or policies.get("RemoteDebuggingAllowed") is False
        or _without_developer_tools(policies, url)
        or number(policies, "IncognitoModeAvailability") == _ONLY_INCOGNITO
        or policies.get("BrowserGuestModeEnforced") is True
        or number(policies, "BrowserSignin") == _MUST_SIGN_IN
        or judged.scripts_blocked
        or judged.handed_over  # the other browser would really open
    )
    return "not_allowed" if forbidden else None


def _without_developer_tools(policies: Mapping[str, object], url: str) -> bool:
    """Whether the protocol that controls the page is barred. The allowed addresses do not lift a general ban."""
    if number(policies, "DeveloperToolsAvailability") == _NO_DEVELOPER_TOOLS:
        return True
    barred = texts(policies.get("DeveloperToolsAvailabilityBlocklist"))
    allowed = texts(policies.get("DeveloperToolsAvailabilityAllowlist"))
    by_address = any(blocked_by_filters(each, barred, allowed) for each in (url, "about:blank") if each)
    return by_address or policies.get("DeveloperToolsDisabled") is True
