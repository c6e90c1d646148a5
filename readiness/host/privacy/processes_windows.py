"""Which programs run on this Windows computer, by their files, and since when."""

from __future__ import annotations

FILETIME_AT_1970 = 116_444_736_000_000_000
"""1970-01-01 as Windows counts: 100 ns since 1601."""


def running() -> dict[str, int] | None:
    """The program file of every process that may be asked, in small letters, and when the oldest of each began.

    The time is a FILETIME, 0 when it is not told. None when Windows does not list its processes.
    """
    import psutil

    found: dict[str, int] = {}
    try:
        for process in psutil.process_iter(["exe", "create_time"]):
            path, began_s = process.info["exe"], process.info["create_time"]
            if path:
                began = FILETIME_AT_1970 + int(began_s * 10_000_000) if began_s else 0
                found[path.casefold()] = min(began, found.get(path.casefold(), began))
    except (OSError, psutil.Error):
        return None
    return found
