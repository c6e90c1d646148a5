"""Whether a window can be opened here (Linux). Qt aborts the whole process if its X server does not answer."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Mapping


def has_screen(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a window can be opened; True on other systems, and where Wayland or Qt's own platform is asked for."""
    if sys.platform != "linux" or any(environment.get(name) for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return True
    display = environment.get("DISPLAY", "")
    return bool(display) and _answers(display)


def _answers(display: str) -> bool:
    """Whether an X server accepts a connection (xcb.h); True if that cannot be tried."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(os.fsencode(display), None))
    error = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not error
