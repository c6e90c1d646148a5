"""Loading the system's sound libraries by soname, without running programs to find them."""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import sys
from collections.abc import Iterator

_SONAMES = {"linux": {"portaudio": "libportaudio.so.2", "libpulse": "libpulse.so.0"}, "win32": {}}
"""By the names that `sounddevice` and `pulsectl` look up on import; on Windows `sounddevice` then loads its own."""


@contextlib.contextmanager
def by_soname() -> Iterator[None]:
    """On Linux and Windows, make `ctypes.util.find_library` use a table within the block.

    Its own implementation may run `gcc` or `ld` from the person's `PATH`, and on Windows finds whatever `portaudio.dll`
    another program has put there.
    """
    before = ctypes.util.find_library
    if sys.platform in _SONAMES:
        ctypes.util.find_library = _SONAMES[sys.platform].get  # type: ignore[assignment]  # overloaded in typeshed
    try:
        yield
    finally:
        ctypes.util.find_library = before


def alsa_is_configured() -> bool:
    """Return whether ALSA knows of any kind of device; always true on other systems than Linux.

    Without /usr/share/alsa/alsa.conf (a minimal installation or a container) ALSA has no devices at all, and PortAudio
    then aborts the whole process: `devIdx < numDeviceNames` in its pa_linux_alsa.c.
    """
    if sys.platform != "linux":
        return True
    try:
        alsa = ctypes.CDLL("libasound.so.2")
        alsa.snd_config_update()
        root = ctypes.c_void_p.in_dll(alsa, "snd_config")
    except (OSError, AttributeError, ValueError):
        return False
    kinds = ctypes.c_void_p()
    return bool(root) and alsa.snd_config_search(root, b"pcm", ctypes.byref(kinds)) >= 0
