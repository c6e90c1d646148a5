"""The names of this computer and its user, which no dump may contain."""

from __future__ import annotations

import contextlib
import getpass
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path


def private_words() -> tuple[str, ...]:
    """Return the names of this computer and its user, to be masked wherever they occur."""
    return tuple(dict.fromkeys(word for word in _names() if not word.isdecimal()))


def _names() -> Iterator[str]:
    host = socket.gethostname()
    yield from (host, *host.split("."))
    with contextlib.suppress(OSError, KeyError, ImportError):  # no account entry, as in a container
        yield getpass.getuser()
    with contextlib.suppress(RuntimeError):
        yield Path.home().name
    if sys.platform != "win32":
        import pwd

        with contextlib.suppress(KeyError):
            yield from pwd.getpwuid(os.getuid()).pw_gecos.replace(",", " ").split()
