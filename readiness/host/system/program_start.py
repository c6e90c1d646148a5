"""Starting other programs from a frozen one, without passing on its library settings; and what starts this one.

A frozen program finds its libraries through environment variables and, on Windows, the DLL search folder. A child would
inherit both, and Chrome or a settings page would load our libraries (PyInstaller's manual, "Launching External Programs
from the Frozen Application").
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

_OURS = ("_PYI_", "_MEIPASS", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QML2_IMPORT_PATH", "QML_IMPORT_PATH")
_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")

OPENED_ANEW = "READINESS_OPENED_ANEW"
"""Environment variable, set where this program closes to start itself again, for the new window to say so."""


def own_command() -> list[str]:
    """Return the command that starts this program, without options."""
    # Isolated: with `-m` alone, a folder called readiness would be run instead, where the system starts the command.
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-I", "-m", "readiness"]


def start_anew(options: Sequence[str]) -> None:
    """Start this program, which is about to close, again with these options.

    Raises:
        OSError: it cannot be started.
    """
    os.environ[OPENED_ANEW] = "1"
    start([*own_command(), *options])


def environment(given: Mapping[str, str] | None = None, folder: str | None = None) -> dict[str, str]:
    """Return the environment for another program: the person's, without what the frozen program added.

    Args:
        given: by default, this process's environment.
        folder: the frozen program's folder, empty if it is not frozen; by default, this program's.
    """
    before = dict(os.environ if given is None else given)
    ours = getattr(sys, "_MEIPASS", "") if folder is None else folder
    if not ours:
        return before
    clean = {name: value for name, value in before.items() if not name.startswith(_OURS)}
    for name in _LIBRARY_PATHS:
        original = clean.pop(f"{name}_ORIG", None)
        clean.pop(name, None)
        if original:
            clean[name] = original
    for name in ("PATH", "Path"):
        if name in clean:
            clean[name] = os.pathsep.join(part for part in clean[name].split(os.pathsep) if not _inside(part, ours))
    return clean


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start another program, which goes on when this one ends.

    It is in a session of its own, since launchd ends an agent's process group with it (launchd.plist(5)).

    Raises:
        OSError: it cannot be started.
    """
    import subprocess  # takes time that a window which is about to open has not

    null = subprocess.DEVNULL
    with system_library_search():
        started = subprocess.Popen(
            command, stdin=null, stdout=null, stderr=null, env=environment(), start_new_session=True
        )
    threading.Thread(target=started.wait, daemon=True).start()  # reap the process when it ends
    return started


def output_of(command: Sequence[str | Path], timeout_s: float) -> str:
    """Return the standard output of a command; empty if it cannot be started or takes longer."""
    import subprocess

    try:
        answer = subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout_s,
            check=False,
            env=environment(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout


@contextlib.contextmanager
def system_library_search() -> Iterator[None]:
    """Restore Windows' default DLL search folder within the block, for programs started there."""
    ours = getattr(sys, "_MEIPASS", "")
    if ours:
        _look_for_libraries_in(None)
    try:
        yield
    finally:
        if ours:
            _look_for_libraries_in(ours)


def _look_for_libraries_in(folder: str | None) -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetDllDirectoryW(folder)


def _inside(part: str, folder: str) -> bool:
    return bool(part) and Path(part).is_relative_to(folder)
