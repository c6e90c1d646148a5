"""A bar with an estimate on a terminal, for what takes longer than two seconds; nothing anywhere else."""

from __future__ import annotations

import sys
from typing import Any

from tqdm import tqdm

SHOWN_AFTER_S = 2.0


def bar(title: str, total: int | None, *, bytes_: bool = False) -> Any:
    """A bar to be updated by so many steps (or bytes) of a total; None when nobody knows it. Close it at the end."""
    return tqdm(
        desc=title,
        total=total,
        unit="B" if bytes_ else "",
        unit_scale=bytes_,
        delay=SHOWN_AFTER_S,
        leave=False,
        disable=None if sys.stderr else True,
        file=sys.stderr,
    )
