"""Delivered files, divided into chunks that can be read in parallel."""

from __future__ import annotations

import codecs
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from readiness.fleet.report_reader import MAX_BYTES

OTHER_FORMATS = (".sqlite", ".prom", ".intune.txt", ".parquet")
"""The same reports in formats for other programs, which are ignored."""

LINE_FORMATS = frozenset({".ndjson", ".jsonl"})
"""Files with a report per line; all others hold one report."""

UTF_16_MARKS = frozenset({codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE})

BytesProgress = Callable[[int, int], object]
"""Called with the number of bytes read since the last call, and the number of all bytes known so far."""

CHUNK_BYTES = 128_000_000
"""Smaller chunks make smaller row groups, which take longer to write and to ask; larger ones leave a process idle."""

CHUNK_FILES = 2_000


def has_lines(path: Path) -> bool:
    """Whether a file of this name has a report per line."""
    return path.suffix.lower() in LINE_FORMATS


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivered file; `where` is its path relative to the inbox."""

    path: Path
    where: str
    size: int
    mtime_ns: int

    @property
    def has_lines(self) -> bool:
        """Whether it holds one report per line."""
        return has_lines(self.path)

    def is_unchanged(self) -> bool:
        """Whether the file is unchanged since it was listed."""
        try:
            now = self.path.lstat()
        except OSError:
            return False
        return (now.st_size, now.st_mtime_ns) == (self.size, self.mtime_ns)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Work for one process: whole files, or the lines of one file that begin in `start` to `end` (bytes)."""

    deliveries: tuple[Delivery, ...]
    start: int = 0
    end: int | None = None

    @property
    def size(self) -> int:
        """Bytes to read."""
        return sum(each.size for each in self.deliveries) if self.end is None else self.end - self.start


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A folder or file without read permission."""

    where: str


def deliveries(source: Path) -> Iterator[Delivery | Unreadable]:
    """Yield all files of a folder, recursively, or the file itself.

    Links are not followed, pipes and devices are not opened, and files whose name begins with a full stop (still being
    written) or an underscore are ignored, as are formats for other programs.

    Raises:
        OSError: the folder itself cannot be listed.
    """
    if not source.is_dir():
        found = source.stat()
        yield Delivery(source, source.name, found.st_size, found.st_mtime_ns)
        return
    waiting = [(source, sorted(each.name for each in source.iterdir()))]
    while waiting:
        folder, names = waiting.pop()
        for name in names:
            if name.startswith((".", "_")) or name.lower().endswith(OTHER_FORMATS):
                continue
            path = folder / name
            where = str(path.relative_to(source))
            try:
                found = path.lstat()
                if stat.S_ISDIR(found.st_mode):
                    waiting.append((path, sorted(each.name for each in path.iterdir())))
                elif stat.S_ISREG(found.st_mode):
                    yield Delivery(path, where, found.st_size, found.st_mtime_ns)
            except OSError:
                yield Unreadable(where)


def chunks(found: Iterable[Delivery]) -> Iterator[Chunk]:
    """Divide the files into chunks of about `CHUNK_BYTES`; chunks of one file are consecutive."""
    gathered: list[Delivery] = []
    size = 0
    for each in found:
        if each.has_lines and each.size > CHUNK_BYTES:
            for start in range(0, each.size, CHUNK_BYTES):
                yield Chunk((each,), start, min(start + CHUNK_BYTES, each.size))
            continue
        gathered.append(each)
        size += each.size
        if size >= CHUNK_BYTES or len(gathered) >= CHUNK_FILES:
            yield Chunk(tuple(gathered))
            gathered, size = [], 0
    if gathered:
        yield Chunk(tuple(gathered))


def lines(path: Path, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """Yield the lines that begin between `start` and `end`; one that is too long is truncated to just above the limit.

    UTF-16, in which Windows PowerShell 5 appends to files, becomes UTF-8. All lines of such a file belong to its
    beginning, because they cannot be found from its middle.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb", buffering=1 << 20) as file:
        if file.read(2) in UTF_16_MARKS:
            if start == 0:
                yield from _lines_of_utf_16(path)
            return
        file.seek(0)
        position = start
        if start:
            position = file.seek(start - 1)
            position += _skip_to_line_end(b"", file)
        while end is None or position < end:
            line = file.readline(MAX_BYTES + 1)
            if not line:
                return
            yield line
            position += len(line)
            if not line.endswith(b"\n"):
                position += _skip_to_line_end(line, file)


def _lines_of_utf_16(path: Path) -> Iterator[bytes]:
    with path.open(encoding="utf-16", errors="replace", newline="\n") as file:
        while line := file.readline(MAX_BYTES + 1):
            yield line.encode()
            while not line.endswith("\n") and (line := file.readline(MAX_BYTES)):
                pass


def _skip_to_line_end(line: bytes, file: BinaryIO) -> int:
    """Skip to the end of the line and return the number of bytes skipped."""
    skipped = 0
    while not line.endswith(b"\n"):
        line = file.readline(MAX_BYTES)
        if not line:
            break
        skipped += len(line)
    return skipped
