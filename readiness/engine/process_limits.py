"""What a probe's process may not do: dump its memory, outgrow the computer, or live longer than the program."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

MEMORY_BYTES = 2 * 2**30
"""Address space of a probe. The camera's and the microphone's reach 0.6 GiB; a picture of 2²⁶ pixels takes 0.2 GiB."""

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4
_NO_CRASH_BOXES = 0x0001 | 0x0002 | 0x8000  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SEM_NOOPENFILEERRORBOX


def no_core_file() -> None:
    """Keep a crash from writing this process's memory, with pictures and voices in it, to the disk."""
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_NO_CRASH_BOXES)  # Windows Error Reporting takes no dump then
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))


def limit_memory() -> None:
    """Limit this process before it decodes what others made: no more memory than a probe, and none of it in a dump.

    On Windows a probe's limit is its job's, and other processes have none.
    """
    no_core_file()
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_lower(MEMORY_BYTES, most), most))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)  # a core_pattern that is a pipe does not ask RLIMIT_CORE


def confine(parent_id: int) -> None:
    """Confine this process, a probe's; ends it if its parent is already gone.

    Args:
        parent_id: the process id of the program.
    """
    limit_memory()
    if sys.platform == "win32":
        return  # it ends with the program by its job
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the program's to answer; it ends this process itself
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # a member of a background group may still write to the terminal
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent_id:
        os._exit(1)


def _lower(wanted: int, most: int) -> int:
    import resource

    return wanted if most == resource.RLIM_INFINITY else min(wanted, most)
