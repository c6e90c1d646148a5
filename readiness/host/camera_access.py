"""When a camera gives no picture: may this program use it, and does another program hold it?"""

from __future__ import annotations

import contextlib
import os
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

CONSENT = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore\webcam"


@dataclass(frozen=True, slots=True)
class CameraAccess:
    """None: the system does not say."""

    denied: bool | None = None
    in_use: bool | None = None


def camera_access(path: str) -> CameraAccess:
    """What the system says of the camera whose device path (Linux) is `path`."""
    system = platform.system()
    if system == "Windows":
        return windows_access(_consent_store(), sys.executable)
    if system == "Darwin":
        return macos_access(_authorization_status())
    return linux_access(os.path.realpath(path), _open_files())


# Windows


def windows_access(consent: Mapping[str, Mapping[str, object]], program: str) -> CameraAccess:
    r"""Read the privacy settings: the whole device, this user, and programs that are not from the store.

    A program is using the camera while its `LastUsedTimeStart` is set and its `LastUsedTimeStop` is 0 (what other
    programs go by; Microsoft has not written it down).

    Args:
        consent: registry values by key, as "machine", "user", "user\NonPackaged" and one for each program.
        program: our own path.
    """
    switches = [str(values["Value"]) for key, values in consent.items() if "Value" in values and _is_switch(key)]
    ours = program.replace("\\", "#").casefold()
    used = any(
        values.get("LastUsedTimeStart") and values.get("LastUsedTimeStop") == 0
        for key, values in consent.items()
        if key.rpartition("\\")[2].casefold() != ours
    )
    return CameraAccess(denied="Deny" in switches if switches else None, in_use=used if consent else None)


def _is_switch(key: str) -> bool:
    return key in {"machine", "user", r"user\NonPackaged"}


def _consent_store() -> Mapping[str, Mapping[str, object]]:
    found: dict[str, Mapping[str, object]] = {}
    if sys.platform == "win32":
        import winreg

        for name, hive in (("machine", winreg.HKEY_LOCAL_MACHINE), ("user", winreg.HKEY_CURRENT_USER)):
            for below in ("", r"\NonPackaged"):
                for key in ("", *(f"\\{subkey}" for subkey in _subkeys(hive, CONSENT + below))):
                    found[name + below + key] = _values(hive, CONSENT + below + key)
    return {key: values for key, values in found.items() if values}


def _subkeys(hive: int, path: str) -> list[str]:
    if sys.platform == "win32":
        import winreg

        with contextlib.suppress(OSError), winreg.OpenKey(hive, path) as key:  # this Windows may keep no such key
            return [winreg.EnumKey(key, number) for number in range(winreg.QueryInfoKey(key)[0])]
    return []


def _values(hive: int, path: str) -> Mapping[str, object]:
    if sys.platform == "win32":
        import winreg

        with contextlib.suppress(OSError), winreg.OpenKey(hive, path) as key:
            named = [winreg.EnumValue(key, number) for number in range(winreg.QueryInfoKey(key)[1])]
            return {name: value for name, value, _ in named}
    return {}


# macOS


def macos_access(status: int | None) -> CameraAccess:
    """From `AVAuthorizationStatus`: 0 not asked, 1 restricted, 2 denied, 3 authorized."""
    return CameraAccess(denied=None if status is None else status in {1, 2})


def _authorization_status() -> int | None:
    try:
        import AVFoundation  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None
    return int(AVFoundation.AVCaptureDevice.authorizationStatusForMediaType_(AVFoundation.AVMediaTypeVideo))


# Linux


def linux_access(device: str, open_files: Iterable[tuple[int, str]]) -> CameraAccess:
    """From the device file's permissions and the files that processes hold open (only one's own are seen)."""
    if not Path(device).exists():
        return CameraAccess()
    return CameraAccess(
        denied=not os.access(device, os.R_OK | os.W_OK),
        in_use=any(file == device and process != os.getpid() for process, file in open_files),
    )


def _open_files() -> Iterator[tuple[int, str]]:
    """(process id, path) of each file that a process of this user has open."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            files = [str(link.readlink()) for link in (process / "fd").iterdir()]
        except OSError:
            continue  # another user's process, or one that just ended
        yield from ((int(process.name), file) for file in files)
