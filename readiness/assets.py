"""Where the files that ship with the program are: in the package when installed or frozen, above it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def asset(name: str) -> Path:
    """The path of a file or folder in `assets/`. It may be missing: the reader says so in words of its own."""
    inside = _PACKAGE / "assets" / name
    return inside if inside.exists() else _PACKAGE.parent / "assets" / name
