"""The rehearsal's temporary Chrome profile, with the person's settings for the meeting's address only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from readiness.host.browser.chrome_profile import CAMERA, EMBARGOES, MICROPHONE, inside
from readiness.host.browser.device_ranking import PREFERENCE, RANKINGS
from readiness.host.browser.url_patterns import exception_fits


def preferences_for(own: Mapping[str, object], url: str) -> dict[str, object]:
    """Return the `Preferences` of the temporary profile.

    Args:
        own: the person's preferences; empty if they cannot be read.
        url: the meeting's address.
    """
    exceptions = {name: _fitting(own, name, url) for name in (CAMERA, MICROPHONE, EMBARGOES)}
    defaults = inside(own, "profile", "default_content_setting_values")
    ranked = {kind: inside(own, "media", kind).get(PREFERENCE) for kind in RANKINGS}
    return {
        "profile": {
            "content_settings": {"exceptions": exceptions},
            "default_content_setting_values": {
                name: defaults[name] for name in (CAMERA, MICROPHONE) if isinstance(defaults.get(name), int)
            },
        },
        "media": {kind: {PREFERENCE: order} for kind, order in ranked.items() if isinstance(order, list)},
    }


def _fitting(own: Mapping[str, object], name: str, url: str) -> dict[str, object]:
    """Return the exceptions that match the address. Wildcard patterns are copied; they reveal no other site."""
    exceptions = inside(own, "profile", "content_settings", "exceptions", name)
    return {pattern: entry for pattern, entry in exceptions.items() if exception_fits(pattern, url)}


def write_profile(folder: Path, preferences: Mapping[str, object]) -> None:
    """Create a profile in an empty folder.

    Raises:
        OSError: it cannot be written.
    """
    (folder / "Default").mkdir()
    (folder / "Default/Preferences").write_text(json.dumps(preferences), encoding="utf-8")
    # This file suppresses prompts and the welcome page (chromium: chrome/browser/first_run).
    (folder / "First Run").touch()
