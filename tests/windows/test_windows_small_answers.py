"""What Windows answers in a line or two: its media features, its folder of libraries, and whom it trusts."""

from __future__ import annotations

import ctypes
import sys
import winreg
from pathlib import Path

import psutil
import pytest
from windows_registry import SOFTWARE, Write

from readiness.host.browser import hidden_chrome
from readiness.host.browser.hidden_process_windows import HiddenProcess
from readiness.host.camera import media_features
from readiness.host.system import program_start
from readiness.host.system.battery import battery
from readiness.host.system.installed_version import installed_version
from readiness.host.system.remote_session import citrix_libraries, citrix_protocol, in_remote_session
from readiness.host.system.trusted_program import is_trusted

assert sys.platform == "win32"


def library_folder() -> str:
    text = ctypes.create_unicode_buffer(260)
    ctypes.windll.kernel32.GetDllDirectoryW(len(text), text)
    return text.value


def test_this_windows_has_its_media_features() -> None:
    assert media_features.missing() is False


def test_library_folder_is_not_inherited_by_started_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    with program_start.system_library_search():
        assert library_folder() == ""
    assert library_folder() == str(tmp_path)
    ctypes.windll.kernel32.SetDllDirectoryW(None)


def test_windows_says_whether_there_is_a_battery() -> None:
    assert (battery() is None) == (psutil.sensors_battery() is None)


def test_the_version_installed_in_the_place_of_a_program(write: Write, tmp_path: Path) -> None:
    program = tmp_path / "Åsas program" / "readiness.exe"
    assert installed_version(program, SOFTWARE) == ""
    write(SOFTWARE, "InstallFolder", f"{program.parent}\\".upper(), hive=winreg.HKEY_LOCAL_MACHINE)
    assert installed_version(program, SOFTWARE) == ""
    write(SOFTWARE, "Version", "1.2.3.0", hive=winreg.HKEY_LOCAL_MACHINE)
    assert installed_version(program, SOFTWARE) == "1.2.3.0"
    assert installed_version(tmp_path / "readiness.exe", SOFTWARE) == ""


def test_programs_are_not_trusted_by_name() -> None:
    assert not is_trusted(Path(sys.executable))


def test_the_rehearsal_starts_chrome_in_a_job() -> None:
    assert vars(hidden_chrome)["HiddenProcess"] is HiddenProcess


@pytest.mark.under_wine
def test_a_desktop_shown_by_citrix(tmp_path: Path) -> None:
    """Windows itself says that the computer's own screen shows it."""
    assert not in_remote_session()
    (library,) = citrix_libraries({"ProgramFiles": sys.base_prefix})
    assert citrix_protocol(library) == 1
    assert citrix_protocol(tmp_path / "wfapi64.dll") == 0
    (tmp_path / "wfapi64.dll").write_bytes(b"MZ half a file")
    assert citrix_protocol(tmp_path / "wfapi64.dll") == 0
