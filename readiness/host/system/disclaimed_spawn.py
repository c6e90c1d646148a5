"""Starting a program that answers to macOS' privacy switches for itself (Linux and macOS).

macOS counts a child's use of camera and microphone as that of the program which started it ("responsible process"), and
so would let a Chrome in with this program's permission, whatever the person has answered about Chrome. A function that
no header declares gives this up; Chromium (base/process/launch_mac.cc), LLDB and Qt Creator call it, too.
`os.posix_spawn` has no argument for it.
"""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable, Mapping, Sequence

_SETPGROUP, _SETSIGDEF = 0x02, 0x04
"""Flags of posix_spawnattr_setflags(3), the same on macOS and Linux."""

_OPAQUE_BYTES = 512
"""More than posix_spawnattr_t, posix_spawn_file_actions_t and sigset_t take, on macOS or Linux (336 at most)."""

_DEFAULT_SIGNALS = sum(1 << number - 1 for number in (signal.SIGINT, signal.SIGTTOU))

Disclaim = Callable[[ctypes.Array[ctypes.c_char], int], int]


def spawn_disclaimed(
    command: Sequence[str],
    environment: Mapping[str, str],
    descriptors: Mapping[int, int],
    disclaim: Disclaim | None = None,
) -> int:
    """Start a program as the leader of a process group, with standard streams on the null device.

    Args:
        command: program and arguments.
        environment: its environment variables.
        descriptors: descriptors that it inherits: its number, and this process's.
        disclaim: gives up the responsibility, in the attributes of the start; by default macOS' function, where it is.

    Returns:
        Its process id.

    Raises:
        OSError: it cannot be started.
    """
    system = ctypes.CDLL(None)
    attributes, actions = ctypes.create_string_buffer(_OPAQUE_BYTES), ctypes.create_string_buffer(_OPAQUE_BYTES)
    signals = ctypes.create_string_buffer(_DEFAULT_SIGNALS.to_bytes(8, "little"), _OPAQUE_BYTES)
    process = ctypes.c_int()
    system.posix_spawnattr_init(attributes)
    system.posix_spawn_file_actions_init(actions)
    try:
        system.posix_spawnattr_setflags(attributes, ctypes.c_short(_SETPGROUP | _SETSIGDEF))
        system.posix_spawnattr_setpgroup(attributes, 0)
        system.posix_spawnattr_setsigdefault(attributes, signals)
        give_up = disclaim or getattr(system, "responsibility_spawnattrs_setdisclaim", None)
        if give_up is not None:
            give_up(attributes, 1)
        for stream, mode in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
            system.posix_spawn_file_actions_addopen(actions, stream, os.fsencode(os.devnull), mode, 0)
        for theirs, ours in descriptors.items():
            system.posix_spawn_file_actions_adddup2(actions, ours, theirs)
        error = system.posix_spawn(
            ctypes.byref(process),
            os.fsencode(command[0]),
            actions,
            attributes,
            _strings(command),
            _strings([f"{name}={value}" for name, value in environment.items()]),
        )
    finally:
        system.posix_spawn_file_actions_destroy(actions)
        system.posix_spawnattr_destroy(attributes)
    if error:
        raise OSError(error, os.strerror(error), command[0])
    return process.value


def _strings(texts: Sequence[str]) -> ctypes.Array[ctypes.c_char_p]:
    return (ctypes.c_char_p * (len(texts) + 1))(*map(os.fsencode, texts), None)
