"""Whether this program may use a camera, and whether another program is using it."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator
from pathlib import Path

from readiness.host.privacy.authorization_macos import authorization_status, macos_access
from readiness.host.privacy.consent_store_windows import current_access, read_consent, turns_cameras_off
from readiness.host.privacy.device_access import DeviceAccess, named_user


def camera_access(path: str) -> DeviceAccess:
    """Return the system's access information for a camera; `path` is its device path (used on Linux)."""
    system = platform.system()
    if system == "Windows":
        return current_access("webcam")
    if system == "Darwin":
        return macos_access(authorization_status("video"))
    return linux_access(os.path.realpath(path), _open_files())


def cameras_turned_off() -> bool:
    """Whether IT has turned every camera off, so that the system may list none; only Windows has such a policy."""
    return turns_cameras_off(read_consent("webcam"))


def linux_access(device: str, open_files: Iterable[tuple[int, str, str]]) -> DeviceAccess:
    """Derive access from the device file's permissions and the files that processes have open.

    Args:
        device: the device file.
        open_files: process id, program name and path of each visible open file (only the same user's processes).
    """
    if not Path(device).exists():
        return DeviceAccess()
    denied = not os.access(device, os.R_OK | os.W_OK)
    users = [program for process, program, file in open_files if file == device and process != os.getpid()]
    return DeviceAccess(
        denied=denied, denied_by="system" if denied else None, in_use=bool(users), used_by=named_user(users)
    )


def _open_files() -> Iterator[tuple[int, str, str]]:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            files = [str(link.readlink()) for link in (process / "fd").iterdir()]
            program = (process / "comm").read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            continue  # another user's process, or one that just ended
        yield from ((int(process.name), program, file) for file in files)
