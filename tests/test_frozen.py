"""The program frozen into a folder that needs no Python, built and run here on Linux.

Frozen, every probe's process is the program itself started once more, which nothing but a frozen build can show.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from pathlib import Path

import pytest
from end_to_end import Program, end_to_end, found, plug_in
from frozen_builds import RUN_S, assert_every_library_is_listed, linux_folder
from network_camera import network_camera
from PyInstaller.loader.pyimod01_archive import ZlibArchiveReader
from sound_rig import SoundRig

pytestmark = [pytest.mark.frozen, pytest.mark.slow]


@pytest.fixture(scope="module")
def on_linux() -> Path:
    return linux_folder() / "readiness-cli"


def run_on_linux(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    bare = {"HOME": os.environ.get("HOME", "/"), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        [program, *arguments],
        env=bare,
        capture_output=True,
        text=True,
        timeout=RUN_S,
        check=False,
        start_new_session=True,
    )


def test_linux_build_passes_the_end_to_end_test(on_linux: Path, tmp_path: Path) -> None:
    with SoundRig() as rig:
        plug_in(rig)
        own = {"HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "QT_QPA_PLATFORM": "offscreen"}
        environment = {**own, **rig.environment, "READINESS_DATA": str(tmp_path / "data")}
        end_to_end(Program((str(on_linux),), environment), rig, tmp_path / "road")


def test_quick_commands_do_not_load_qt(on_linux: Path) -> None:
    command = ["strace", "-f", "-e", "trace=openat", str(on_linux), "--version"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=RUN_S, check=True)
    assert done.stdout.startswith("readiness ")
    assert "modules.pyz" in done.stderr
    assert "libQt6" not in done.stderr


def test_command_line_program_prints_help_and_opens_no_window(on_linux: Path) -> None:
    done = run_on_linux(on_linux)
    assert (done.stdout, done.returncode) == ("", 2)
    assert "check" in done.stderr
    assert "fleet" not in done.stderr
    fleet = run_on_linux(on_linux, "fleet", "reports", "--lang", "en")
    assert (fleet.stdout, fleet.returncode) == ("", 2)
    assert "This part is not installed here." in fleet.stderr
    assert fleet.stderr.endswith(': pip install ".[fleet]"\n'), "by name it may be another program from the index"


def test_every_bundled_library_is_listed(on_linux: Path) -> None:
    assert_every_library_is_listed(on_linux.parent)


def test_modules_imported_by_name_are_bundled(on_linux: Path) -> None:
    modules = ZlibArchiveReader(str(on_linux.parent / "_internal" / "modules.pyz")).toc
    assert {"readiness.cli.commands.check", "readiness.ui.window.application"} <= set(modules)
    assert not {"duckdb", "pytest", "tkinter", "holidays", "numpy.random"} & set(modules)


def test_linux_build_ends_a_hanging_probe_and_leaves_no_process(on_linux: Path) -> None:
    with network_camera() as address:
        done = run_on_linux(on_linux, "check", "--json", "--only", "camera", "--camera", address + "hang")
    assert found(done)["camera"] in {"camera.no_picture", "camera.timed_out"}
    assert programs_running(on_linux) == []


def test_linux_build_kills_a_probe_that_ignores_signals(on_linux: Path) -> None:
    with network_camera() as address:
        command = [str(on_linux), "check", "--json", "--only", "camera", "--camera", address + "hang"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
            os.kill(probe_of(run.pid), signal.SIGSTOP)  # as still as one that waits for a driver
            output, _ = run.communicate(timeout=RUN_S)
    assert json.loads(output)["findings"][0]["code"] == "camera.timed_out"
    assert programs_running(on_linux) == []


def probe_of(parent: int) -> int:
    for _ in range(1000):
        for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
            if b"--probe-process" in Path(f"/proc/{child}/cmdline").read_bytes():
                return int(child)
        threading.Event().wait(0.02)
    raise AssertionError("no probe was started")


def programs_running(program: Path) -> list[int]:
    """Processes of that program, once those that are about to end have had their moment."""
    for _ in range(250):
        alive = [int(each.name) for each in Path("/proc").glob("[0-9]*") if _program_of(each) == program.resolve()]
        if not alive:
            break
        threading.Event().wait(0.02)
    return alive


def _program_of(process: Path) -> Path | None:
    try:
        return (process / "exe").readlink()
    except OSError:
        return None
