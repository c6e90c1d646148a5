from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from readiness.host.privacy.authorization_macos import macos_access
from readiness.host.privacy.camera_access import camera_access, linux_access
from readiness.host.privacy.device_access import DeviceAccess


def test_mac_status() -> None:
    access = [macos_access(status) for status in (None, 0, 1, 2, 3)]
    assert [each.denied for each in access] == [None, True, True, True, False]
    assert [each.denied_by for each in access] == [None, "system", "it", "user", None]


def test_linux_finds_the_process_that_holds_the_device(tmp_path: Path) -> None:
    device = tmp_path / "video0"
    device.touch()
    us, other = os.getpid(), os.getppid()
    free = DeviceAccess(denied=False, in_use=False)
    assert linux_access(str(device), [(us, "readiness", str(device)), (other, "zoom", "/dev/null")]) == free
    held = linux_access(str(device), [(other, "annas-program", str(device)), (other, "zoom", str(device))])
    assert held == DeviceAccess(denied=False, in_use=True, used_by="Zoom")


@pytest.mark.linux
def test_a_device_that_is_not_there() -> None:
    assert camera_access("/dev/no-such-camera") == DeviceAccess()


@pytest.fixture
def held_by_ffmpeg(tmp_path: Path) -> Iterator[Path]:
    """A file that another process, called ffmpeg, has open."""
    device, program = tmp_path / "video0", tmp_path / "ffmpeg"
    device.touch()
    program.symlink_to(sys.executable)
    holds = "import sys; held = open(sys.argv[1]); print(flush=True); sys.stdin.read()"
    process = subprocess.Popen(
        [program, "-c", holds, device], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={"PATH": os.defpath}
    )
    assert process.stdout
    process.stdout.readline()
    yield device
    process.communicate()


@pytest.mark.linux
def test_process_that_holds_the_device_is_named(held_by_ffmpeg: Path) -> None:
    assert camera_access(str(held_by_ffmpeg)) == DeviceAccess(denied=False, in_use=True, used_by="FFmpeg")
