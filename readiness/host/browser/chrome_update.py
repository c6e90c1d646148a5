"""Detecting a Google Chrome that was updated on disk but has not been restarted."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from readiness.file_reader import is_file, text_of
from readiness.host.browser.browser import Browser, version_numbers

_MAX_VERSION_BYTES = 1000


def waits_for_restart(chrome: Browser, user_data: Path) -> bool:
    """Whether a running Chrome is older than the one on disk.

    Windows' installer puts the new program beside the running one as `new_chrome.exe`; others replace the files.
    Chrome writes the running version to `Last Version` (chromium: chrome/browser/downgrade).
    """
    if not runs(user_data):
        return False
    if is_file(chrome.program.with_name("new_chrome.exe")):
        return True
    began_as = version_numbers(text_of(user_data / "Last Version", _MAX_VERSION_BYTES).strip())
    on_disk = version_numbers(chrome.version or "")
    return bool(began_as and on_disk) and began_as < on_disk


def runs(user_data: Path) -> bool:
    """Whether a Chrome is running with this user data folder, judged by its lock (chromium: process_singleton)."""
    if sys.platform == "win32":
        return is_file(user_data / "lockfile")
    try:
        process = os.readlink(user_data / "SingletonLock").rpartition("-")[2]  # noqa: PTH115  (a dangling link)
        number = int(process)
    except (OSError, ValueError):
        return False
    import psutil

    return number.bit_length() < 31 and psutil.pid_exists(number)  # larger numbers are not process ids
