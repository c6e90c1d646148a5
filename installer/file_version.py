"""Reading version and language from a program file as Windows Installer does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pefile

_FIXED_FILE_INFO = 0xFEEF04BD
_VERSION_RESOURCE = 16


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A version resource: four dotted numbers, and the language id (0: neutral)."""

    version: str
    language: int


def file_version(path: Path) -> FileVersion | None:
    """Return the version of a program or library; None for unversioned files, which Windows Installer compares by hash.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        if file.read(2) != b"MZ":
            return None
    try:
        program = pefile.PE(str(path), fast_load=True)
    except pefile.PEFormatError:
        return None
    with program:
        program.parse_data_directories(pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_RESOURCE"])
        fixed = getattr(program, "VS_FIXEDFILEINFO", None)
        if not fixed or fixed[0].Signature != _FIXED_FILE_INFO:
            return None
        high, low = fixed[0].FileVersionMS, fixed[0].FileVersionLS
        version = f"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}"
        return FileVersion(version, _language(program))


def _language(program: pefile.PE) -> int:
    """Return the first translation listed in the resource, or else the language of the resource itself."""
    for group in getattr(program, "FileInfo", ()):
        for info in group:
            for var in getattr(info, "Var", ()):
                raw = next(iter(var.entry.values()), "")
                numbers = [int(part, 16) for part in raw.split()] if isinstance(raw, str) else []
                if numbers:
                    return numbers[0]
    for kind in program.DIRECTORY_ENTRY_RESOURCE.entries:
        if kind.id == _VERSION_RESOURCE:
            return int(kind.directory.entries[0].directory.entries[0].data.lang)
    return 0


def as_numbers(version: str) -> tuple[int, ...]:
    """Convert `14.44.35211.0` to a tuple that compares like in Windows Installer."""
    numbers = tuple(int(part) for part in version.split("."))
    return numbers + (0,) * (4 - len(numbers))
