"""A progress bar on terminals for operations longer than two seconds; otherwise no output."""

from __future__ import annotations

import sys
from typing import Any

from tqdm import tqdm

SHOWN_AFTER_S = 2.0


def bar(title: str, total: int | None, *, bytes_: bool = False) -> Any:
    """Return a progress bar with `update` and `close`; `total` in steps or bytes, None if unknown."""
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
