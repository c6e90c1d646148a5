"""What the person's Google Chrome profile lets the meeting's site do: camera, microphone, sound, scripts, cookies.

Only the meeting's own address is looked up, and the profile is never written to.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from readiness.file_reader import is_file
from readiness.host.browser.chrome_policy import read_json
from readiness.host.browser.url_patterns import exactness, exception_fits

MAX_FILE_BYTES = 32_000_000
CAMERA, MICROPHONE = "media_stream_camera", "media_stream_mic"
"""Chrome's names for the two permissions in a profile."""

_SOUND, _SCRIPTS, _COOKIES = "sound", "javascript", "cookies"

EMBARGOES = "permission_autoblocking_data"
_EMBARGO_NAMES = {CAMERA: "VideoCapture", MICROPHONE: "AudioCapture"}
_EMBARGO_KEYS = ("dismissal_embargo_days", "ignore_embargo_days", "display_embargo_minutes")
_EMBARGO_S = 7 * 86_400
"""Embargo: after three dismissed or four ignored prompts Chrome denies automatically for a week, whichever key says so
(chromium: components/permissions/permission_decision_auto_blocker.cc)."""

_CHROMES_EPOCH_S = 11_644_473_600
"""Seconds from Chrome's epoch, 1601, to the Unix epoch."""

_TIME = re.compile(r"-?[0-9]{1,19}")

_ALLOW, _BLOCK, _ASK, _SESSION_ONLY = 1, 2, 3, 4
"""CONTENT_SETTING_* in chromium: components/content_settings/core/common/content_settings.h."""


_NOBODYS = ("", "System Profile")
"""What Chrome takes for no profile; the latter is that of the window in which a profile is picked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePermission:
    """Whether the meeting's site is denied something; None if the person has not decided.

    Attributes:
        camera_blocked: None if Chrome will prompt.
        microphone_blocked: like `camera_blocked`.
        sound_blocked: Chrome plays none of the page's sound ("Mute site" in a tab's menu).
        scripts_blocked: the page may not run JavaScript.
        cookies_blocked: the page may store nothing.
    """

    camera_blocked: bool | None = None
    microphone_blocked: bool | None = None
    sound_blocked: bool | None = None
    scripts_blocked: bool | None = None
    cookies_blocked: bool | None = None


def read_preferences(user_data: Path) -> dict[str, object]:
    """Return the preferences of the profile used last; empty if they cannot be read."""
    return read_json(user_data / used_profile(user_data) / "Preferences", MAX_FILE_BYTES)


def used_profile(user_data: Path) -> str:
    """Return the name of the folder below `user_data` of the profile used last."""
    used = inside(read_json(user_data / "Local State", MAX_FILE_BYTES), "profile").get("last_used")
    if not isinstance(used, str) or used in _NOBODYS:
        return "Default"
    return used if used.isprintable() and Path(used).name == used else "Default"


def has_cloud_policies(user_data: Path) -> bool:
    """Whether the account that the profile used last is signed in with brings policies of its own from the cloud.

    Chrome keeps them in a form that only it reads (chromium: components/policy/core/common/cloud,
    user_cloud_policy_store.cc and profile_cloud_policy_store.cc).
    """
    folder = user_data / used_profile(user_data) / "Policy"
    return any(is_file(folder / name) for name in ("User Policy", "Profile Cloud Policy"))


def site_permission(user_data: Path, url: str) -> SitePermission:
    """Return the permissions stored in the profile used last."""
    return judge_preferences(read_preferences(user_data), url)


def judge_preferences(preferences: Mapping[str, object], url: str, now_s: float | None = None) -> SitePermission:
    """Evaluate a profile's `Preferences` for `url`.

    Args:
        preferences: the file's content.
        url: the meeting's address.
        now_s: the time at which to evaluate, like `time.time()`; None for the current time.
    """
    if not url:
        return SitePermission()
    now_s = time.time() if now_s is None else now_s
    camera, microphone, sound, scripts, cookies = (
        _blocked(preferences, setting, url, now_s) for setting in (CAMERA, MICROPHONE, _SOUND, _SCRIPTS, _COOKIES)
    )
    return SitePermission(
        camera_blocked=camera,
        microphone_blocked=microphone,
        sound_blocked=sound,
        scripts_blocked=scripts,
        cookies_blocked=cookies,
    )


def _blocked(preferences: Mapping[str, object], setting: str, url: str, now_s: float) -> bool | None:
    """Return whether it is blocked: by the site's exception, else by the default, else by an embargo."""
    exceptions = inside(preferences, "profile", "content_settings", "exceptions", setting)
    fitting = [
        each for each in exceptions if exception_fits(each, url) and not _is_expired(inside(exceptions, each), now_s)
    ]
    answered = inside(exceptions, max(fitting, key=exactness)).get("setting") if fitting else None
    if answered not in (_ALLOW, _BLOCK, _ASK, _SESSION_ONLY):
        answered = inside(preferences, "profile", "default_content_setting_values").get(setting)
    may_be_embargoed = setting in _EMBARGO_NAMES and answered != _ALLOW
    if answered == _BLOCK or (may_be_embargoed and _embargoed(preferences, setting, url, now_s)):
        return True
    return None if answered is None else False


def _is_expired(exception: Mapping[str, object], now_s: float) -> bool:
    """Whether a one-time permission has expired; expiration 0 means never."""
    ends = exception.get("expiration")  # Chrome writes a 64-bit time as text, and reads it as nothing else
    if not isinstance(ends, str) or not _TIME.fullmatch(ends):
        return False
    return int(ends) != 0 and int(ends) <= (now_s + _CHROMES_EPOCH_S) * 1e6


def _embargoed(preferences: Mapping[str, object], setting: str, url: str, now_s: float) -> bool:
    exceptions = inside(preferences, "profile", "content_settings", "exceptions", EMBARGOES)
    for pattern in exceptions:
        if exception_fits(pattern, url):
            embargo = inside(exceptions, pattern, "setting", _EMBARGO_NAMES[setting])
            began_us = max(_microseconds(embargo.get(key)) for key in _EMBARGO_KEYS)
            if began_us and now_s < began_us / 1e6 - _CHROMES_EPOCH_S + _EMBARGO_S:
                return True
    return False


def _microseconds(value: object) -> float:
    """Return an embargo's start, which Chrome writes as a number, and reads as nothing else; 0 for none."""
    return float(value) if isinstance(value, int | float) and 0 < value < 1e18 else 0.0


def inside(content: Mapping[str, object], *path: str) -> Mapping[str, object]:
    """Return the nested dictionary at a path of keys; empty if there is none."""
    for name in path:
        below = content.get(name)
        content = below if isinstance(below, dict) else {}
    return content
