"""Functions that prepare folders and files for the faults."""

from __future__ import annotations

import os
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from readiness.storage import history
from readiness.storage.run import Run

Preparation = Callable[[Path], None]
"""Prepares something in the given folder."""

NOW = datetime.now(UTC)


def each(*preparations: Preparation) -> Preparation:
    """Run preparations one after the other."""

    def prepare(here: Path) -> None:
        for preparation in preparations:
            preparation(here)

    return prepare


def file(name: str, content: bytes | str = b"", mode: int = 0o600) -> Preparation:
    """A file with this content; missing parent folders are created."""

    def prepare(here: Path) -> None:
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        path.chmod(mode)

    return prepare


def sparse(name: str, size_bytes: int, head: bytes = b"") -> Preparation:
    """A sparse file of this size, which takes no disk space."""

    def prepare(here: Path) -> None:
        (here / name).write_bytes(head)
        os.truncate(here / name, size_bytes)

    return prepare


def folder(name: str) -> Preparation:
    """A folder where a file should be."""
    return lambda here: (here / name).mkdir(parents=True)


def pipe(name: str) -> Preparation:
    """A named pipe that nobody writes to."""
    return lambda here: os.mkfifo(here / name)


def link(name: str, target: str) -> Preparation:
    """A symbolic link."""
    return lambda here: (here / name).symlink_to(target)


def runs(name: str, *ages_days: float, spoil: Callable[[bytes], bytes] = lambda content: content) -> Preparation:
    """A history with one "go" for each age in days; `spoil` then changes the file's bytes."""

    def prepare(here: Path) -> None:
        path = here / name
        for age_days in ages_days:
            history.add(path, run(age_days), days_kept=3650)
        path.write_bytes(spoil(path.read_bytes()))

    return prepare


def run(age_days: float) -> Run:
    return Run(
        started_at=NOW - timedelta(days=age_days),
        verdict="go",
        app_version="1.0",
        codes={"camera": "camera.ok"},
        outcomes={"camera": "pass"},
        things={"browser": f"{age_days}"},
    )


def database(name: str, schema: str) -> Preparation:
    """A database that another program made."""

    def prepare(here: Path) -> None:
        with closing(sqlite3.connect(here / name)) as made:
            made.executescript(schema)

    return prepare


def row(name: str, content: object) -> Preparation:
    """Add a row with any content to the history."""

    def prepare(here: Path) -> None:
        with closing(sqlite3.connect(here / name)) as database, database:
            database.execute("INSERT INTO run VALUES (?, ?)", (NOW.isoformat(timespec="microseconds"), content))

    return prepare


def recording(
    name: str, *, channels: int = 1, rate_hz: int = 16_000, bits: int = 16, tag: int = 1, body: bytes = bytes(64_000)
) -> Preparation:
    """A WAV file."""
    format_chunk = struct.pack(
        "<HHIIHH", tag, channels, rate_hz, rate_hz * channels * bits // 8, channels * bits // 8, bits
    )
    chunks = (
        b"WAVEfmt "
        + struct.pack("<I", len(format_chunk))
        + format_chunk
        + b"data"
        + struct.pack("<I", len(body))
        + body
    )
    return file(name, b"RIFF" + struct.pack("<I", len(chunks)) + chunks)


def in_small_disk(size: str, path: str) -> str:
    """A shell script that mounts a file system of this size and then starts the command."""
    return (
        f"exec unshare --mount --map-root-user sh -c 'mkdir -p {path} && mount -t tmpfs -o size={size} none {path} "
        '&& exec "$@"\' sh "$@"'
    )


def in_read_only(path: str) -> str:
    """A shell script that makes the folder read-only even for root and then starts the command."""
    return (
        f"exec unshare --mount --map-root-user sh -c 'mount --bind {path} {path} && mount -o remount,ro,bind {path} "
        '&& exec "$@"\' sh "$@"'
    )
