"""Which version Windows Installer has put in this program's place, which may be another than the one that runs."""

from __future__ import annotations

import sys
from pathlib import Path

KEY = r"Software\Readiness"
"""Below HKEY_LOCAL_MACHINE; the package writes it when all files are in place (`installer/readiness.wxs`)."""


def installed_version(program: Path, key: str = KEY) -> str:
    """Return the version installed in the folder of `program`; empty if none, or while it is being replaced."""
    if sys.platform == "win32":
        from readiness.host.system import registry_windows

        folder = registry_windows.text(registry_windows.MACHINE, key, "InstallFolder")
        if folder and Path(folder) == program.parent:
            return registry_windows.text(registry_windows.MACHINE, key, "Version") or ""
    return ""
