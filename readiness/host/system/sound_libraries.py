"""Loading the system's sound libraries by their exact names, and starting no program to look for them."""

from __future__ import annotations

import contextlib
import ctypes.util
import sys
from collections.abc import Iterator

_SONAMES = {"portaudio": "libportaudio.so.2", "libpulse": "libpulse.so.0"}
"""By what `sounddevice` and `pulsectl` ask for when they are imported."""


@contextlib.contextmanager
def by_soname() -> Iterator[None]:
    """Meanwhile `ctypes.util.find_library` answers from a table, on Linux.

    Its own way runs `gcc` or `ld` from the person's search path when the system's list of libraries does not help.
    """
    before = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _SONAMES.get  # type: ignore[assignment]  # overloaded in typeshed
    try:
        yield
    finally:
        ctypes.util.find_library = before
