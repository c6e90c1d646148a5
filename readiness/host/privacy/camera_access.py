"""Whether this program may use a camera, and whether another program is using it."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from readiness.host.privacy.consent_store_windows import read_consent, windows_access
from readiness.host.privacy.device_access import DeviceAccess, named_user


def camera_access(path: str) -> DeviceAccess:
    """Return the system's access information for a camera; `path` is its device path (used on Linux)."""
    system = platform.system()
    if system == "Windows":
        return windows_access(read_consent("webcam"), "webcam", sys.executable, running_programs())
    if system == "Darwin":
        return macos_access(authorization_status("video"))
    return linux_access(os.path.realpath(path), _open_files())


def running_programs() -> Mapping[str, int] | None:
    """Return all running Windows programs' files with the oldest process's start time; None on other systems."""
    if sys.platform == "win32":
        from readiness.host.privacy.processes_windows import running

        return running()
    return None


# macOS does not reveal which program uses a camera or microphone, and Chrome's permissions are in a database (TCC) that
# only programs with full disk access can read. Only this program's own permission is available.


def macos_access(status: int | None) -> DeviceAccess:
    """Convert an `AVAuthorizationStatus`: 0 not determined, 1 restricted (by IT's profile), 2 denied, 3 authorized."""
    if status is None:
        return DeviceAccess()
    return DeviceAccess(denied=status in {1, 2}, denied_by={1: "it", 2: "user"}.get(status))  # type: ignore[arg-type]


def authorization_status(media: str) -> int | None:
    """Return this program's `AVAuthorizationStatus` for `video` or `audio`; None if AVFoundation is not available."""
    try:
        import AVFoundation  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None
    kind = AVFoundation.AVMediaTypeVideo if media == "video" else AVFoundation.AVMediaTypeAudio
    return int(AVFoundation.AVCaptureDevice.authorizationStatusForMediaType_(kind))


# Linux


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
