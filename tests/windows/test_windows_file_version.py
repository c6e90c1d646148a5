"""Version resources of program files: complete ones, Windows' own, missing and damaged ones."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from windows_program import program

from readiness.host.browser import file_version_windows

assert sys.platform == "win32"


def test_version_resource_of_a_file_without_one(tmp_path: Path) -> None:
    (tmp_path / "tom.exe").write_bytes(b"")
    assert file_version_windows.read(tmp_path / "tom.exe") is None
    assert file_version_windows.read(tmp_path / "borta.exe") is None


def test_version_resource_of_a_system_file() -> None:
    found = file_version_windows.read(Path(os.environ["SYSTEMROOT"]) / "system32" / "kernel32.dll")
    assert found is not None
    assert found.version.count(".") == 3
    assert found.product


def resource(path: Path, **changes: object) -> Path:
    """A program with a version resource whose bytes are then changed in place."""
    program(path)
    content = path.read_bytes()
    for what, new in changes.items():
        assert isinstance(new, bytes)
        old = {"signature": b"\xbd\x04\xef\xfe", "languages": "Translation".encode("utf-16-le")}.get(what)
        if old is None:
            # VS_VERSIONINFO begins with wLength and wValueLength, then wType and its name.
            at = content.index("VS_VERSION_INFO".encode("utf-16-le")) - 4
            content = content[:at] + new + content[at + len(new) :]
        else:
            assert content.count(old) == 1
            content = content.replace(old, new)
    path.write_bytes(content)
    return path


def test_version_resources_that_are_damaged(tmp_path: Path) -> None:
    assert file_version_windows.read(resource(tmp_path / "a" / "hel.exe")) is not None
    assert file_version_windows.read(resource(tmp_path / "b" / "signatur.exe", signature=b"\0\0\0\0")) is None
    assert file_version_windows.read(resource(tmp_path / "c" / "kort.exe", length=b"\0\0")) is None
    other = "Xranslation".encode("utf-16-le")
    found = file_version_windows.read(resource(tmp_path / "d" / "språk.exe", languages=other))
    assert found is not None
    assert (found.version, found.product) == ("156.0.8078.79", "")
