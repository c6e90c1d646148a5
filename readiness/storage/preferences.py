"""What a person chose and answered on this station, so that nobody has to be asked twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from readiness.file_reader import NotAFileError, read_file
from readiness.storage.atomic_write import set_aside, write_atomically

LARGEST_BYTES = 1_000_000
"""Far more than a person can answer; a bigger file is not ours."""


class HeadsetAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said of a device that the program could not tell, and when.

    `passing`: said of what sits in a socket. Who knows what sits there tomorrow: it holds for the day.
    """

    is_headset: bool
    on: date
    passing: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether it still counts on that day."""
        return self.on == day or not self.passing


class ItemAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What a person answered to an item of the checklist, and when."""

    answer: str
    on: date


class Remembered(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is remembered. No person's name: devices by id or key, items by the guideline's ids.

    `window` is the place and size as Qt writes them; `sign_room` and `sign_unit` stand on the sign on the door.
    """

    camera: str = ""
    microphone: str = ""
    headsets: dict[str, HeadsetAnswer] = msgspec.field(default_factory=dict)
    checklist: dict[str, ItemAnswer] = msgspec.field(default_factory=dict)
    language: str = ""
    theme: str = ""
    window: str = ""
    sign_room: str = ""
    sign_unit: str = ""


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
        content = read_file(path, LARGEST_BYTES)
    except FileNotFoundError:
        return Recalled(Remembered())
    except NotAFileError:
        return Recalled(Remembered(), set_aside(path))
    try:
        return Recalled(msgspec.json.decode(content, type=Remembered))
    except Exception:  # noqa: BLE001  (whatever it holds, it is not what was kept: the past never stops the present)
        return Recalled(Remembered(), set_aside(path))


def merge(kept: Remembered, before: Remembered, after: Remembered) -> Remembered:
    """`kept`, with what changed from `before` to `after`: another window may have kept other things meanwhile."""

    def field(name: str) -> Any:
        now, was, wanted = getattr(kept, name), getattr(before, name), getattr(after, name)
        if not isinstance(now, dict):
            return now if wanted == was else wanted
        taken_back = was.keys() - wanted.keys()
        fresh = {key: value for key, value in wanted.items() if was.get(key) != value}
        return {key: value for key, value in now.items() if key not in taken_back} | fresh

    return Remembered(**{name: field(name) for name in Remembered.__struct_fields__})


def write(path: Path, remembered: Remembered) -> None:
    """Keep it, in one step.

    Raises:
        OSError: it could not be kept; what was kept before still is.
    """
    write_atomically(path, msgspec.json.format(msgspec.json.encode(remembered), indent=2) + b"\n")
