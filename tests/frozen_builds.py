"""The program frozen by the project's own recipe, built once for all the tests that run it."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "windows"))

from wine_python import CHECKOUT, WINE, Rig, set_up

BUILD_S, RUN_S = 1800, 120
BUILT = CHECKOUT / "build" / "frozen"
OPTIONS = ("--noconfirm", "--log-level", "ERROR", "build_installer.spec")


def _folders(system: str) -> tuple[str, ...]:
    return ("--distpath", str(BUILT / system / "dist"), "--workpath", str(BUILT / system / "work"))


@functools.cache
def wine_rig() -> Rig:
    """The Windows Python under Wine, started; whoever takes it stops it."""
    made = set_up(Path(os.environ.get("READINESS_WINE", CHECKOUT / "build/windows")))
    made.warm()
    return made


@functools.cache
def linux_folder() -> Path:
    """The folder with `readiness` and `readiness-cli`, built here."""
    command = [sys.executable, "-m", "PyInstaller", *_folders("linux"), *OPTIONS]
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(command, cwd=CHECKOUT, check=True, timeout=BUILD_S, stdin=subprocess.DEVNULL, env=offscreen)
    return BUILT / "linux" / "dist" / "readiness"


@functools.cache
def windows_folder() -> Path:
    """The folder with `readiness.exe` and `readiness-cli.exe`, built by a Windows Python under Wine."""
    done = wine_rig().run("-m", "PyInstaller", *_folders("windows"), *OPTIONS, timeout_s=BUILD_S)
    assert done.returncode == 0, done.stdout + done.stderr
    return BUILT / "windows" / "dist" / "readiness"


def run_in_wine(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a Windows program, such as a frozen one or `msiexec`."""
    return subprocess.run(
        [WINE, *command], env=wine_rig().environment(), stdin=subprocess.DEVNULL, capture_output=True,
        encoding="utf-8", errors="replace", timeout=RUN_S, check=False,
    )  # fmt: skip
