"""The program frozen into a folder that needs no Python, built and run here: on Linux, and by a Windows Python on Wine.

Frozen, every probe's process is the program itself started once more, which nothing but a frozen build can show.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from network_camera import network_camera

sys.path.insert(0, str(Path(__file__).parent / "windows"))

from wine_python import CHECKOUT, WINE, Rig, set_up

BUILD_S, RUN_S = 600, 120
BUILT = CHECKOUT / "build" / "frozen"
OPTIONS = ("--noconfirm", "--log-level", "ERROR", "build_installer.spec")


def folders(system: str) -> tuple[str, ...]:
    return ("--distpath", str(BUILT / system / "dist"), "--workpath", str(BUILT / system / "work"))


@pytest.fixture(scope="module")
def on_linux() -> Path:
    command = [sys.executable, "-m", "PyInstaller", *folders("linux"), *OPTIONS]
    subprocess.run(command, cwd=CHECKOUT, check=True, timeout=BUILD_S, stdin=subprocess.DEVNULL)
    return BUILT / "linux" / "dist" / "readiness" / "readiness-cli"


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


def codes(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    report: dict[str, Any] = json.loads(done.stdout)
    return {finding["check"]: finding["code"] for finding in report["findings"]}


def test_linux_finds_by_probes_in_processes_of_their_own(on_linux: Path) -> None:
    with network_camera() as address:
        done = run_on_linux(on_linux, "check", "--json", "--camera", address + "live")
    found = codes(done)
    assert (found["camera"], found["lighting"], found["framing"]) == ("camera.ok", "lighting.ok", "framing.ok")
    assert not [code for code in found.values() if code.endswith((".crashed", ".timed_out"))]
    assert done.returncode == 1


def test_linux_ends_a_probe_that_hangs_and_leaves_nothing(on_linux: Path) -> None:
    with network_camera() as address:
        done = run_on_linux(on_linux, "check", "--json", "--only", "camera", "--camera", address + "hang")
    assert codes(done)["camera"] in {"camera.no_picture", "camera.timed_out"}
    assert programs_running(on_linux) == []


def test_linux_kills_a_probe_that_cannot_end_itself(on_linux: Path) -> None:
    with network_camera() as address:
        command = [str(on_linux), "check", "--json", "--only", "camera", "--camera", address + "hang"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
            os.kill(probe_of(run.pid), signal.SIGSTOP)  # as still as one that waits for a driver
            told, _ = run.communicate(timeout=RUN_S)
    assert json.loads(told)["findings"][0]["code"] == "camera.timed_out"
    assert programs_running(on_linux) == []


def probe_of(parent: int) -> int:
    for _ in range(1000):
        for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
            if b"--multiprocessing-fork" in Path(f"/proc/{child}/cmdline").read_bytes():
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


@pytest.fixture(scope="module")
def rig() -> Iterator[Rig]:
    made = set_up(Path(os.environ.get("READINESS_WINE", CHECKOUT / "build/windows")))
    made.warm()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def on_windows(rig: Rig) -> Path:
    done = rig.run("-m", "PyInstaller", *folders("windows"), *OPTIONS, timeout_s=BUILD_S)
    assert done.returncode == 0, done.stdout + done.stderr
    return BUILT / "windows" / "dist" / "readiness" / "readiness-cli.exe"


def run_on_windows(rig: Rig, program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [WINE, str(program), *arguments], env=rig.environment(), stdin=subprocess.DEVNULL, capture_output=True,
        encoding="utf-8", timeout=RUN_S, check=False,
    )  # fmt: skip


def test_windows_finds_by_probes_in_processes_of_their_own(rig: Rig, on_windows: Path) -> None:
    found = codes(run_on_windows(rig, on_windows, "check", "--json", "--only", "camera,browser,connection"))
    assert found["camera"] == "camera.absent"
    assert found["browser"] == "browser.missing"
    assert found["connection"].startswith("connection.")
    assert not [code for code in found.values() if code.endswith((".crashed", ".timed_out", ".not_assessed"))]


def test_windows_ends_a_probe_that_hangs(rig: Rig, on_windows: Path) -> None:
    with network_camera() as address:
        done = run_on_windows(rig, on_windows, "check", "--json", "--only", "camera", "--camera", address + "hang")
    assert codes(done)["camera"] in {"camera.no_picture", "camera.timed_out"}
