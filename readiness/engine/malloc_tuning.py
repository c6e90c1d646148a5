"""Keeping freed memory for the next picture or block of sound, on Linux.

glibc hands large pieces back to the system as soon as they are freed. Each picture then costs hundreds of page faults:
together a twelfth of what the open window takes of the processor.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""Parameters of mallopt(3)."""

KEPT_BYTES = 32 * 2**20
"""Most free memory that is kept, and size from which a piece is the system's own; the largest that glibc takes. The
program works with pieces of 0.1 to 3 MB."""


def keep_freed_memory() -> None:
    """Have this process keep freed memory; without effect where its C library is not glibc."""
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        for parameter in (_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD):
            mallopt(parameter, KEPT_BYTES)
