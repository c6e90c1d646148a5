"""Which programs may be started: those that nobody but root and this person could have put where they are."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path


def find(name: str, search_path: str | None = None) -> Path | None:
    """The trusted program of that name, by its absolute path; None when there is none.

    Args:
        name: a bare name, such as `xdg-open`.
        search_path: the person's own `PATH` when left out. Relative folders, the working folder among them, are
            passed over.
    """
    folders = os.environ.get("PATH", os.defpath) if search_path is None else search_path
    for folder in folders.split(os.pathsep):
        found = shutil.which(name, path=folder) if Path(folder).is_absolute() else None
        if found and is_trusted(Path(found)):
            return Path(found)
    return None


def is_trusted(program: Path) -> bool:
    """Whether only root and this person can write to the program and to each folder above it.

    A folder with the sticky bit (/tmp) lets everybody add files but replace nobody else's, so the file's owner decides.
    On Windows nothing is started by its name, and nothing is trusted here.
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
