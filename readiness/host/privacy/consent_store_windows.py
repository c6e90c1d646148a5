r"""Windows' privacy settings for camera and microphone, and which programs use them now.

Both are in the registry below `CapabilityAccessManager\ConsentStore`: a switch for the computer, one for the person,
one for all desktop programs (not from the store), and for every program its own switch, if it has one, and when its
last use started and stopped.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import PureWindowsPath
from typing import Literal

from readiness.host.privacy.device_access import DeniedBy, DeviceAccess, named_user

Capability = Literal["webcam", "microphone"]
Consent = Mapping[str, Mapping[str, object]]

POLICIES: Mapping[Capability, str] = {"webcam": "LetAppsAccessCamera", "microphone": "LetAppsAccessMicrophone"}
r"""Values of `Software\Policies\Microsoft\Windows\AppPrivacy` (Microsoft Learn, Policy CSP - Privacy); 2 is deny."""

CAMERA_POLICY = "AllowCamera"
r"""Value of `Software\Policies\Microsoft\Camera` (Microsoft Learn, Policy CSP - Camera; "Allow Use of Camera" in Group
Policy); 0 turns every camera off, for desktop programs too. Benchmarks for hardening recommend it."""

_MANAGED = r"Microsoft\PolicyManager\current\device"
_POLICY_KEYS = {"policy": ("Privacy", r"Windows\AppPrivacy"), "cameras": ("Camera", "Camera")}
"""Where Intune's policies are in force, and where those of Group Policy are, which go before them."""

_FORCE_DENY = 2
_QWORD_BYTES = 8
_SWITCHES: tuple[tuple[str, DeniedBy], ...] = (
    ("machine", "machine"),
    ("user", "user"),
    (r"user\NonPackaged", "desktop_programs"),
)
_OF_PROGRAM: DeniedBy = "user"
"""Since 2026 Windows asks the person about each desktop program (Windows Experience Blog, 2026-02-09, "Strengthening
Windows trust and security through user transparency and consent")."""


def current_access(capability: Capability) -> DeviceAccess:
    """Return what Windows says of this program's access to a kind of device, and of who uses it."""
    return windows_access(read_consent(capability), capability, sys.executable, running_programs())


def running_programs() -> Mapping[str, int] | None:
    """Return all running Windows programs' files with the oldest process's start time; None on other systems."""
    if sys.platform == "win32":
        from readiness.host.privacy.processes_windows import running

        return running()
    return None


def windows_access(
    consent: Consent, capability: Capability, program: str, running: Mapping[str, int] | None = None
) -> DeviceAccess:
    r"""Interpret the settings for this program, and find out which other program uses the device.

    A program uses the device while its `LastUsedTimeStart` is set and its `LastUsedTimeStop` is 0 (undocumented, but
    commonly relied on). The entry of a killed program may remain in that state, so one of its processes must also be as
    old as the entry; a process started later has not opened the device.

    Args:
        consent: registry values by key, as "policy", "cameras" (IT's policy for them), "machine", "user",
            "user\NonPackaged" and one for each program.
        capability: which device.
        program: path of this program.
        running: the lower-case program files of all processes, with the start time of the oldest process of each
            (FILETIME; 0 if unknown); None if they cannot be listed.
    """
    own = ("user\\NonPackaged\\" + program.replace("\\", "#")).casefold()
    of_program = next((values for key, values in consent.items() if key.casefold() == own), {})
    switches = [*((who, consent.get(key, {})) for key, who in _SWITCHES), (_OF_PROGRAM, of_program)]
    denied_by = next((who for who, values in switches if str(values.get("Value")).casefold() == "deny"), None)
    is_known = any("Value" in values for _, values in switches)
    if _number(consent.get("policy", {}).get(POLICIES[capability])) == _FORCE_DENY:
        denied_by = "it"
    if capability == "webcam" and turns_cameras_off(consent):
        denied_by = "it"
    users = [
        user
        for user, since in _users(consent)
        if user.casefold() != program.casefold() and _was_running(user, since, running)
    ]
    return DeviceAccess(
        denied=denied_by is not None if is_known or denied_by else None,
        denied_by=denied_by,
        in_use=bool(users) if consent else None,
        used_by=named_user(users),
    )


def turns_cameras_off(consent: Consent) -> bool:
    """Whether IT's policy turns every camera off, so that Windows may list none."""
    return _number(consent.get("cameras", {}).get(CAMERA_POLICY)) == 0


def _number(value: object) -> int | None:
    """Return a registry number, which some tools write as text or as raw bytes; None if it is none of these."""
    if isinstance(value, bytes) and len(value) == _QWORD_BYTES:
        return int.from_bytes(value, "little")
    return int(value) if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()) else None


def _users(consent: Consent) -> Iterator[tuple[str, int]]:
    """Yield path or package family name of programs registered as using the device, and since when (FILETIME)."""
    for key, values in consent.items():
        since = _number(values.get("LastUsedTimeStart"))
        if since and _number(values.get("LastUsedTimeStop")) == 0:
            yield key.rpartition("\\")[2].replace("#", "\\"), since


def _was_running(program: str, since: int, running: Mapping[str, int] | None) -> bool:
    """Whether the program has a process that already existed when the use began."""
    if running is None:
        return True
    return any(began <= since for path, began in running.items() if _is_of(program, path))


def _is_of(program: str, path: str) -> bool:
    """Whether the program file `path` is that program or belongs to that package."""
    if "~" in program:  # a folder by its short name (PROGRA~2), which says nothing of the long one
        return PureWindowsPath(path).name == PureWindowsPath(program.casefold()).name
    if "\\" in program:
        return path == program.casefold()
    # A package family is NAME_PUBLISHER; its programs are in …\WindowsApps\NAME_VERSION_ARCHITECTURE__PUBLISHER\.
    name, _, publisher = program.casefold().partition("!")[0].rpartition("_")
    folders = PureWindowsPath(path).parts[:-1]
    return any(folder.startswith(f"{name}_") and folder.endswith(f"__{publisher}") for folder in folders)


def read_consent(capability: Capability, software: str = "Software") -> Consent:
    """Read the registry values for `windows_access`; empty on other systems.

    Args:
        capability: which device.
        software: the root key.
    """
    found: dict[str, Mapping[str, object]] = {}
    if sys.platform == "win32":
        from readiness.host.system import registry_windows

        store = rf"{software}\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore\{capability}"
        for name, hive in (("machine", registry_windows.MACHINE), ("user", registry_windows.USER)):
            for below in ("", r"\NonPackaged"):
                for key in ("", *(f"\\{subkey}" for subkey in registry_windows.subkeys(hive, store + below))):
                    found[name + below + key] = registry_windows.values(hive, store + below + key)
        for name, (managed, group_policy) in _POLICY_KEYS.items():
            keys = (rf"{software}\{_MANAGED}\{managed}", rf"{software}\Policies\Microsoft\{group_policy}")
            found[name] = {
                value: data
                for key in keys
                for value, data in registry_windows.values(registry_windows.MACHINE, key).items()
            }
    return {key: values for key, values in found.items() if values}
