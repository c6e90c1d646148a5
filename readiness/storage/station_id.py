"""A random number that stands for this station, made once and kept."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

from readiness.file_reader import read_file
from readiness.storage.atomic_write import write_atomically

LARGEST_BYTES = 100
_FORM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def read_station_number(folder: Path) -> str:
    """The number in the folder; empty when there is none, or when what is there is no such number."""
    try:
        found = read_file(_file(folder), LARGEST_BYTES).decode("ascii", "replace").strip().lower()
    except OSError:
        return ""
    return found if _FORM.fullmatch(found) else ""


def ensure_station_number(folder: Path) -> str:
    """The number in the folder, made when there is none.

    Raises:
        OSError: it could not be kept.
    """
    found = read_station_number(folder)
    if not found:
        found = str(uuid.uuid4())
        write_atomically(_file(folder), f"{found}\n".encode())
    return found


def _file(folder: Path) -> Path:
    return folder / "station.id"
