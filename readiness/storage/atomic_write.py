"""Atomic file replacement: no reader, power cut or full disk leaves a partly written file."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from readiness.file_reader import NotAFileError

PRIVATE_MODE, PRIVATE_FOLDER_MODE = 0o600, 0o700
_AGAIN_S = (0.01, 0.05, 0.15, 0.3)
"""Pauses before Windows is asked again: it replaces no file while a virus scanner, an indexer or another of this
program's processes has it open (chromium: base/files/important_file_writer.cc does the same)."""


def write_atomically(path: Path, content: bytes, *, private: bool = True, exclusive: bool = False) -> None:
    """Create the file or replace its content atomically, creating its folder if missing.

    Args:
        path: a regular file, or a path that does not exist yet. An existing file keeps its permissions.
        content: the whole content.
        private: give a new file and folder permissions for this person only; otherwise the umask applies.
        exclusive: never replace a file: of several processes that create the same one, the first succeeds.

    Raises:
        FileExistsError: there is such a file already, and `exclusive` was asked for.
        OSError: it could not be written, or the path is a link, pipe or device. The old content is unchanged and no
            temporary file is left.
    """
    temporary = _staged(path, content, private=private)
    try:
        if exclusive:
            _rename_to_free_name(temporary, path)
        else:
            _replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def write_all_atomically(contents: Mapping[Path, bytes]) -> None:
    """Create several files or replace their contents: all of them, or none if there is no room for one.

    Args:
        contents: the whole content by path, as in `write_atomically`, with permissions by the umask.

    Raises:
        OSError: one could not be written. No content has changed, unless a file could not even be renamed.
    """
    with contextlib.ExitStack() as leftovers:
        staged = []
        for path, content in contents.items():
            staged.append((_staged(path, content, private=False), path))
            leftovers.callback(staged[-1][0].unlink, missing_ok=True)
        for temporary, path in staged:
            _replace(temporary, path)


def _staged(path: Path, content: bytes, *, private: bool) -> Path:
    """Write the content to a new file beside `path`, and return it.

    Raises:
        OSError: it could not be written, and does not exist.
    """
    make_folder(path.parent, private=private)
    mode = _mode(path)
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        rights = PRIVATE_MODE if private or mode is not None else 0o666
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(temporary, flags, rights), "wb") as file:
            file.write(content)
            file.flush()
            if mode is not None:
                temporary.chmod(mode)
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def make_folder(path: Path, *, private: bool = True) -> None:
    """Create the folder and its parents if missing.

    On Windows it is as private as the folder around it. Python 3.13 would else let in only its owner, and what an
    elevated program creates belongs to the administrators: the person's own window could no longer write there (cpython
    issue 157876).

    Raises:
        OSError: it cannot be created.
    """
    path.mkdir(PRIVATE_FOLDER_MODE if private and sys.platform != "win32" else 0o777, parents=True, exist_ok=True)


def set_aside(path: Path) -> Path:
    """Rename an unusable file to a free name ending in `.damaged`, `.damaged-2` and so on.

    Returns:
        Its new path.

    Raises:
        OSError: it cannot be renamed.
    """
    names = [".damaged", *(f".damaged-{number}" for number in range(2, 100))]
    free = next((name for name in names if not os.path.lexists(path.with_suffix(name))), names[-1])
    return path.replace(path.with_suffix(free))


def _replace(temporary: Path, path: Path) -> None:
    if sys.platform == "win32":
        for pause_s in _AGAIN_S:
            try:
                temporary.replace(path)
            except PermissionError:
                time.sleep(pause_s)
            else:
                return
    temporary.replace(path)


def _rename_to_free_name(path: Path, free: Path) -> None:
    """Rename a file without replacing another.

    Raises:
        FileExistsError: the name is taken.
        OSError: it cannot be renamed.
    """
    if sys.platform == "win32":
        path.rename(free)
        return
    try:
        os.link(path, free)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links, on which two writers at the same instant may both succeed
        if os.path.lexists(free):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(free)) from None
        path.replace(free)
    else:
        path.unlink()


def _mode(path: Path) -> int | None:
    """Return the permissions of an existing regular file; None if the path does not exist."""
    try:
        about = path.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(about.st_mode):
        raise NotAFileError(errno.EINVAL, "is not a regular file", str(path))
    return stat.S_IMODE(about.st_mode)
