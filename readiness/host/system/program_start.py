"""Starting another program from a frozen one, so that nothing of ours follows along into it.

A frozen program tells itself where its libraries are by variables and, on Windows, by the folder where libraries are
looked for first; a child inherits both, and Chrome or a settings page would load our libraries (PyInstaller's manual,
"Launching External Programs from the Frozen Application").
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

_OURS = ("_PYI_", "_MEIPASS", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QML2_IMPORT_PATH", "QML_IMPORT_PATH")
_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


def environment(given: Mapping[str, str] | None = None, folder: str | None = None) -> dict[str, str]:
    """The variables for another program: the person's own, without what a frozen program added.

    Args:
        given: the variables of this process when left out.
        folder: the frozen program's folder; this program's when left out, empty when it is not frozen.
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


@contextlib.contextmanager
def libraries_of_the_system() -> Iterator[None]:
    """Meanwhile Windows looks for libraries where it always does, also in programs that are started now."""
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
