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


def user_data_folders(
    policies: Mapping[str, object], known: Mapping[str, str] | None, usual: tuple[Path, ...]
) -> tuple[Path, ...]:
    """Return where Chrome's profiles may be: where the policy puts them, empty if that is not known here.

    The usual folder may be there still, with what the person answered before IT moved the profiles.

    Args:
        policies: IT's policies for Chrome.
        known: values of Chrome's variables (`${user_name}`); None on a system without such a policy.
        usual: where the profiles are without the policy, or with one that is invalid.
    """
    named = policies.get(POLICY)
    if known is None or not isinstance(named, str) or not named.strip().strip("\"'") or len(named) > _LONGEST:
        return usual
    path = named.strip().strip("\"'")
    if any(variable not in known for variable in _VARIABLE.findall(path)):
        return ()
    return (Path(_VARIABLE.sub(lambda found: known[found[1]], path)),)
