"""What Ctrl-C does while a command runs."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType


@contextlib.contextmanager
def note_interrupts() -> Iterator[threading.Event]:
    """Yield an event that Ctrl-C sets, besides raising KeyboardInterrupt as usual.

    Python discards an exception raised inside a destructor or a callback of the garbage collector; the run would then
    go on to a verdict that nobody waits for.
    """
    interrupted = threading.Event()
    before = signal.getsignal(signal.SIGINT)
    if before not in (signal.default_int_handler, signal.SIG_DFL):  # ignored, or already handled by a caller
        yield interrupted
        return

    def note(number: int, frame: FrameType | None) -> None:
        interrupted.set()
        signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, note)
    try:
        yield interrupted
    finally:
        signal.signal(signal.SIGINT, before)


def end_at_once() -> None:
    """Let Ctrl-C end the process from here on: Qt's bindings abort on an exception in their imports, or discard it."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
