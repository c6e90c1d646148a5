"""What the person once answered in Google Chrome when the meeting asked for camera and microphone.

Only the meeting's own address is looked up. Nothing else is read out of the profile, and nothing is written to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from readiness.host.browser.chrome_policy import read_json
from readiness.host.browser.url_patterns import pattern_fits

_LARGEST_FILE_BYTES = 32_000_000
_BLOCK = 2
"""CONTENT_SETTING_BLOCK in chromium: components/content_settings/core/common/content_settings.h."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePermission:
    """Is the meeting's address refused camera or microphone? None: not known, Chrome will ask."""

    camera_blocked: bool | None = None
    microphone_blocked: bool | None = None


def site_permission(user_data: Path, url: str) -> SitePermission:
    """The answer kept in the profile that was used last."""
    used = _inside(read_json(user_data / "Local State", _LARGEST_FILE_BYTES), "profile").get("last_used")
    name = used if isinstance(used, str) and Path(used).name == used else "Default"
    return judge_preferences(read_json(user_data / name / "Preferences", _LARGEST_FILE_BYTES), url)


def judge_preferences(preferences: Mapping[str, object], url: str) -> SitePermission:
    """What a profile's `Preferences` say of `url`."""
    if not url:
        return SitePermission()
    return SitePermission(
        camera_blocked=_blocked(preferences, "media_stream_camera", url),
        microphone_blocked=_blocked(preferences, "media_stream_mic", url),
    )


def _blocked(preferences: Mapping[str, object], device: str, url: str) -> bool | None:
    """The exception for the address decides; without one, the answer for all sites."""
    exceptions = _inside(preferences, "profile", "content_settings", "exceptions", device)
    fitting = {pattern: _inside(exceptions, pattern) for pattern in exceptions if pattern_fits(pattern, url)}
    if fitting:
        exact_first = sorted(fitting, key=lambda pattern: ("[*.]" in pattern, -len(pattern)))
        return fitting[exact_first[0]].get("setting") == _BLOCK
    default = _inside(preferences, "profile", "default_content_setting_values").get(device)
    return None if default is None else default == _BLOCK


def _inside(content: Mapping[str, object], *path: str) -> Mapping[str, object]:
    for name in path:
        below = content.get(name)
        content = below if isinstance(below, dict) else {}
    return content
