"""What Windows Group Policy says for this program: registry values below one key, as they stand there."""

from __future__ import annotations

import sys
from collections.abc import Mapping

KEY = r"Software\Policies\Readiness"
"""Below HKEY_LOCAL_MACHINE; a table of the policy is a key of its own here. Only an administrator may write to it."""

Found = Mapping[str, Mapping[str, object]]
"""Registry values by name, by the key's path below `KEY` (`camera`, `camera\\outcomes`)."""


def group_policy(key: str = KEY) -> Found:
    """Every value below the key; empty where there is none, and on systems without Group Policy.

    Raises:
        OSError: there is a Group Policy and it cannot be read.
    """
    found: dict[str, Mapping[str, object]] = {}
    if sys.platform == "win32":
        from readiness.host.system import registry_windows

        found.update(registry_windows.tree(registry_windows.MACHINE, key))
        found.pop("", None)
    return found
