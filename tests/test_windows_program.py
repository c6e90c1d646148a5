"""The Windows program, built by a Windows Python under Wine and run there, to *go* with files in place of devices.

Nothing here waits on a sound device, so that a busy machine changes nothing; `test_installer.py` has those roads.
"""

from __future__ import annotations

import os
import signal
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


HANGS_FOR_S = 120
"""Four times what the program takes to kill a probe under Wine."""


def test_windows_build_kills_a_hanging_probe(program: str, tmp_path: Path) -> None:
    camera = film(tmp_path / "camera.avi")
    try:
        done = checked_with_a_hanging_probe(program, camera)
    except subprocess.TimeoutExpired:  # Wine, when the probe has stopped in the middle of a request to Wine's server
        for each in probes_of(program):
            os.kill(each, signal.SIGKILL)
        done = checked_with_a_hanging_probe(program, camera)
    assert found(done)["camera"] == "camera.timed_out"
    assert probes_of(program) == []


def checked_with_a_hanging_probe(program: str, camera: Path) -> subprocess.CompletedProcess[str]:
    still = threading.Thread(target=stop_the_probe_that_reads, args=(camera, program), daemon=True)
    still.start()
    check = (program, "check", "--json", "--only", "camera", "--camera", windows_path(camera))
    done = run_in_wine(*check, within_s=HANGS_FOR_S)
    still.join()
    return done


def stop_the_probe_that_reads(file: Path, program: str) -> None:
    """Stop the probe, as a driver that does not return would.

    Not before it reads: Wine does not return from creating a process that stops while it is loaded.
    """
    while not (probes := [each for each in probes_of(program) if has_opened(each, file)]):
        threading.Event().wait(0.01)
    os.kill(probes[0], signal.SIGSTOP)


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
