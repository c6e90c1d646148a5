"""Progress bars on terminals for operations longer than two seconds; otherwise no output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

SHOWN_AFTER_S = 2.0


@contextmanager
def bytes_bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """Yield a function to call with the number of further bytes and the total known so far."""
    with tqdm(desc=title, unit="B", unit_scale=True, delay=SHOWN_AFTER_S, leave=False, **_to_terminal()) as bar:

        def update(more: int, total: int) -> None:
            bar.total = total
            bar.update(more)

        yield update


@contextmanager
def steps_bar(title: str, total: int) -> Iterator[Callable[[], None]]:
    """Yield a function to call after each of `total` steps."""
    with tqdm(desc=title, total=total, unit="", delay=SHOWN_AFTER_S, leave=False, **_to_terminal()) as bar:
        yield lambda: bar.update(1)


def _to_terminal() -> dict[str, object]:
    return {"disable": None if sys.stderr else True, "file": sys.stderr}
