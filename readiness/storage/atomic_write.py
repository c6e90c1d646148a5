"""Writing a file so that a reader, a power cut or a full disk never meets half of it."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Replace the file's content in one step; its folder is made when it is missing.

    Raises:
        OSError: it could not be written; what was there before is untouched and nothing is left beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    being_written = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        with being_written.open("xb") as file:  # open to others as the umask says: some are collected
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        being_written.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            being_written.unlink()
        raise
