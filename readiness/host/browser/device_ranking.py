"""Chrome's ranking of cameras and microphones, which overrides the system's default for pages that request no device.

Once a person has selected a device in Chrome, Chrome stores a ranking in the profile and gives every page the first
connected device in it (chromium: chrome/browser/media/prefs/capture_device_ranking.cc).
"""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from readiness.host.browser.chrome_profile import inside, read_preferences, used_profile

RANKINGS = ("audio_input", "video_input")
PREFERENCE = "user_preference_ranking"
_DEFAULT_MICROPHONES = frozenset({"default", "communications", ""})
_ADDED = re.compile(r" \((?:[0-9a-f]{4}:[0-9a-f]{4}|built-in|bluetooth|virtual|aggregate|airplay)\)$", re.IGNORECASE)
"""Suffix that Chrome appends to the system's name: the USB ids, or how the device is connected."""

_MAX_DEVICES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRanking:
    """Chrome's device labels, the preferred one first; a microphone's may be `default`, which always exists."""

    microphones: tuple[str, ...] = ()
    cameras: tuple[str, ...] = ()


def read_ranking(user_data: Path) -> DeviceRanking:
    """Return the ranking in the profile used last; cached until the files change."""
    return _ranking_of(user_data, *_modified_at(user_data))


def _modified_at(user_data: Path) -> tuple[float, ...]:
    times: list[float] = []
    for file in (user_data / "Local State", user_data / used_profile(user_data) / "Preferences"):
        with contextlib.suppress(OSError):
            times.append(file.stat().st_mtime)
    return tuple(times)


@functools.lru_cache(maxsize=4)
def _ranking_of(user_data: Path, *_modified_at: float) -> DeviceRanking:
    return ranking(read_preferences(user_data))


def ranking(preferences: Mapping[str, object]) -> DeviceRanking:
    """Return the ranking in a profile's `Preferences`."""
    microphones, cameras = (inside(preferences, "media", kind).get(PREFERENCE) for kind in RANKINGS)
    return DeviceRanking(microphones=_texts(microphones), cameras=_texts(cameras))


def preferred(ranked: Sequence[str], names: Sequence[str]) -> str | None:
    """Return the connected device that Chrome uses; None for the system's default.

    Args:
        ranked: Chrome's labels, best first.
        names: the connected devices' names in the system.
    """
    for label in ranked:
        if label.casefold() in _DEFAULT_MICROPHONES:
            return None
        found = next((name for name in names if same_name(label, name)), None)
        if found is not None:
            return found
    return None


def same_name(label: str, name: str) -> bool:
    """Whether Chrome's label (`Jabra Evolve2 65 (0b0e:0e38)`) denotes the device with the system's `name`."""
    return bool(name.strip()) and _plain(name) in (_plain(label), _plain(_ADDED.sub("", label.strip())))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _texts(value: object) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str))[:_MAX_DEVICES] if isinstance(value, list) else ()
