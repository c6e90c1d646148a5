"""Reading this program's Windows Group Policy: the raw registry values below one key."""

from __future__ import annotations

import sys
from collections.abc import Mapping

KEY = r"Software\Policies\Readiness"
"""Key below HKEY_LOCAL_MACHINE with a subkey for each policy table. Only administrators can write to it."""

RegistryValues = Mapping[str, Mapping[str, object]]
"""Registry values by name, by the key's path below `KEY` (`camera`, `camera\\outcomes`)."""


def group_policy() -> RegistryValues:
    """Return all values below `KEY`; empty if there are none, and on systems without Group Policy.

    Raises:
        OSError: the key exists but cannot be read.
    """
    found: dict[str, Mapping[str, object]] = {}
    if sys.platform == "win32":
        from readiness.host.system import registry_windows

        found.update(registry_windows.tree(registry_windows.MACHINE, KEY))
        found.pop("", None)
    return found
