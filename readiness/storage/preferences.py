"""What a person chose and answered on this station, so that nobody has to be asked twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from readiness.storage.atomic_write import write_atomically

LARGEST_BYTES = 1_000_000
"""Far more than a person can answer; a bigger file is not ours."""


class HeadsetAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said of a device that the program could not tell, and when."""

    is_headset: bool
    on: date


class ItemAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What a person answered to an item of the checklist, and when."""

    answer: str
    on: date


class Remembered(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is remembered. No names: devices by id or key, items by the guideline's ids."""

    camera: str = ""
    microphone: str = ""
    headsets: dict[str, HeadsetAnswer] = msgspec.field(default_factory=dict)
    checklist: dict[str, ItemAnswer] = msgspec.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recalled:
    """What was read. `set_aside`: the damaged file's new place, when there was one; what was in it is not lost."""

    remembered: Remembered
    set_aside: Path | None = None


def remembered_file(folder: Path) -> Path:
    """The file's place in the person's folder."""
    return folder / "remembered.json"


def read(path: Path) -> Recalled:
    """What is remembered; nothing when there is no file. A damaged file is set aside, and that is said.

    Raises:
        OSError: the file is there and may not be read, or may not be set aside.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except FileNotFoundError:
        return Recalled(Remembered())
    try:
        if len(content) > LARGEST_BYTES:
            raise msgspec.ValidationError("too large")
        return Recalled(msgspec.json.decode(content, type=Remembered))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Recalled(Remembered(), path.replace(path.with_suffix(".damaged")))


def write(path: Path, remembered: Remembered) -> None:
    """Keep it, in one step.

    Raises:
        OSError: it could not be kept; what was kept before still is.
    """
    write_atomically(path, msgspec.json.format(msgspec.json.encode(remembered), indent=2) + b"\n")
