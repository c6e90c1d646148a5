"""Group Policy on Windows: real registry values below HKEY_LOCAL_MACHINE, and what the program makes of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import winreg
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from group_policy_keys import take_away, write_policy_value

from readiness.host.system.asset_tag import asset_tag
from readiness.host.system.group_policy import group_policy
from readiness.storage.known_folders_windows import program_data
from readiness.storage.paths import display_path

assert sys.platform == "win32"


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    take_away()
    yield
    take_away()


@pytest.fixture
def machine() -> Iterator[Path]:
    """The machine's own folder, as the installer makes it; no variable leads the program to another.

    Only administrators (S-1-5-32-544) and the system (S-1-5-18) write to it; in a folder made by hand everybody could.
    """
    folder = program_data() / "Readiness"
    folder.mkdir(exist_ok=True)
    rights = [f"*{sid}:(OI)(CI)F" for sid in ("S-1-5-32-544", "S-1-5-18")]
    subprocess.run(["icacls", str(folder), "/inheritance:r", "/grant", *rights], check=True, timeout=60)
    yield folder
    (folder / "policy.toml").unlink(missing_ok=True)
    folder.rmdir()


def shown(folder: Path, *arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "readiness", "--lang", "en", "policy", "show", "--json", *arguments]
    folders = {"READINESS_DATA": str(folder / "Åsa Öberg"), "PROGRAMDATA": str(folder)}
    environment = {**os.environ, **folders}
    done = subprocess.run(
        command, capture_output=True, check=True, env=environment, timeout=120, stdin=subprocess.DEVNULL
    )
    found: dict[str, Any] = json.loads(done.stdout.decode("utf-8"))
    return found


def test_missing_registry_key_gives_no_policy() -> None:
    assert group_policy() == {}


def test_group_policy_precedes_machine_file_precedes_personal_file(tmp_path: Path, machine: Path) -> None:
    own = tmp_path / "Åsa Öberg"
    own.mkdir()
    (machine / "policy.toml").write_text('[service]\nname = "Maskinens"\n[station]\nunit = "Avdelning 3"\n', "utf-8")
    (own / "policy.toml").write_text('[station]\nunit = "Min"\n[browser]\nminimum_version = "150"\n', "utf-8")
    write_policy_value("service", "name", "Vårdmötet i regionen", winreg.REG_SZ)
    write_policy_value("camera", "height_min_px", 480, winreg.REG_DWORD)
    write_policy_value("camera", "stalled_after_s", "1,5", winreg.REG_SZ)
    write_policy_value("headset", "accepted", ["0d8c:0014", "0b0e:24f6"], winreg.REG_MULTI_SZ)
    write_policy_value(r"connection\outcomes", "mobile", "fail", winreg.REG_SZ)
    found = shown(tmp_path)
    expected = {
        "service.name": ("Vårdmötet i regionen", "group_policy"),
        "camera.height_min_px": (480, "group_policy"),
        "camera.stalled_after_s": (1.5, "group_policy"),
        "headset.accepted": (["0d8c:0014", "0b0e:24f6"], "group_policy"),
        "connection.outcomes.mobile": ("fail", "group_policy"),
        "station.unit": ("Avdelning 3", "machine"),
        "browser.minimum_version": ("150", "user"),
        "camera.black_code": (20, "built_in"),
    }
    assert {path: tuple(found["values"][path].values()) for path in expected} == expected
    assert [notice.split(": ")[0] for notice in found["notices"]] == [f"{display_path(own / 'policy.toml')}, line 2"]


def test_invalid_value_is_reported_and_the_last_good_values_stay(tmp_path: Path) -> None:
    write_policy_value("camera", "height_min_px", 480, winreg.REG_DWORD)
    assert shown(tmp_path)["notices"] == []
    write_policy_value("camera", "height_min_px", "tall", winreg.REG_SZ)
    found = shown(tmp_path)
    assert found["values"]["camera.height_min_px"] == {"value": 480, "from": "group_policy"}
    key = r"HKLM\Software\Policies\Readiness\camera"
    assert found["notices"][0].startswith(f"Group Policy, {key}, value height_min_px: ")


def test_invalid_value_is_ignored_alone_on_a_new_station(tmp_path: Path) -> None:
    write_policy_value("camera", "height_min_px", "tall", winreg.REG_SZ)
    write_policy_value("station", "unit", "Avdelning 3", winreg.REG_SZ)
    found = shown(tmp_path)
    assert found["values"]["station.unit"] == {"value": "Avdelning 3", "from": "group_policy"}
    assert found["values"]["camera.height_min_px"]["from"] == "built_in"


def test_the_firmwares_asset_tag_is_text() -> None:
    assert isinstance(asset_tag(), str)
