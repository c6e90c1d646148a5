"""The person's home folder, also of a user who has none."""

from __future__ import annotations

import os
from pathlib import Path


def home_folder() -> Path:
    """Return the home folder; a path at which nothing can be for a user with neither an account entry nor HOME."""
    try:
        return Path.home()
    except RuntimeError:
        return Path(os.devnull) / "home"
