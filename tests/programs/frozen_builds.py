"""The program frozen by the project's own recipe, built once for all the tests that run it."""

from __future__ import annotations

import fcntl
import functools
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "windows"))

from wine_python import CHECKOUT, WINE, Rig, set_up

BUILD_S, RUN_S = 1800, 300
BUILT = CHECKOUT / "build" / "frozen"
OPTIONS = ("--noconfirm", "--clean", "--log-level", "ERROR", "build_installer.spec")


INPUTS = (
    "readiness/**/*.py", "assets/**/*", "installer/*", "build_installer.spec", "requirements.lock", "LICENSE",
    "tests/windows/wine_*.py",
)  # fmt: skip
"""The inputs of a build. A build of the same content is reused, also by later runs."""


def _content() -> str:
    content = hashlib.sha256(sys.version.encode())
    for pattern in INPUTS:
        for path in sorted(CHECKOUT.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                content.update(str(path.relative_to(CHECKOUT)).encode() + path.read_bytes())
    return content.hexdigest()


def _built_once(system: str, build: Callable[[tuple[str, ...]], None]) -> Path:
    """The folder of the program for a system; concurrent callers wait for the first one's build."""
    place, wanted = BUILT / system, _content()
    place.mkdir(parents=True, exist_ok=True)
    with (place / "lock").open("w") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        stamp = place / "content"
        if not stamp.exists() or stamp.read_text() != wanted:
            stamp.unlink(missing_ok=True)
            build(("--distpath", str(place / "dist"), "--workpath", str(place / "work"), *OPTIONS))
            stamp.write_text(wanted)
    return place / "dist" / "readiness"


@functools.cache
def wine_rig() -> Rig:
    """The Windows Python under Wine, started; the caller must stop it."""
    made = set_up(Path(os.environ.get("READINESS_WINE", CHECKOUT / "build/windows")))
    made.warm()
    return made


@functools.cache
def linux_folder() -> Path:
    """The folder with `readiness` and `readiness-cli`, built here."""

    def build(options: tuple[str, ...]) -> None:
        command = [sys.executable, "-m", "PyInstaller", *options]
        offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run(command, cwd=CHECKOUT, check=True, timeout=BUILD_S, stdin=subprocess.DEVNULL, env=offscreen)

    return _built_once("linux", build)


@functools.cache
def windows_folder() -> Path:
    """The folder with `readiness.exe` and `readiness-cli.exe`, built by a Windows Python under Wine."""

    def build(options: tuple[str, ...]) -> None:
        done = wine_rig().run("-m", "PyInstaller", *options, timeout_s=BUILD_S)
        assert done.returncode == 0, done.stdout + done.stderr

    return _built_once("windows", build)


def assert_every_library_is_listed(folder: Path) -> None:
    """Assert that a built program contains a complete list of parts, all notices and our licence."""
    about = folder / "_internal" / "readiness" / "assets" / "about"
    components = json.loads((about / "readiness.cdx.json").read_bytes())["components"]
    listed = {each["location"] for part in components for each in part.get("evidence", {}).get("occurrences", ())}
    kinds = re.compile(r"\.(dll|pyd|so(\.[0-9.]+)?)$", re.IGNORECASE)
    libraries = {
        path.relative_to(folder / "_internal").as_posix()
        for path in (folder / "_internal").rglob("*")
        if path.is_file() and not path.is_symlink() and kinds.search(path.name)
    }
    assert libraries
    assert libraries <= listed, libraries - listed
    notices = (about / "THIRD-PARTY.txt").read_text("utf-8")
    for heading in ("GNU LESSER GENERAL PUBLIC LICENSE", "GNU GENERAL PUBLIC LICENSE", "Apache License"):
        assert heading in notices
    assert (about / "LICENSE.txt").read_text("utf-8").startswith("MIT License")


def run_in_wine(*command: str, within_s: float = RUN_S) -> subprocess.CompletedProcess[str]:
    """Run a Windows program, such as a frozen one or `msiexec`."""
    return subprocess.run(
        [WINE, *command], env=wine_rig().environment(), stdin=subprocess.DEVNULL, capture_output=True,
        encoding="utf-8", errors="replace", timeout=within_s, check=False,
    )  # fmt: skip
