"""Loading the system's sound libraries by soname, without running programs to find them."""

from __future__ import annotations

import contextlib
import ctypes.util
import sys
from collections.abc import Iterator

_SONAMES = {"portaudio": "libportaudio.so.2", "libpulse": "libpulse.so.0"}
"""By the names that `sounddevice` and `pulsectl` look up on import."""


@contextlib.contextmanager
def by_soname() -> Iterator[None]:
    """On Linux, make `ctypes.util.find_library` use a table within the block.

    Its own implementation may run `gcc` or `ld` from the person's `PATH`.
    """
    before = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _SONAMES.get  # type: ignore[assignment]  # overloaded in typeshed
    try:
        yield
    finally:
        ctypes.util.find_library = before
