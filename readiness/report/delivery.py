"""Delivering reports to a folder, possibly a network share; if that fails they are spooled on the station."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from readiness.file_reader import is_folder, read_file
from readiness.storage.atomic_write import set_aside, write_atomically
from readiness.system_error import reason_of

MAX_BYTES = 10_000_000
MAX_WAITING = 400
"""Maximum number of files in a spool; the oldest are deleted."""


def deliver(folder: Path, files: Mapping[str, bytes], spool: Path) -> str:
    """Write files to the folder atomically, then those spooled for it earlier.

    Args:
        folder: the destination; created if missing.
        files: content by file name.
        spool: folder on the station for undelivered files.

    Returns:
        The system's error message if files wait in the spool; empty if all are delivered.

    Raises:
        OSError: a file could be neither delivered nor spooled.
    """
    _set_aside_unless_folder(spool)
    queue = spool / hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:16]
    reason = ""
    for name, content in files.items():
        reason = reason or _try_write(folder / name, content)
        if reason:
            write_atomically(queue / name, content)
        else:
            with contextlib.suppress(OSError):  # it is then delivered once more
                (queue / name).unlink(missing_ok=True)
    reason = reason or _deliver_spooled(folder, queue)
    limited(queue)
    return reason


def _set_aside_unless_folder(spool: Path) -> None:
    """Rename whatever has the spool's name and is no folder; a link to nothing is one of those."""
    if os.path.lexists(spool) and not is_folder(spool):
        with contextlib.suppress(OSError):  # writing into it then says what is wrong
            set_aside(spool)


def _deliver_spooled(folder: Path, queue: Path) -> str:
    """Deliver spooled files, skipping those that fail; return the last error message."""
    reason = ""
    for path in oldest_first(queue):
        try:
            error = _try_write(folder / path.name, read_file(path, MAX_BYTES))
        except FileNotFoundError:  # another process has just delivered it
            continue
        except OSError as problem:
            error = reason_of(problem)
        if error:
            reason = error
        else:
            path.unlink(missing_ok=True)
    return reason


def _try_write(path: Path, content: bytes) -> str:
    """Write the file; return the error message, empty on success."""
    try:
        write_atomically(path, content, private=False)  # the collector runs as another user
    except OSError as error:
        return reason_of(error)
    return ""


def limited(spool: Path) -> int:
    """Delete the oldest files beyond `MAX_WAITING`, and return the number of those that are left."""
    for path in oldest_first(spool)[:-MAX_WAITING]:
        path.unlink(missing_ok=True)
    return len(oldest_first(spool))


def oldest_first(folder: Path) -> list[Path]:
    """Return the folder's files; none if it cannot be listed, which costs no report that has been delivered."""
    ages: list[tuple[int, str, Path]] = []
    try:
        paths = list(folder.iterdir())
    except OSError:
        return []
    for path in paths:
        with contextlib.suppress(FileNotFoundError):  # another process has just delivered it
            about = path.lstat()
            if stat.S_ISREG(about.st_mode) and not path.name.startswith("."):
                ages.append((about.st_mtime_ns, path.name, path))
    return [path for _, _, path in sorted(ages)]
