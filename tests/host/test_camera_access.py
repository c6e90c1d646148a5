from __future__ import annotations

import os
from pathlib import Path

from readiness.host.camera_access import CameraAccess, camera_access, linux_access, macos_access, windows_access

PROGRAM = r"C:\Program Files\Readiness\readiness.exe"
OURS = r"user\NonPackaged\C:#Program Files#Readiness#readiness.exe"
TEAMS = r"user\NonPackaged\C:#Program Files#Teams#teams.exe"
ALLOWED: dict[str, dict[str, object]] = {
    "machine": {"Value": "Allow"},
    "user": {"Value": "Allow"},
    r"user\NonPackaged": {"Value": "Allow"},
}
IN_USE: dict[str, object] = {"LastUsedTimeStart": 133800000000000000, "LastUsedTimeStop": 0}


def test_windows_allows() -> None:
    assert windows_access(ALLOWED, PROGRAM) == CameraAccess(denied=False, in_use=False)


def test_each_windows_switch_can_deny() -> None:
    for switch in ALLOWED:
        assert windows_access(ALLOWED | {switch: {"Value": "Deny"}}, PROGRAM).denied


def test_a_switch_for_another_program_does_not_deny_us() -> None:
    store_app: dict[str, object] = {"Value": "Deny"}
    assert windows_access(ALLOWED | {r"user\Microsoft.SkypeApp_kzf8qxf38zg5c": store_app}, PROGRAM).denied is False


def test_another_program_holds_the_camera_on_windows() -> None:
    assert windows_access(ALLOWED | {TEAMS: IN_USE}, PROGRAM).in_use
    assert not windows_access(ALLOWED | {OURS: IN_USE}, PROGRAM).in_use
    assert not windows_access(ALLOWED | {TEAMS: IN_USE | {"LastUsedTimeStop": 1}}, PROGRAM).in_use


def test_a_windows_that_says_nothing() -> None:
    assert windows_access({}, PROGRAM) == CameraAccess()


def test_mac_status() -> None:
    assert [macos_access(status).denied for status in (None, 0, 1, 2, 3)] == [None, False, True, True, False]


def test_linux_sees_who_holds_the_device(tmp_path: Path) -> None:
    device = tmp_path / "video0"
    device.touch()
    us, other = os.getpid(), os.getppid()
    assert linux_access(str(device), [(other, str(device))]).in_use
    assert linux_access(str(device), [(us, str(device)), (other, "/dev/null")]) == CameraAccess(
        denied=False, in_use=False
    )


def test_a_device_that_is_not_there() -> None:
    assert camera_access("/dev/no-such-camera") in (CameraAccess(), CameraAccess(denied=False, in_use=False))
