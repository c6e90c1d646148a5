"""A person's choices and answers on this station, stored so that nobody has to be asked twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from readiness.file_reader import NotAFileError, read_file
from readiness.storage.atomic_write import set_aside, write_atomically

MAX_BYTES = 1_000_000
"""Far more than all possible answers take; a larger file is not ours."""


class HeadsetAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A person's answer about a device that could not be classified, and when it was given.

    `passing`: the answer is about whatever is plugged into a socket, so it is valid only for the day.
    """

    is_headset: bool
    on: date
    passing: bool = False

    def is_valid_on(self, day: date) -> bool:
        """Whether it still counts on that day."""
        return self.on == day or not self.passing


class ItemAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A person's answer to a checklist item, and when it was given."""

    answer: str
    on: date


class Preferences(msgspec.Struct, frozen=True, kw_only=True):
    """All stored preferences, without names: devices by id or key, items by the guideline's ids.

    `window` is the geometry as saved by Qt; `sign_room` and `sign_unit` are printed on the door sign. `tray`: the icon
    is shown. `reminder` is when a meeting begins, in ISO 8601, and no more of it; empty without one.
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
    tray: bool = False
    reminder: str = ""
    remind_before_min: int = 5


class StoredPreferences(msgspec.Struct, frozen=True):
    """The preferences as read. `set_aside` is the new path of a damaged file, whose content is preserved there."""

    preferences: Preferences
    set_aside: Path | None = None


def preferences_file(folder: Path) -> Path:
    """Return the path of the preferences file in the person's folder."""
    return folder / "remembered.json"


def read(path: Path) -> StoredPreferences:
    """Read the preferences; defaults if there is no file. A damaged file is set aside.

    Raises:
        OSError: the file exists but cannot be read or set aside.
    """
    try:
        content = read_file(path, MAX_BYTES)
    except FileNotFoundError:
        return StoredPreferences(Preferences())
    except NotAFileError:
        return StoredPreferences(Preferences(), set_aside(path))
    try:
        return StoredPreferences(msgspec.json.decode(content, type=Preferences))
    except Exception:  # noqa: BLE001  (no damaged file, whatever its content, may keep the program from starting)
        return StoredPreferences(Preferences(), set_aside(path))


def merge(stored: Preferences, before: Preferences, after: Preferences) -> Preferences:
    """Apply the changes from `before` to `after` to `stored`, which another window may have changed meanwhile."""

    def field(name: str) -> object:
        current, old, new = getattr(stored, name), getattr(before, name), getattr(after, name)
        if not isinstance(current, dict):
            return current if new == old else new
        removed = old.keys() - new.keys()
        changed = {key: value for key, value in new.items() if old.get(key) != value}
        return {key: value for key, value in current.items() if key not in removed} | changed

    return msgspec.structs.replace(stored, **{name: field(name) for name in Preferences.__struct_fields__})


def write(path: Path, preferences: Preferences) -> None:
    """Write the preferences atomically.

    Raises:
        OSError: they could not be written; the old file is unchanged.
    """
    write_atomically(path, msgspec.json.format(msgspec.json.encode(preferences), indent=2) + b"\n")
