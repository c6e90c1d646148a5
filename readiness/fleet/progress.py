"""Progress bars on terminals for operations longer than two seconds; otherwise no output."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tqdm import tqdm

SHOWN_AFTER_S = 2.0
REDRAWN_EVERY_S = 1.0


@contextmanager
def progress_bar(title: str, unit: str = "") -> Iterator[Callable[[int, int], None]]:
    """Yield a function to call with the number of further units (bytes are `B`) and the total known so far."""
    with _shown(desc=title, unit=unit, unit_scale=bool(unit)) as bar:

        def update(more: int, total: int) -> None:
            bar.total = total
            bar.update(more)

        yield update


@contextmanager
def _shown(**settings: Any) -> Iterator[Any]:
    """Yield a bar that is redrawn from time to time, even if a slow share or a long query gives nothing to count."""
    disable = None if sys.stderr else True
    ended = threading.Event()
    with tqdm(**settings, delay=SHOWN_AFTER_S, leave=False, disable=disable, file=sys.stderr) as bar:

        def redraw() -> None:
            pause_s = SHOWN_AFTER_S
            while not ended.wait(pause_s):
                bar.refresh()
                pause_s = REDRAWN_EVERY_S

        clock = threading.Thread(target=redraw, daemon=True)
        if not bar.disable:
            clock.start()
        try:
            yield bar
        finally:
            ended.set()
            if not bar.disable:
                clock.join()
