"""Reading a file that somebody else may have put there: a regular file, of a size that can be held, or nothing."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


class NotAFileError(OSError):
    """There is something of that name, and it is no file that can be read: a folder, a pipe, a device, or too large."""


def read_file(path: Path, largest_bytes: int) -> bytes:
    """All of the file. A named pipe or a device is not waited for.

    Raises:
        FileNotFoundError: there is none.
        NotAFileError: it is no regular file, or larger than that.
        OSError: it cannot be read just now.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except ValueError as error:  # a null character in the name
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from error
    with os.fdopen(descriptor, "rb") as file:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            raise NotAFileError(errno.EINVAL, "is not a regular file", str(path))
        content = b"" if about.st_size > largest_bytes else file.read(largest_bytes + 1)
        if about.st_size > largest_bytes or len(content) > largest_bytes:
            raise NotAFileError(errno.EFBIG, f"is larger than {largest_bytes} bytes", str(path))
    return content
