"""The Windows program, built by a Windows Python under Wine and run there, to *go* with files in place of devices.

Nothing here waits on a sound device, so that a busy machine changes nothing; `test_installer.py` has those roads.
"""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from end_to_end import Program, end_to_end_from_files, found, windows_path
from film import film
from frozen_builds import assert_every_library_is_listed, run_in_wine, windows_folder, wine_rig
from network_camera import network_camera
from sound_rig import SoundRig
from wine_python import WINE

pytestmark = [pytest.mark.frozen, pytest.mark.wine, pytest.mark.slow]


@pytest.fixture(scope="module")
def program() -> Iterator[str]:
    yield windows_path(windows_folder() / "readiness-cli.exe")
    wine_rig().stop()


def test_every_bundled_library_is_listed() -> None:
    assert_every_library_is_listed(windows_folder())


def test_no_library_of_wine_is_bundled() -> None:
    shipped = {path.name.lower() for path in windows_folder().rglob("*.dll")}
    assert not {name for name in shipped if name.startswith("api-ms-win-")} | ({"ucrtbase.dll", "mscms.dll"} & shipped)


def test_windows_build_reaches_go_with_files_as_devices(program: str, tmp_path: Path) -> None:
    with SoundRig() as rig:
        environment = wine_rig().environment({**rig.environment, "READINESS_DATA": windows_path(tmp_path / "data")})
        end_to_end_from_files(Program((WINE, program), environment, windows_path), tmp_path / "road")


def test_windows_build_refuses_to_open_addresses(program: str) -> None:
    with network_camera() as address:
        done = run_in_wine(program, "check", "--json", "--only", "camera", "--camera", address + "live")
    assert found(done)["camera"] == "camera.not_found"


SUSPEND_PROBES = """
import sys
import psutil

print("ready", flush=True)
sys.stdin.readline()
for process in psutil.process_iter():
    try:
        if "--probe-process" in process.cmdline():
            process.suspend()
            print("suspended", flush=True)
    except psutil.Error:
        pass
"""
"""Suspends as Windows does, between two requests of a thread to the system. A signal from outside, SIGSTOP, may stop
it in the middle of one, and what else runs in Wine may then wait with it."""


def test_windows_build_kills_a_hanging_probe(program: str, tmp_path: Path) -> None:
    camera = film(tmp_path / "camera.avi")
    rig = wine_rig()
    command = [WINE, str(rig.python / "python.exe"), "-c", SUSPEND_PROBES]
    with subprocess.Popen(
        command, env=rig.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as outside:  # fmt: skip
        assert outside.stdout
        assert outside.stdout.readline().strip() == "ready"
        driver = threading.Thread(target=hang_once_it_reads, args=(outside, camera, program), daemon=True)
        driver.start()
        done = run_in_wine(program, "check", "--json", "--only", "camera", "--camera", windows_path(camera))
        driver.join()
        assert outside.stdout.read().split() == ["suspended"]
    assert found(done)["camera"] == "camera.timed_out"
    assert probes_of(program) == []


def hang_once_it_reads(outside: subprocess.Popen[str], file: Path, program: str) -> None:
    """Suspend the probe while it reads the file, as a driver that does not return would."""
    while not any(has_opened(each, file) for each in probes_of(program)):
        threading.Event().wait(0.01)
    assert outside.stdin
    outside.stdin.write("now\n")
    outside.stdin.close()


def has_opened(process: int, file: Path) -> bool:
    try:
        return any(each.resolve() == file for each in Path(f"/proc/{process}/fd").iterdir())
    except OSError:
        return False


def probes_of(program: str) -> list[int]:
    return [int(each.name) for each in Path("/proc").glob("[0-9]*") if _is_probe(each, program)]


def _is_probe(process: Path, program: str) -> bool:
    try:
        words = (process / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        return False
    return words[0].casefold() == program.casefold() and "--probe-process" in words
