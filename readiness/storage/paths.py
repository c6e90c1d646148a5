"""Where the program's own files are: the person's, and IT's for everybody who uses the station."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def user_folder() -> Path:
    """The folder for what is kept for this person on this station; it does not roam and may not exist yet.

    The environment variable `READINESS_DATA` names another one. Without a home nothing can be kept.
    """
    given = os.environ.get("READINESS_DATA")
    if given:
        return Path(given)
    import platformdirs

    name = "readiness" if sys.platform == "linux" else "Readiness"
    try:
        return platformdirs.user_data_path(name, appauthor=False, roaming=False)
    except RuntimeError:  # a user without an account and without HOME
        return Path(os.devnull) / name


def machine_folder() -> Path:
    """The folder that IT writes to and a person only reads. No variable of the person's can move it."""
    if sys.platform == "win32":
        from readiness.storage.known_folders_windows import program_data

        return program_data() / "Readiness"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Readiness")
    return Path("/etc/readiness")


def display_path(path: Path) -> str:
    """The whole path for a sentence, with the person's own folder as a variable: its name is often the person's."""
    try:
        home = Path.home()
    except RuntimeError:
        return str(path)
    if home == Path(home.anchor) or not path.is_relative_to(home):
        return str(path)
    variable = "%USERPROFILE%" if sys.platform == "win32" else "~"
    return f"{variable}{os.sep}{path.relative_to(home)}"
