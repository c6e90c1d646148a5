"""Locating the files in `assets/`: inside the package when installed or frozen, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def asset(name: str) -> Path:
    """Return the path of a file or folder in `assets/`. It may not exist; reporting that is up to whoever reads it."""
    inside = _PACKAGE / "assets" / name
    return inside if inside.exists() else _PACKAGE.parent / "assets" / name
