"""Real Windows program files with a version resource made by the tests."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from PyInstaller.compat import win32api
from PyInstaller.utils.win32 import versioninfo

assert sys.platform == "win32"


def program(
    path: Path, product: str = "Google Chrome", version: tuple[int, int, int, int] = (156, 0, 8078, 79)
) -> Path:
    """A real Windows program file with a real version resource, in Swedish as Google's own are in many languages."""
    path.parent.mkdir(parents=True)
    shutil.copy(Path(sys.base_prefix) / "python.exe", path)
    # Without the version resources of python.exe itself, whatever their language.
    resources = win32api.BeginUpdateResource(str(path), delete=True)
    win32api.EndUpdateResource(resources, discard=False)
    texts = [versioninfo.StringStruct("CompanyName", "Google LLC"), versioninfo.StringStruct("ProductName", product)]
    resource = versioninfo.VSVersionInfo(
        ffi=versioninfo.FixedFileInfo(filevers=version, prodvers=version),
        kids=[
            versioninfo.StringFileInfo([versioninfo.StringTable("041d04b0", texts)]),
            versioninfo.VarFileInfo([versioninfo.VarStruct("Translation", [0x041D, 0x04B0])]),
        ],
    )
    versioninfo.write_version_info_to_executable(str(path), resource)
    return path
