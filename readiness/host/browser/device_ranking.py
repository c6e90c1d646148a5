"""Which camera and microphone Chrome takes when the page asks for none: its own ranking before the system's default.

Once a person has chosen a device in Chrome, Chrome keeps the order in the profile and gives every page the first of it
that is plugged in (chromium: chrome/browser/media/prefs/capture_device_ranking.cc). Pure, but for reading the profile.
"""

from __future__ import annotations

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
"""What Chrome puts after the system's name: the USB product number, or how the device is connected."""

_MOST = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRanking:
    """Chrome's labels, the most wanted first; a microphone may be `default`, which is always there."""

    microphones: tuple[str, ...] = ()
    cameras: tuple[str, ...] = ()


def read_ranking(user_data: Path) -> DeviceRanking:
    """The ranking in the profile that was used last. A file that has not changed is not read again."""
    return _ranking_of(user_data, *_versions(user_data))


def _versions(user_data: Path) -> tuple[float, ...]:
    return tuple(sorted(each.stat().st_mtime for each in _files(user_data) if each.is_file()))


def _files(user_data: Path) -> tuple[Path, Path]:
    return user_data / "Local State", user_data / used_profile(user_data) / "Preferences"


@functools.lru_cache(maxsize=4)
def _ranking_of(user_data: Path, *_versions: float) -> DeviceRanking:
    return ranking(read_preferences(user_data))


def ranking(preferences: Mapping[str, object]) -> DeviceRanking:
    """The ranking in a profile's `Preferences`."""
    microphones, cameras = (inside(preferences, "media", kind).get(PREFERENCE) for kind in RANKINGS)
    return DeviceRanking(microphones=_texts(microphones), cameras=_texts(cameras))


def preferred(ranked: Sequence[str], names: Sequence[str]) -> str | None:
    """The name, among those of the devices that are there, that Chrome takes; None: the system's default.

    Args:
        ranked: Chrome's labels, best first.
        names: what the system calls the devices.
    """
    for label in ranked:
        if label.casefold() in _DEFAULT_MICROPHONES:
            return None
        found = next((name for name in names if same_name(label, name)), None)
        if found is not None:
            return found
    return None


def same_name(label: str, name: str) -> bool:
    """Is Chrome's label (`Jabra Evolve2 65 (0b0e:0e38)`) for the device that the system calls `name`?"""
    return bool(name) and plain_name(label) == plain_name(name)


def plain_name(label: str) -> str:
    """The name without what Chrome adds, in one case, with single spaces."""
    return " ".join(_ADDED.sub("", label.strip()).casefold().split())


def _texts(value: object) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str))[:_MOST] if isinstance(value, list) else ()
