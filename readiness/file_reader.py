"""Finding and reading files that somebody else put there: only regular ones, up to a size limit, without blocking."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

MAX_PLIST_BYTES = 4_000_000


def is_file(path: Path) -> bool:
    """Whether there is a regular file, or a link to one; False if that cannot be determined, which pathlib raises for.

    Examples are a folder without access, a network drive that is away, and a name that is too long.
    """
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    """Whether there is a folder, or a link to one; False if that cannot be determined (see `is_file`)."""
    return os.path.isdir(path)  # noqa: PTH112


def exists(path: Path) -> bool:
    """Whether there is anything at this path.

    Raises:
        OSError: that cannot be determined. Of such a path pathlib says since Python 3.14 that it does not exist.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def may_exist(path: Path) -> bool:
    """Whether there may be anything at this path; True if that cannot be determined, for reading it to say why."""
    try:
        return exists(path)
    except OSError:
        return True


class NotAFileError(OSError):
    """The path exists but is not a regular file (a folder, pipe or device), or is too large."""


class TooLargeError(NotAFileError):
    """It is larger than `limit_bytes`."""

    def __init__(self, path: Path, limit_bytes: int) -> None:
        super().__init__(errno.EFBIG, f"is larger than {limit_bytes} bytes", str(path))
        self.limit_bytes = limit_bytes


def open_file(path: Path) -> BinaryIO:
    """Open a regular file for reading. Never blocks on a named pipe or device.

    Raises:
        FileNotFoundError: the file does not exist.
        NotAFileError: it is not a regular file.
        OSError: it cannot be read.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except ValueError as error:  # a null character in the name
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotAFileError(errno.EINVAL, "is not a regular file", str(path))
    return os.fdopen(descriptor, "rb")


def read_file(path: Path, largest_bytes: int) -> bytes:
    """Return the file's content. Never blocks on a named pipe or device.

    Raises:
        FileNotFoundError: the file does not exist.
        NotAFileError: it is not a regular file.
        TooLargeError: it is larger than `largest_bytes`.
        OSError: it cannot be read.
    """
    with open_file(path) as file:
        content = file.read(largest_bytes + 1)  # of sysfs' files the system says that they are 4096 bytes long
    if len(content) > largest_bytes:
        raise TooLargeError(path, largest_bytes)
    return content


def text_of(path: Path, largest_bytes: int) -> str:
    """Return the file's text, UTF-8 as far as it is; empty if the file cannot be read or is larger."""
    try:
        return read_file(path, largest_bytes).decode("utf-8", "replace")
    except OSError:
        return ""


def read_plist(path: Path) -> Mapping[str, object]:
    """Return the dictionary in one of macOS' property lists; empty if the file is missing, invalid or too large."""
    import plistlib
    from xml.parsers.expat import ExpatError

    try:
        content = plistlib.loads(read_file(path, MAX_PLIST_BYTES))
    except (OSError, ValueError, LookupError, AttributeError, RecursionError, ExpatError):  # what plistlib lets through
        return {}
    return content if isinstance(content, dict) else {}
