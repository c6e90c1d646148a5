"""The parts of Qt that a window with widgets needs, on Windows and Linux; exclusion ignores the letter case."""

from __future__ import annotations

import pytest

from installer.bundle_contents import belongs


@pytest.mark.parametrize(
    "name",
    [
        r"PySide6\Qt6Core.dll",
        r"PySide6\plugins\platforms\qwindows.dll",
        r"PySide6\plugins\platforms\qoffscreen.dll",
        r"PySide6\plugins\styles\qmodernwindowsstyle.dll",
        r"PySide6\translations\qtbase_sv.qm",
        r"PySide6\Qt6Network.dll",
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        r"cv2\cv2.pyd",
        "VCRUNTIME140.dll",
    ],
)
def test_used_files_are_bundled(name: str) -> None:
    assert belongs(name)


def test_each_system_gets_its_own_portaudio() -> None:
    names = [
        f"_sounddevice_data/portaudio-binaries/libportaudio{end}" for end in ("64bit.dll", "64bit-asio.dll", ".dylib")
    ]
    assert [belongs(name, "win32") for name in names] == [True, False, False]
    assert [belongs(name, "darwin") for name in names] == [False, False, True]


@pytest.mark.parametrize(
    "name",
    [
        r"PySide6\opengl32sw.dll",
        r"PySide6\plugins\platforms\qdirect2d.dll",
        r"PySide6\plugins\tls\qopensslbackend.dll",
        r"PySide6\translations\qtbase_fi.qm",
        r"PySide6\translations\qt_sv.qm",
        "PySide6/Qt/plugins/imageformats/libqtiff.so",
        r"PySide6\plugins\imageformats\qjpeg.dll",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        r"_sounddevice_data\portaudio-binaries\libportaudioarm64.dll",
        r"cv2\opencv_videoio_ffmpeg4140_64.dll",
        "_wmi.pyd",
        "api-ms-win-crt-heap-l1-1-0.dll",
        "ucrtbase.dll",
    ],
)
def test_unused_files_are_left_out(name: str) -> None:
    assert not belongs(name)
