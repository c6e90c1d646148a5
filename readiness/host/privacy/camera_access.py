"""When a camera gives no picture: may this program use it, and does another program hold it?"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from readiness.host.privacy.consent_store_windows import read_consent, windows_access
from readiness.host.privacy.device_access import DeviceAccess, named_user


def camera_access(path: str) -> DeviceAccess:
    """What the system says of the camera whose device path (Linux) is `path`."""
    system = platform.system()
    if system == "Windows":
        return windows_access(read_consent("webcam"), "webcam", sys.executable, running_programs())
    if system == "Darwin":
        return macos_access(authorization_status("video"))
    return linux_access(os.path.realpath(path), _open_files())


def running_programs() -> Mapping[str, int] | None:
    """The program files of all Windows processes with when the oldest of each began; None on other systems."""
    if sys.platform == "win32":
        from readiness.host.privacy.processes_windows import running

        return running()
    return None


# macOS: who holds a camera or microphone is told to nobody, and what Chrome may use stands in a database (TCC) that
# only a program with access to the whole disk can read. What this program itself may use is all there is.


def macos_access(status: int | None) -> DeviceAccess:
    """From `AVAuthorizationStatus`: 0 not asked, 1 restricted (by IT's profile), 2 denied, 3 authorized."""
    if status is None:
        return DeviceAccess()
    return DeviceAccess(denied=status in {1, 2}, denied_by={1: "it", 2: "user"}.get(status))  # type: ignore[arg-type]


def authorization_status(media: str) -> int | None:
    """What this program may, for `video` or `audio`; None when macOS' own library is not there."""
    try:
        import AVFoundation  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None
    kind = AVFoundation.AVMediaTypeVideo if media == "video" else AVFoundation.AVMediaTypeAudio
    return int(AVFoundation.AVCaptureDevice.authorizationStatusForMediaType_(kind))


# Linux


def linux_access(device: str, open_files: Iterable[tuple[int, str, str]]) -> DeviceAccess:
    """From the device file's permissions and the files that processes hold open.

    Args:
        device: the device file.
        open_files: process id, program name and path of each open file that can be seen: only one's own.
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
