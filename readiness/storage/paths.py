"""Where the program's own files are: the person's, and IT's for everybody who uses the station."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def user_folder() -> Path:
    """The folder for what is kept for this person on this station; it does not roam and may not exist yet.

    The environment variable `READINESS_DATA` names another one.
    """
    given = os.environ.get("READINESS_DATA")
    if given:
        return Path(given)
    import platformdirs

    name = "readiness" if sys.platform == "linux" else "Readiness"
    return platformdirs.user_data_path(name, appauthor=False, roaming=False)


def machine_folder() -> Path:
    """The folder that IT writes to and a person only reads. No variable of the person's can move it on a Unix."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Readiness"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Readiness")
    return Path("/etc/readiness")
