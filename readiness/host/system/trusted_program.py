"""Finding programs that only root or this person could have installed, and that are therefore safe to start."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path


def find(name: str, search_path: str | None = None) -> Path | None:
    """Return the absolute path of a trusted program; None if there is none.

    Args:
        name: a bare name, for example `xdg-open`.
        search_path: by default, the person's `PATH`. Relative folders, including the working folder, are skipped.
    """
    folders = os.environ.get("PATH", os.defpath) if search_path is None else search_path
    for folder in folders.split(os.pathsep):
        found = shutil.which(name, path=folder) if Path(folder).is_absolute() else None
        if found and is_trusted(Path(found)):
            return Path(found)
    return None


def is_trusted(program: Path) -> bool:
    """Whether only root and this person can write to the program and all its parent folders.

    In a folder with the sticky bit (/tmp) nobody can replace others' files, so only the file's owner matters. Always
    False on Windows, where no program is started by name.
    """
    if sys.platform == "win32":
        return False
    own = {0, os.getuid()}
    try:
        real = program.resolve(strict=True)
        above = [folder.stat() for folder in real.parents]
        return (
            real.stat().st_uid in own
            and not real.stat().st_mode & stat.S_IWOTH
            and all(
                each.st_uid in own and (not each.st_mode & stat.S_IWOTH or each.st_mode & stat.S_ISVTX)
                for each in above
            )
        )
    except OSError:
        return False
