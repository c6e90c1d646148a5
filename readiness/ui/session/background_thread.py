"""Work beside the window's loop."""

from __future__ import annotations

import threading
from collections.abc import Callable


def run_in_background(work: Callable[[], None], name: str) -> threading.Thread | None:
    """Run `work` on a daemon thread and return it; without one, at once, where the system starts no more threads.

    A window that waits for Chrome or for the sound server is better than one in which nothing happens.
    """
    thread = threading.Thread(target=work, name=name, daemon=True)
    try:
        thread.start()
    except RuntimeError:  # too little memory, or a limit for the person
        work()
        return None
    return thread
