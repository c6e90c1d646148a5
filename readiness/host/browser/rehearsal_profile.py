"""The temporary profile of a rehearsal: what the person's own says of the meeting's address, and of nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from readiness.host.browser.chrome_profile import CAMERA, EMBARGOES, MICROPHONE, inside
from readiness.host.browser.device_ranking import PREFERENCE, RANKINGS
from readiness.host.browser.url_patterns import pattern_fits


def preferences_for(own: Mapping[str, object], url: str) -> dict[str, object]:
    """The `Preferences` of the temporary profile.

    Args:
        own: those of the person's profile; empty when they cannot be read.
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
    """Patterns for many addresses (`[*.]`, `*`) are kept as they are: they say nothing of another site."""
    exceptions = inside(own, "profile", "content_settings", "exceptions", name)
    return {pattern: entry for pattern, entry in exceptions.items() if pattern_fits(pattern, url)}


def write_profile(folder: Path, preferences: Mapping[str, object]) -> None:
    """Lay a profile out in the folder, which is empty.

    Raises:
        OSError: it cannot be written.
    """
    (folder / "Default").mkdir()
    (folder / "Default/Preferences").write_text(json.dumps(preferences), encoding="utf-8")
    # Chrome asks nothing and opens no welcome page where this file is (chromium: chrome/browser/first_run).
    (folder / "First Run").touch()
