"""Whose the machine's folder is: Windows' own answers about owners, access lists and known folders."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from windows_registry import SOFTWARE, Write

from readiness.host.system import registry_windows, security_windows
from readiness.host.system.write_access import writable_by_others
from readiness.storage.known_folders_windows import program_data
from readiness.storage.paths import display_path, machine_folder

assert sys.platform == "win32"


def test_environment_variables_do_not_change_the_machine_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PROGRAMDATA", str(tmp_path))
    monkeypatch.setenv("ALLUSERSPROFILE", str(tmp_path))
    assert program_data().is_dir()
    assert machine_folder() == program_data() / "Readiness"
    assert tmp_path not in machine_folder().parents


def test_owner_and_writers_of_a_folder_are_read(tmp_path: Path) -> None:
    descriptor = security_windows.descriptor(tmp_path)
    assert descriptor.startswith("O:")
    assert "D:" in descriptor
    assert security_windows.current_user_sid().startswith("S-1-5-")
    assert writable_by_others(tmp_path) is not security_windows.is_administrator()
    with pytest.raises(OSError, match=r".+"):
        security_windows.descriptor(tmp_path / "nothing")


def test_absent_registry_key_differs_from_an_empty_one(write: Write) -> None:
    assert registry_windows.tree(registry_windows.USER, SOFTWARE) == {}
    write(SOFTWARE, "a", "1")
    write(rf"{SOFTWARE}\inner\deep", "b", "2")
    assert registry_windows.tree(registry_windows.USER, SOFTWARE) == {
        "": {"a": "1"},
        "inner": {},
        r"inner\deep": {"b": "2"},
    }
    with pytest.raises(OSError, match=r".+"):
        registry_windows.tree(0, SOFTWARE)


def test_personal_folder_follows_its_environment_variable() -> None:
    assert display_path(Path.home() / "AppData" / "policy.toml") == r"%USERPROFILE%\AppData\policy.toml"
