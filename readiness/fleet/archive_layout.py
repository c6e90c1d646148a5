"""Where things lie in the archive: Parquet files in a folder a month, plain Hive, which any engine reads.

    ARCHIVE/
      month=2026-11/reports-0198….parquet   rows of `archive_schema.ArchivedReport`
      _set_aside/2026-11-23T0800….ndjson    what could not be used: place, reason, content
      _ledger.sqlite, _lock.sqlite          what has been collected, and by whom just now
      _staging/, _merging/                  files being written

Names that begin with an underscore are passed over by every engine. A file is there whole or not at all, and is never
changed afterwards; `compaction` replaces many small ones by one.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

STAGING, SET_ASIDE = "_staging", "_set_aside"
MERGING, JOURNAL = "_merging", "journal.json"
_MONTH = re.compile(r"month=(\d{4}-\d{2})")


def month_folders(archive: Path) -> list[Path]:
    """The months there are, oldest first.

    Raises:
        OSError: the archive cannot be listed.
    """
    return sorted(path for path in archive.iterdir() if _MONTH.fullmatch(path.name) and path.is_dir())


def is_archive(path: Path) -> bool:
    """Whether the folder is one that collecting has written."""
    return (path / "_ledger.sqlite").is_file()


def files_of(months: Iterable[Path]) -> list[Path]:
    """The Parquet files of these months, oldest month first. A merge that is going on counts as done.

    Raises:
        OSError: a folder or a journal cannot be read.
    """
    return [path for month in months for path in _files_of(month)]


def _files_of(month: Path) -> list[Path]:
    merged, replaced = merge_of(month)
    kept = (path for path in _parquet_in(month) if path.name not in replaced)
    return sorted([*kept, *([merged] if merged else [])])


def merge_of(month: Path) -> tuple[Path | None, frozenset[str]]:
    """The merged file that is to come into this month, if there is one, and the names of the files it stands for.

    Raises:
        OSError: the journal cannot be read.
    """
    folder = month.parent / MERGING / month.name
    try:
        replaced = msgspec.json.decode((folder / JOURNAL).read_bytes(), type=frozenset[str])
    except FileNotFoundError:
        return None, frozenset()
    except msgspec.DecodeError as error:
        raise OSError(f"{folder / JOURNAL}: {error}") from None
    merged = _parquet_in(folder)
    return (merged[0], replaced) if merged else (None, frozenset())


def _parquet_in(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix == ".parquet" and path.name[0] not in "._"]


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk.

    Raises:
        OSError: the file could not be written.
    """
    if path.is_file():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
        return
    with contextlib.suppress(OSError, AttributeError):  # Windows has no such thing, and needs none
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
