"""Layout of the archive: Parquet files in one folder per month (Hive partitioning), readable by any engine.

    ARCHIVE/
      month=2026-11/reports-0198….parquet   rows of `archive_schema.ArchivedReport`
      _set_aside/2026-11-23T0800….ndjson    rejected reports: origin, reason, content
      _ledger.sqlite, _lock.sqlite          collected files, and the collectors' lock
      _staging/, _merging/                  files being written

Engines ignore names that begin with an underscore. Files are written atomically and never
changed; `compaction` replaces many small ones by one.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from readiness.file_reader import exists
from readiness.report.document import DECODING_ERRORS

STAGING, SET_ASIDE = "_staging", "_set_aside"
MERGING, JOURNAL = "_merging", "journal.json"
_MONTH = re.compile(r"month=(\d{4}-\d{2})")


def month_folders(archive: Path) -> list[Path]:
    """Return the months' folders, oldest first.

    Raises:
        OSError: the archive cannot be listed.
    """
    return sorted(path for path in archive.iterdir() if _MONTH.fullmatch(path.name))


def is_archive(path: Path) -> bool:
    """Whether the folder is an archive.

    Raises:
        OSError: that cannot be determined.
    """
    return exists(path / "_ledger.sqlite")


def files_of(months: Iterable[Path]) -> list[Path]:
    """Return the Parquet files of these months, oldest month first. An unfinished merge counts as done.

    Raises:
        OSError: a folder or a journal cannot be read.
    """
    return [path for month in months for path in _files_of(month)]


def _files_of(month: Path) -> list[Path]:
    merged, replaced = merge_of(month)
    unmerged = (path for path in _parquet_in(month) if path.name not in replaced)
    return sorted([*unmerged, *([merged] if merged else [])])


def merge_of(month: Path) -> tuple[Path | None, frozenset[str]]:
    """Return the merged file of an unfinished merge, if there is one, and the names of the files it replaces.

    Raises:
        OSError: the journal cannot be read.
    """
    folder = month.parent / MERGING / month.name
    try:
        replaced = msgspec.json.decode((folder / JOURNAL).read_bytes(), type=frozenset[str])
    except FileNotFoundError:
        return None, frozenset()
    except DECODING_ERRORS as error:
        raise OSError(f"{folder / JOURNAL}: {error}") from None
    merged = _parquet_in(folder)
    return (merged[0], replaced) if merged else (None, frozenset())


def _parquet_in(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix == ".parquet" and path.name[0] not in "._"]


def sync(path: Path) -> None:
    """Flush a file, or a folder's entries, to the disk.

    Raises:
        OSError: the file could not be written.
    """
    if path.is_file():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
        return
    with contextlib.suppress(OSError, AttributeError):  # not supported on Windows, and not needed there
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
