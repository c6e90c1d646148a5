"""Reports into a folder, which may be a share that is full or away: then they wait on the station for the next time."""

from __future__ import annotations

import contextlib
import hashlib
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from readiness.file_reader import read_file
from readiness.storage.atomic_write import write_atomically

LARGEST_BYTES = 10_000_000
WAITING_AT_MOST = 400
"""Files that may wait for one folder; the oldest give way."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """How it went: how many files reached the folder, how many wait, and the system's reason when some do."""

    arrived: int
    waiting: int
    reason: str = ""


def deliver(folder: Path, files: Mapping[str, bytes], spool: Path) -> Delivered:
    """Put files into the folder, and then those that waited for it. A reader never meets half of one.

    Args:
        folder: where they belong; made when it is missing.
        files: content by file name.
        spool: where files wait on the station.

    Raises:
        OSError: a file could neither be delivered nor kept.
    """
    waiting_room = spool / hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:16]
    arrived, reason = 0, ""
    for name, content in files.items():
        reason = reason or _put(folder / name, content)
        if reason:
            write_atomically(waiting_room / name, content)
        else:
            (waiting_room / name).unlink(missing_ok=True)
            arrived += 1
    if not reason:
        more, reason = _deliver_what_waited(folder, waiting_room)
        arrived += more
    for path in _oldest_first(waiting_room)[:-WAITING_AT_MOST]:
        path.unlink(missing_ok=True)
    return Delivered(arrived, len(_oldest_first(waiting_room)), reason)


def _deliver_what_waited(folder: Path, waiting_room: Path) -> tuple[int, str]:
    """How many arrived, and why the last that did not could not; one that cannot be put there keeps no other back."""
    arrived, reason = 0, ""
    for path in _oldest_first(waiting_room):
        try:
            content = read_file(path, LARGEST_BYTES)
        except FileNotFoundError:  # another run has just delivered it
            continue
        why_not = _put(folder / path.name, content)
        if why_not:
            reason = why_not
        else:
            path.unlink(missing_ok=True)
            arrived += 1
    return arrived, reason


def _put(path: Path, content: bytes) -> str:
    """Why it could not be put there; empty when it could."""
    try:
        write_atomically(path, content, private=False)  # others collect it
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""


def _oldest_first(folder: Path) -> list[Path]:
    ages: list[tuple[int, str, Path]] = []
    for path in folder.glob("*"):
        with contextlib.suppress(FileNotFoundError):  # another run has just delivered it
            about = path.lstat()
            if stat.S_ISREG(about.st_mode) and not path.name.startswith("."):
                ages.append((about.st_mtime_ns, path.name, path))
    return [path for _, _, path in sorted(ages)]
