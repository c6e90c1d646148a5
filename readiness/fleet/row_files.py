"""Writing rows as JSON lines to files small enough for DuckDB.

DuckDB reads 2,048 rows at once however large they are, but never from more than one file.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Self

FILE_BYTES = 8_000_000
"""Size of a file; DuckDB holds a few times as much in memory."""


class RowFiles:
    """A context for writing rows; its files are deleted when it ends."""

    def __init__(self, target: Path) -> None:
        """The files are named after `target`, with a number and `.ndjson`."""
        self._target = target
        self._paths: list[Path] = []
        self._open = contextlib.ExitStack()
        self._size = FILE_BYTES

    def __enter__(self) -> Self:
        """Nothing is opened before the first row."""
        return self

    def __exit__(self, *_: object) -> None:
        """Delete the files."""
        self._open.close()
        for path in self._paths:
            path.unlink(missing_ok=True)

    def write(self, row: bytes) -> None:
        """Write a row.

        Raises:
            OSError: it could not be written.
        """
        if self._size >= FILE_BYTES:
            self._open.close()
            self._paths.append(self._target.with_suffix(f".{len(self._paths)}.ndjson"))
            self._file = self._open.enter_context(self._paths[-1].open("wb", buffering=1 << 20))
            self._size = 0
        self._size += self._file.write(row) + self._file.write(b"\n")

    def finished(self) -> list[Path]:
        """Return the complete files."""
        self._open.close()
        return self._paths
