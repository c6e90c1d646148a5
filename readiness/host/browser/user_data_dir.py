"""Chrome's policy `UserDataDir`, by which IT can move the profiles on Windows and macOS.

Chromium: chrome/install_static/user_data_dir.cc (Windows), chrome/common/chrome_paths.cc and policy_path_parser (both).
Linux has no such policy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

POLICY = "UserDataDir"
_VARIABLE = re.compile(r"\$\{(\w+)\}")
_LONGEST = 4096

WINDOWS_VARIABLES: Mapping[str, str] = {
    "local_app_data": "LOCALAPPDATA",
    "roaming_app_data": "APPDATA",
    "profile": "USERPROFILE",
    "global_app_data": "ProgramData",
    "program_files": "ProgramFiles",
    "windows": "SystemRoot",
    "user_name": "USERNAME",
    "machine_name": "COMPUTERNAME",
    "client_name": "CLIENTNAME",
    "session_name": "SESSIONNAME",
}
"""Chrome's variables, and the environment variables with the same values."""


def moved_user_data(policies: Mapping[str, object], known: Mapping[str, str]) -> Path | None:
    """Return the folder set by the policy; None if it is not set or invalid.

    Args:
        policies: IT's policies for Chrome.
        known: values of Chrome's variables (`${user_name}`).
    """
    named = policies.get(POLICY)
    if not isinstance(named, str) or not named.strip().strip("\"'") or len(named) > _LONGEST:
        return None
    path = named.strip().strip("\"'")
    if any(variable not in known for variable in _VARIABLE.findall(path)):
        return None
    return Path(_VARIABLE.sub(lambda found: known[found[1]], path))
