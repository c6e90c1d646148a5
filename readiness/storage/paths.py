"""Folders of the program's data: the person's own, and the machine's, which IT manages for all users."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def user_folder() -> Path:
    """Return the folder for this person's data on this station; it does not roam and may not exist yet.

    The environment variable `READINESS_DATA` overrides it. For a user without a home folder, the path is unusable.
    """
    given = os.environ.get("READINESS_DATA")
    if given:
        return Path(given)
    import platformdirs

    name = "readiness" if sys.platform == "linux" else "Readiness"
    try:
        return platformdirs.user_data_path(name, appauthor=False, roaming=False)
    except RuntimeError:  # no account entry and no HOME
        return Path(os.devnull) / name


def machine_folder() -> Path:
    """Return the folder that only IT can write to. No environment variable of the person can change it."""
    if sys.platform == "win32":
        from readiness.storage.known_folders_windows import program_data

        return program_data() / "Readiness"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Readiness")
    return Path("/etc/readiness")


def display_path(path: Path) -> str:
    """Format a path for a message, abbreviating the home folder, whose name often is the person's."""
    try:
        home = Path.home()
    except RuntimeError:
        return str(path)
    if home == Path(home.anchor) or not path.is_relative_to(home):
        return str(path)
    variable = "%USERPROFILE%" if sys.platform == "win32" else "~"
    return f"{variable}{os.sep}{path.relative_to(home)}"
