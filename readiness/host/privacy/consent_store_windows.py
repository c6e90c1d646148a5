r"""Windows' privacy settings for camera and microphone, and which programs use them now.

Windows keeps both in the registry below `CapabilityAccessManager\ConsentStore`: a switch for the computer, one for the
person, one for all programs that are not from the store, and for every program when it last began and stopped.
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

_FORCE_DENY = 2
_SWITCHES: tuple[tuple[str, DeniedBy], ...] = (
    ("machine", "machine"),
    ("user", "user"),
    (r"user\NonPackaged", "desktop_programs"),
)


def windows_access(
    consent: Consent, capability: Capability, program: str, running: frozenset[str] | None = None
) -> DeviceAccess:
    r"""What the settings mean for this program, and who else uses the device.

    A program is using the device while its `LastUsedTimeStart` is set and its `LastUsedTimeStop` is 0 (what other
    programs go by; Microsoft has not written it down). One that was killed may stand so for ever, so it must run, too.

    Args:
        consent: registry values by key, as "policy", "machine", "user", "user\NonPackaged" and one for each program.
        capability: which device.
        program: our own path.
        running: the program files of all processes; None when they cannot be listed.
    """
    switches = {who: str(consent[key]["Value"]) for key, who in _SWITCHES if "Value" in consent.get(key, {})}
    denied_by: DeniedBy | None = next((who for who, value in switches.items() if value == "Deny"), None)
    if _number(consent.get("policy", {}).get(POLICIES[capability])) == _FORCE_DENY:
        denied_by = "it"
    users = [user for user in _users(consent) if user.casefold() != program.casefold() and _runs(user, running)]
    return DeviceAccess(
        denied=denied_by is not None if switches or denied_by else None,
        denied_by=denied_by,
        in_use=bool(users) if consent else None,
        used_by=named_user(users),
    )


def _number(value: object) -> int | None:
    """A registry number; some tools write it as text."""
    return int(value) if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()) else None


def _users(consent: Consent) -> Iterator[str]:
    """Paths and package family names of the programs that use the device now."""
    for key, values in consent.items():
        if _number(values.get("LastUsedTimeStart")) and _number(values.get("LastUsedTimeStop")) == 0:
            yield key.rpartition("\\")[2].replace("#", "\\")


def _runs(program: str, running: frozenset[str] | None) -> bool:
    if running is None:
        return True
    if "\\" in program:
        return program.casefold() in running
    # A package family is NAME_PUBLISHER, its programs lie in …\WindowsApps\NAME_VERSION_ARCHITECTURE__PUBLISHER\.
    name, _, publisher = program.casefold().partition("!")[0].rpartition("_")
    folders = {folder for path in running for folder in PureWindowsPath(path).parts[:-1]}
    return any(folder.startswith(f"{name}_") and folder.endswith(f"__{publisher}") for folder in folders)


def read_consent(capability: Capability, software: str = "Software") -> Consent:
    """The registry's values for `windows_access`; empty on other systems.

    Args:
        capability: which device.
        software: the key that everything is below.
    """
    found: dict[str, Mapping[str, object]] = {}
    if sys.platform == "win32":
        from readiness.host.system import registry_windows

        store = rf"{software}\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore\{capability}"
        for name, hive in (("machine", registry_windows.MACHINE), ("user", registry_windows.USER)):
            for below in ("", r"\NonPackaged"):
                for key in ("", *(f"\\{subkey}" for subkey in registry_windows.subkeys(hive, store + below))):
                    found[name + below + key] = registry_windows.values(hive, store + below + key)
        found["policy"] = registry_windows.values(
            registry_windows.MACHINE, rf"{software}\Policies\Microsoft\Windows\AppPrivacy"
        )
    return {key: values for key, values in found.items() if values}
