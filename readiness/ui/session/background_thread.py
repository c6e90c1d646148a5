"""Running work beside the window's event loop."""

from __future__ import annotations

import threading
from collections.abc import Callable


def run_in_background(work: Callable[[], object], name: str) -> threading.Thread | None:
    """Run `work` on a daemon thread and return the thread; if the system starts no more threads, run it at once.

    A window that blocks on Chrome or the sound server is better than one in which nothing happens.
    """
    thread = threading.Thread(target=work, name=name, daemon=True)
    try:
        thread.start()
    except RuntimeError:  # too little memory, or the user's limit
        work()
        return None
    return thread
