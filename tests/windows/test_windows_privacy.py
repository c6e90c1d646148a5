"""Windows' privacy switches and who uses the devices, out of a real registry, beside programs that really run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import winreg
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from windows_registry import SOFTWARE, Write

from readiness.host.privacy import processes_windows
from readiness.host.privacy.camera_access import camera_access, cameras_turned_off
from readiness.host.privacy.consent_store_windows import Capability, read_consent, running_programs, windows_access
from readiness.host.privacy.device_access import DeviceAccess
from readiness.host.privacy.microphone_access import microphone_access
from readiness.host.system import registry_windows
from readiness.host.system.settings_pages import open_place
from readiness.model import Place

assert sys.platform == "win32"

STORE = SOFTWARE + r"\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
POLICY = SOFTWARE + r"\Policies\Microsoft\Windows\AppPrivacy"
OURS = r"C:\Program\Readiness\readiness.exe"
CAPABILITIES = pytest.mark.parametrize("capability", ["webcam", "microphone"])


def access(capability: Capability, running: Mapping[str, int] | None = None) -> DeviceAccess:
    return windows_access(read_consent(capability, SOFTWARE), capability, OURS, running)


def use(
    write: Write, capability: str, program: str, *, started: int = 133_800_000_000_000_000, stopped: int = 0
) -> None:
    """Windows' own entry for a program: 64-bit numbers in a key with # for the backslashes."""
    packaged = "\\" not in program
    key = rf"{STORE}\{capability}" + ("" if packaged else r"\NonPackaged") + "\\" + program.replace("\\", "#")
    write(key, "Value", "Allow")
    write(key, "LastUsedTimeStart", started, winreg.REG_QWORD)
    write(key, "LastUsedTimeStop", stopped, winreg.REG_QWORD)


@CAPABILITIES
def test_a_windows_without_such_settings(capability: Capability) -> None:
    assert access(capability) == DeviceAccess()


GROUP_POLICY, INTUNE = r"\Policies\Microsoft\Camera", r"\Microsoft\PolicyManager\current\device\Camera"


def test_intunes_policy_for_programs(write: Write) -> None:
    privacy = SOFTWARE + r"\Microsoft\PolicyManager\current\device\Privacy"
    write(privacy, "LetAppsAccessMicrophone", 2, winreg.REG_DWORD, hive=registry_windows.MACHINE)
    assert access("microphone").denied_by == "it"
    write(POLICY, "LetAppsAccessMicrophone", 1, winreg.REG_DWORD, hive=registry_windows.MACHINE)
    assert access("microphone") == DeviceAccess(in_use=False)


@pytest.mark.parametrize("key", [GROUP_POLICY, INTUNE])
def test_policy_that_turns_every_camera_off(write: Write, key: str) -> None:
    write(SOFTWARE + key, "AllowCamera", 0, winreg.REG_DWORD, hive=registry_windows.MACHINE)
    assert access("webcam").denied_by == "it"
    assert access("microphone").denied is None
    assert not cameras_turned_off()


@CAPABILITIES
@pytest.mark.parametrize(
    ("hive", "below", "who"),
    [
        (registry_windows.MACHINE, "", "machine"),
        (registry_windows.USER, "", "user"),
        (registry_windows.USER, r"\NonPackaged", "desktop_programs"),
    ],
)
def test_each_switch(write: Write, capability: Capability, hive: int, below: str, who: str) -> None:
    for each, key in (
        (registry_windows.MACHINE, ""),
        (registry_windows.USER, ""),
        (registry_windows.USER, r"\NonPackaged"),
    ):
        write(rf"{STORE}\{capability}{key}", "Value", "Allow", hive=each)
    assert access(capability) == DeviceAccess(denied=False, in_use=False)
    write(rf"{STORE}\{capability}{below}", "Value", "Deny", hive=hive)
    assert access(capability) == DeviceAccess(denied=True, denied_by=who, in_use=False)  # type: ignore[arg-type]


@CAPABILITIES
def test_group_policy(write: Write, capability: Capability) -> None:
    name = {"webcam": "LetAppsAccessCamera", "microphone": "LetAppsAccessMicrophone"}[capability]
    write(POLICY, name, 1, winreg.REG_DWORD, hive=registry_windows.MACHINE)
    assert access(capability).denied is None
    write(POLICY, name, 2, winreg.REG_DWORD, hive=registry_windows.MACHINE)
    assert access(capability).denied_by == "it"


@CAPABILITIES
def test_program_that_uses_the_device_is_named(write: Write, capability: Capability) -> None:
    use(write, capability, r"C:\Users\Åsa Öberg\AppData\Local\hemligt.exe")
    assert access(capability) == DeviceAccess(in_use=True)
    use(write, capability, "MSTeams_8wekyb3d8bbwe")
    assert access(capability) == DeviceAccess(in_use=True, used_by="Microsoft Teams")
    use(write, capability, "MSTeams_8wekyb3d8bbwe", stopped=133_800_000_000_000_001)
    use(write, capability, OURS)
    assert access(capability).used_by is None


@CAPABILITIES
def test_values_of_the_wrong_type(write: Write, capability: Capability) -> None:
    write(rf"{STORE}\{capability}", "Value", 0, winreg.REG_DWORD)
    write(rf"{STORE}\{capability}\NonPackaged", "Value", b"\0\1", winreg.REG_BINARY)
    write(rf"{STORE}\{capability}\Konstig_app", "LastUsedTimeStart", "nyss")
    write(rf"{STORE}\{capability}\Konstig_app", "LastUsedTimeStop", ["0"], winreg.REG_MULTI_SZ)
    write(POLICY, "LetAppsAccessCamera", "ja", hive=registry_windows.MACHINE)
    assert access(capability) == DeviceAccess(denied=False, in_use=False)


@pytest.fixture
def zoom(tmp_path: Path) -> Iterator[str]:
    """A program called Zoom.exe, in a folder with a Swedish name, that runs until the test is over."""
    folder = tmp_path / "Åsa Öberg"
    folder.mkdir()
    program = shutil.copy(Path(sys.base_prefix) / "python.exe", folder / "Zoom.exe")
    home = {**os.environ, "PYTHONHOME": sys.base_prefix, "PATH": f"{sys.base_prefix};{os.environ['PATH']}"}
    waits = "print(flush=True); input()"
    with subprocess.Popen(
        [program, "-c", waits], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=home, cwd=sys.base_prefix
    ) as process:
        assert process.stdout
        assert process.stdout.readline()
        yield str(program)
        process.communicate(b"\n")


def test_a_program_counts_while_it_runs(write: Write, zoom: str) -> None:
    running = processes_windows.running()
    assert running is not None
    assert sys.executable.casefold() in running
    assert zoom.casefold() in running
    began = running[zoom.casefold()]
    use(write, "webcam", zoom, started=began + 1)
    assert access("webcam", running) == DeviceAccess(in_use=True, used_by="Zoom")
    others = {path: since for path, since in running.items() if path != zoom.casefold()}
    assert access("webcam", others) == DeviceAccess(in_use=False)
    use(write, "webcam", zoom, started=began - 1)
    assert access("webcam", running) == DeviceAccess(in_use=False)


def test_settings_page_opens_or_the_failure_is_reported() -> None:
    """Wine has no settings program, so it reports a failure; a real Windows opens the page."""
    assert open_place(Place.CAMERA_PRIVACY) in (True, False)
    assert open_place(Place.CHROME_SITE_SETTINGS) is False


def test_access_on_this_windows_is_read() -> None:
    """Wine keeps no such settings; a real Windows has them all."""
    assert sys.executable.casefold() in (running_programs() or {})
    for access in (camera_access(""), microphone_access()):
        assert access.denied in (None, False, True)
        assert (access.denied_by is None) == (not access.denied)
