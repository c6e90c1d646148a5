"""A random number that identifies this station, created once and stored."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

from readiness.file_reader import text_of
from readiness.storage.atomic_write import write_atomically

MAX_BYTES = 100
_FORM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def read_station_number(folder: Path) -> str:
    """Return the number stored in the folder; empty if there is none or it is malformed."""
    number = text_of(_file(folder), MAX_BYTES).strip().lower()
    return number if _FORM.fullmatch(number) else ""


def ensure_station_number(folder: Path) -> str:
    """Return the number stored in the folder, creating it if there is none; programs that start together get the same.

    Raises:
        OSError: it could not be stored.
    """
    if stored := read_station_number(folder):
        return stored
    number = str(uuid.uuid4())
    content = f"{number}\n".encode()
    try:
        write_atomically(_file(folder), content, exclusive=True)
    except FileExistsError:
        if stored := read_station_number(folder):  # another program was quicker
            return stored
        write_atomically(_file(folder), content)  # the file is damaged
    return number


def _file(folder: Path) -> Path:
    return folder / "station.id"
