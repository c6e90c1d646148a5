"""Whether Windows can show pictures at all: its N editions lack Media Foundation, which OpenCV is linked with."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

LIBRARIES = ("mfplat.dll", "mf.dll", "mfreadwrite.dll")


def missing(load: Callable[[str], object] | None = None) -> bool:
    """True on a Windows without Media Foundation; IT adds it with the Media Feature Pack.

    Args:
        load: loads a system library and raises OSError when there is none; Windows' own when left out.
    """
    asked = load or _system_library()
    if asked is None:
        return False
    try:
        for name in LIBRARIES:
            asked(name)
    except OSError:
        return True
    return False


def _system_library() -> Callable[[str], object] | None:
    if sys.platform == "win32":
        return ctypes.WinDLL
    return None
