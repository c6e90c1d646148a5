"""Detecting Windows N editions without Media Foundation, which OpenCV needs for cameras."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

LIBRARIES = ("mfplat.dll", "mf.dll", "mfreadwrite.dll")


def missing(load: Callable[[str], object] | None = None) -> bool:
    """Whether this is Windows without Media Foundation; IT can add it with the Media Feature Pack.

    Args:
        load: loads a system library and raises OSError if it is missing; by default Windows' own loader.
    """
    load_library = load or _system_library()
    if load_library is None:
        return False
    try:
        for name in LIBRARIES:
            load_library(name)
    except OSError:
        return True
    return False


def _system_library() -> Callable[[str], object] | None:
    if sys.platform == "win32":
        return ctypes.WinDLL
    return None
