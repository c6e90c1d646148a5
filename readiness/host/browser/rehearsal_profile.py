"""The rehearsal's temporary Chrome profile: the person's settings for the meeting's address only, and its removal."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from readiness.host.browser.chrome_profile import CAMERA, EMBARGOES, MICROPHONE, inside
from readiness.host.browser.device_ranking import PREFERENCE, RANKINGS
from readiness.host.browser.url_patterns import exception_fits

PREFIX = "readiness-rehearsal-"
_LEFT_BEHIND_S = 600.0
_REMOVE_AGAIN_S = (0.05, 0.2, 0.5)


@contextmanager
def temporary_profile(place: Path, preferences: Mapping[str, object]) -> Iterator[Path]:
    """Create a profile in a folder of its own below `place`, yield it, and remove it.

    Raises:
        OSError: it cannot be written.
    """
    remove_stale_profiles(place)
    profile = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    try:
        _write(profile, preferences)
        yield profile
    finally:
        _remove(profile)


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


def _write(folder: Path, preferences: Mapping[str, object]) -> None:
    (folder / "Default").mkdir()
    (folder / "Default/Preferences").write_text(json.dumps(preferences), encoding="utf-8")
    # This file suppresses prompts and the welcome page (chromium: chrome/browser/first_run).
    (folder / "First Run").touch()


def remove_stale_profiles(place: Path) -> None:
    """Remove profiles left by killed rehearsals, if they are this person's and old enough to be unused."""
    for left in place.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            status = left.lstat()
            is_ours = sys.platform == "win32" or status.st_uid == os.getuid()
            if is_ours and left.is_dir() and not left.is_symlink() and time.time() - status.st_mtime > _LEFT_BEHIND_S:
                shutil.rmtree(left, ignore_errors=True)


def _remove(profile: Path) -> None:
    """Remove the profile, retrying because a killed process may keep files open for a moment on Windows."""
    _remove_socket(profile)
    for pause_s in _REMOVE_AGAIN_S:
        shutil.rmtree(profile, ignore_errors=True)
        if not profile.exists():
            return
        time.sleep(pause_s)


def _remove_socket(profile: Path) -> None:
    """Remove the folder of the socket that Chrome opens outside a profile whose path is too long for one.

    On Linux and macOS the profile links to it; Chrome, killed, leaves it behind.
    """
    with contextlib.suppress(OSError):
        socket = (profile / "SingletonSocket").readlink()
        for name in ("SingletonSocket", "SingletonCookie"):
            (socket.parent / name).unlink(missing_ok=True)
        socket.parent.rmdir()
