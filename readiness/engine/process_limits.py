"""Limits of a probe's process: no core dumps, limited memory, no outliving the parent, a time for its end."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

MEMORY_BYTES = 2 * 2**30
"""Limit on a probe's address space. Camera and microphone need up to 0.6 GiB; a picture of 2²⁶ pixels takes 0.2 GiB."""

GONE_WITHIN_S = 1.0
"""Time to wait for a killed process. Only a driver stuck in the kernel takes longer; it is abandoned."""

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4
_NO_CRASH_BOXES = 0x0001 | 0x0002 | 0x8000  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SEM_NOOPENFILEERRORBOX


def no_core_file() -> None:
    """Prevent core dumps, because this process's memory contains pictures and voices."""
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_NO_CRASH_BOXES)  # this also disables dumps by Windows Error Reporting
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))


def limit_memory() -> None:
    """Limit this process before it decodes untrusted files: a probe's memory limit, and no core dump.

    On Windows a probe's job object limits its memory, and other processes are not limited. On macOS there is no limit:
    it refuses one below what its own libraries have mapped, which are gigabytes.
    """
    no_core_file()
    if sys.platform != "linux":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY_BYTES if most == resource.RLIM_INFINITY else min(MEMORY_BYTES, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)  # RLIMIT_CORE does not apply if core_pattern is a pipe


def confine(parent_id: int) -> None:
    """Apply the limits to this process, a probe's; exit if its parent has already exited.

    Args:
        parent_id: the parent's process id.
    """
    limit_memory()
    if sys.platform == "win32":
        return  # the job object limits memory and lifetime
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles Ctrl-C and ends this process
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # a member of a background group may still write to the terminal
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent_id:
        os._exit(1)
