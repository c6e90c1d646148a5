"""Reading a file that somebody else may have put there: a regular file, of a size that can be held, or nothing."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO


class NotAFileError(OSError):
    """There is something of that name, and it is no file that can be read: a folder, a pipe, a device, or too large."""


def open_file(path: Path) -> BinaryIO:
    """The file, open for reading. A named pipe or a device is not waited for.

    Raises:
        FileNotFoundError: there is none.
        NotAFileError: it is no regular file.
        OSError: it cannot be read just now.
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
    """All of the file.

    Raises:
        FileNotFoundError: there is none.
        NotAFileError: it is no regular file, or larger than that.
        OSError: it cannot be read just now.
    """
    with open_file(path) as file:
        is_too_large = os.fstat(file.fileno()).st_size > largest_bytes
        content = b"" if is_too_large else file.read(largest_bytes + 1)
    if is_too_large or len(content) > largest_bytes:
        raise NotAFileError(errno.EFBIG, f"is larger than {largest_bytes} bytes", str(path))
    return content
