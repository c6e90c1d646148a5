"""Selecting which of the files that PyInstaller collects go into the program."""

from __future__ import annotations

import re
import sys
from pathlib import PurePosixPath

_QT_LEFT_OUT = re.compile(
    r"opengl32sw"  # software OpenGL, for Qt Quick: widgets are drawn without it
    r"|platforms/q?(lib)?q?(direct2d|eglfs|linuxfb|vkkhrdisplay|vnc|minimal)"
    r"|imageformats/(lib)?q(jpeg|tiff|webp|tga|wbmp|pdf|gif|icns)"
    r"|egldeviceintegrations|networkinformation|/tls/|/generic/|vectorimageformats"
    r"|qml|quick|designer|qt6?sql|sqldrivers|qt6?test|virtualkeyboard|qt6?opengl|qt6?3d|qt6?help|qt6?xml|uitools|concurrent",
    re.IGNORECASE,
)
"""Parts of Qt that a program with only widgets never loads. Their case differs between Windows and Linux."""

_PART_OF_WINDOWS = re.compile(r"api-ms-win-|ucrtbase\.dll", re.IGNORECASE)
"""Present on every Windows that Qt 6 supports, so that a bundled older copy is useless."""

_PORTAUDIO_USED = {"win32": "libportaudio64bit.dll", "darwin": "libportaudio.dylib"}
"""The wheel contains builds for three processors, each with and without ASIO, whose licence forbids redistribution."""

_MANAGEMENT_SERVICE = re.compile(r"_wmi\.", re.IGNORECASE)
"""Python's way to Windows' management service; `windows_version.py` answers instead."""

_FILM_LIBRARY = re.compile(r"opencv_videoio_ffmpeg", re.IGNORECASE)
"""30 MB, needed only for video files, which Windows decodes itself, and for network cameras, which no station has."""

_TRANSLATIONS_KEPT = frozenset({"qtbase_sv", "qtbase_en"})


def belongs(name: str, system: str = sys.platform) -> bool:
    """Whether a collected file goes into the program for `system`; `name` is its path in the program's folder."""
    path = name.replace("\\", "/")
    if _PART_OF_WINDOWS.match(path) or _MANAGEMENT_SERVICE.match(path) or _FILM_LIBRARY.search(path):
        return False
    if "portaudio-binaries/" in path:
        return PurePosixPath(path).name == _PORTAUDIO_USED.get(system)
    if "PySide6" not in path:
        return True
    if "/translations/" in path:
        return PurePosixPath(path).stem in _TRANSLATIONS_KEPT
    return _QT_LEFT_OUT.search(path.split("PySide6", 1)[-1]) is None
