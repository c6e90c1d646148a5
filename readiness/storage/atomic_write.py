"""Writing a file so that a reader, a power cut or a full disk never meets half of it."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path

PRIVATE_MODE, PRIVATE_FOLDER_MODE = 0o600, 0o700


def write_atomically(path: Path, content: bytes, *, private: bool = True) -> None:
    """Replace the file's content in one step; its folder is made when it is missing.

    Args:
        path: a regular file, or nothing yet. What is there keeps its access rights.
        content: all of it.
        private: a new file, and a new folder, are for this person alone; else as the umask says.

    Raises:
        OSError: it could not be written, or there is a link, a pipe or a device of that name. What was there before is
            untouched and nothing is left beside it.
    """
    make_folder(path.parent, private=private)
    mode = _mode(path)
    being_written = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        rights = PRIVATE_MODE if private or mode is not None else 0o666
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(being_written, flags, rights), "wb") as file:
            file.write(content)
            file.flush()
            if mode is not None:
                being_written.chmod(mode)
            os.fsync(file.fileno())
        being_written.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            being_written.unlink()
        raise


def make_folder(path: Path, *, private: bool = True) -> None:
    """Make the folder and those above it, when they are missing.

    Raises:
        OSError: it cannot be made.
    """
    path.mkdir(PRIVATE_FOLDER_MODE if private else 0o777, parents=True, exist_ok=True)


def set_aside(path: Path) -> Path:
    """Move what cannot be used out of the way, beside nothing that was moved before.

    Returns:
        Its new place.

    Raises:
        OSError: it may not be moved.
    """
    names = [".damaged", *(f".damaged-{number}" for number in range(2, 100))]
    free = next((name for name in names if not os.path.lexists(path.with_suffix(name))), names[-1])
    return path.replace(path.with_suffix(free))


def _mode(path: Path) -> int | None:
    """The access rights of what is there; None when there is nothing."""
    try:
        about = path.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(about.st_mode):
        raise OSError(errno.EINVAL, "is not a regular file", str(path))
    return stat.S_IMODE(about.st_mode)
