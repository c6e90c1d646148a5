"""A Windows Python for tests, under Wine on Debian, out of Debian's packages and PyPI alone.

    python tests/windows/wine_python.py build/windows                    set it up, or do nothing if nothing changed
    python tests/windows/wine_python.py build/windows -m pytest FILE     run something in it

CPython's own `python313.dll` and extension modules (signed by the Python Software Foundation) come out of Panda3D's
Windows wheel, which carries them for its cross-builder; the library of `.py` files is that of Debian 13's Python.
`python.exe` is built here. The version is the one that releases are built with. The language is Swedish: code page
1252.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent.parent

APT_PACKAGES = ("wine", "wine64", "xvfb", "gcc-mingw-w64-x86-64-win32", "locales")
"""What must be there from Debian."""

VERSION = "3.13"
PANDA3D = (
    "panda3d==1.10.16 --hash=sha256:0e505261bb58d8402d0099c291f1a3459acfdd38f3e7d666e72aa2e1ea5dc46f"  # cp313-win_amd64
)
RUN_S = 1800
"""A build takes three minutes, and many times that on a busy machine."""

TEST_TOOLS = ("pytest", "pytest-qt", "pyinstaller", "aioice")
WINE = "/usr/lib/wine/wine64"
OVERRIDES = "mscoree=;mshtml=;winedbg.exe=d;ucrtbase,mscms=n,b"
"""No questions about Mono and Gecko, no debugger that waits for ever, our own two libraries first."""

_NOT_COPIED = re.compile(r"_wmi\.|_tkinter\.|tcl|tk8|.*\.cp\d+t-", re.IGNORECASE)
"""Wine's management service lacks a function that `_wmi` needs; the last are those of the free-threaded Python."""


class RigError(Exception):
    """The Windows Python cannot be set up; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Rig:
    """The folder that holds it all."""

    folder: Path

    @property
    def python(self) -> Path:
        """The Windows Python's folder."""
        return self.folder / "python"

    @property
    def site_packages(self) -> Path:
        """Where the program's libraries for Windows are."""
        return self.python / "Lib" / "site-packages"

    @property
    def system32(self) -> Path:
        """Windows' own libraries in the Wine prefix."""
        return self.folder / "prefix/drive_c/windows/system32"

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """The environment of everything that runs in Wine."""
        own = {
            "WINEPREFIX": str(self.folder / "prefix"),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": OVERRIDES,
            "LOCPATH": str(self.folder / "locale"),
            "LC_ALL": "sv_SE.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": f"Z:{self.folder / 'pycache'}".replace("/", "\\"),
        }
        return {**os.environ, **own, **(more or {})}

    def run(
        self, *arguments: str, timeout_s: float, more: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run the Windows Python from the checkout.

        What it writes is read as the Swedish code page 1252. Its streams are pipes: with a regular file as standard
        output Python does not start under Wine 8.

        Raises:
            subprocess.TimeoutExpired: it took longer; all of Wine's programs in this prefix have been ended.
        """
        command = [WINE, str(self.python / "python.exe"), *arguments]
        try:
            return subprocess.run(
                command, env=self.environment(more), cwd=CHECKOUT, stdin=subprocess.DEVNULL, capture_output=True,
                encoding="cp1252", errors="replace", timeout=timeout_s, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            self.stop()
            raise

    def stop(self) -> None:
        """End every Windows program of this prefix, and no other."""
        subprocess.run(["wineserver", "-k"], env=self.environment(), check=False, capture_output=True, timeout=30)

    def warm(self) -> None:
        """Start Wine's server apart from any pipe of ours: what it inherits from its first caller it keeps open."""
        for command in (["wineserver", "-p120"], [WINE, "cmd", "/c", "exit"]):
            quiet = subprocess.DEVNULL
            subprocess.run(
                command, env=self.environment(), stdin=quiet, stdout=quiet, stderr=quiet, check=False, timeout=120
            )


def set_up(folder: Path) -> Rig:
    """The Windows Python in `folder`; what is there already is used when nothing that it depends on has changed.

    Raises:
        RigError: something is missing; the message says what.
        subprocess.CalledProcessError: a step failed; its own output has been shown.
    """
    if sys.platform == "win32":
        raise RigError("Windows needs no Wine: use its own Python.")
    rig = Rig(folder.resolve())
    rig.folder.parent.mkdir(parents=True, exist_ok=True)
    with rig.folder.with_suffix(".lock").open("w") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)  # two test runs at once: the second one waits and finds it done
        _make(rig)
    return rig


def _make(rig: Rig) -> None:
    stamp, wanted = rig.folder / "stamp", _fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    _require()
    shutil.rmtree(rig.folder, ignore_errors=True)
    rig.site_packages.mkdir(parents=True)
    _swedish(rig)
    _interpreter(rig)
    _prefix(rig)
    _libraries(rig)
    stamp.write_text(wanted)


def _fingerprint() -> str:
    inputs = [*sorted(HERE.glob("wine_*.py")), *sorted((HERE / "shims").iterdir())]
    inputs += [CHECKOUT / "requirements.lock"]
    content = b"".join(path.read_bytes() for path in inputs if path.exists())
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["workstation"]]
    return hashlib.sha256(content + repr(wanted).encode()).hexdigest()


def _require() -> None:
    programs = (WINE, "wineserver", "x86_64-w64-mingw32-gcc", "localedef", "Xvfb")
    missing = [name for name in programs if not shutil.which(name)]
    if missing:
        raise RigError(f"Missing: {', '.join(missing)}. Run: apt-get install {' '.join(APT_PACKAGES)}")


def _swedish(rig: Rig) -> None:
    """A Swedish locale of our own, since the machine may have none: Wine takes language and code page from it."""
    (rig.folder / "locale").mkdir()
    subprocess.run(["localedef", "-i", "sv_SE", "-f", "UTF-8", rig.folder / "locale/sv_SE.UTF-8"], check=True)


def _install(target: Path, *requirements: str) -> None:
    """Windows wheels into a folder. uv reads the markers as Windows would, which pip's --platform does not."""
    platform = ("--python-platform", "x86_64-pc-windows-msvc", "--python-version", VERSION, "--only-binary", ":all:")
    command = (sys.executable, "-m", "uv", "pip", "install", "--quiet", "--link-mode", "copy", "--target", str(target))
    subprocess.run([*command, *platform, *requirements], check=True, cwd=CHECKOUT)


def _interpreter(rig: Rig) -> None:
    from wine_shims import build_citrix, build_launchers, build_stable_abi
    from wine_stdlib import unpack_stdlib

    wheel, listed = rig.folder / "panda3d", rig.folder / "panda3d.txt"
    listed.write_text(PANDA3D + "\n")
    _install(wheel, "--no-deps", "--require-hashes", "-r", str(listed))
    libraries = rig.python / "DLLs"
    libraries.mkdir()
    for path in (wheel / "deploy_libs").iterdir():
        beside = path.name.lower().startswith(("python3", "vcruntime"))
        if path.suffix.lower() in (".dll", ".pyd") and not _NOT_COPIED.match(path.name):
            shutil.copy2(path, rig.python if beside else libraries)
    shutil.rmtree(wheel)
    with tempfile.TemporaryDirectory() as scratch:
        try:
            unpack_stdlib(VERSION, rig.python / "Lib", Path(scratch))
        except LookupError as problem:
            raise RigError(str(problem)) from None
    library = rig.python / f"python{VERSION.replace('.', '')}.dll"
    build_launchers(library)
    build_stable_abi(library)
    build_citrix(rig.python)


def _prefix(rig: Rig) -> None:
    from wine_shims import build_system_libraries

    quiet = subprocess.DEVNULL
    for command in ([WINE, "wineboot", "-i"], [WINE, "winecfg", "-v", "win10"], ["wineserver", "-w"]):
        subprocess.run(
            command, env=rig.environment(), stdin=quiet, stdout=quiet, stderr=quiet, check=False, timeout=180
        )
    if not rig.system32.is_dir():
        raise RigError(f"Wine made no Windows in {rig.folder / 'prefix'}.")
    this_computer = rig.folder / "prefix/dosdevices/unc/localhost"
    this_computer.mkdir(parents=True)
    (this_computer / "c$").symlink_to(rig.folder / "prefix/drive_c")  # as every Windows shares its disk
    build_system_libraries(rig.system32)


def _libraries(rig: Rig) -> None:
    """The program's own requirements at the versions of the lock, and the test tools."""
    lock = CHECKOUT / "requirements.lock"
    held = ("--constraint", str(lock)) if lock.exists() else ()
    _install(rig.site_packages, "-r", str(CHECKOUT / "pyproject.toml"), "--extra", "workstation", *TEST_TOOLS, *held)
    for newer in (rig.site_packages / "shiboken6").glob("vcruntime140*.dll"):
        shutil.copy2(newer, rig.python / newer.name.upper().replace(".DLL", ".dll"))


def main() -> int:
    """Set up in the folder given, then run what else is given there."""
    parser = argparse.ArgumentParser(description="Set up a Windows Python under Wine, and run it.")
    parser.add_argument("folder", type=Path, nargs="?", default=CHECKOUT / "build/windows")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="given to the Windows Python")
    given = parser.parse_args()
    try:
        rig = set_up(given.folder)
    except RigError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    if not given.arguments:
        return 0
    rig.warm()
    done = rig.run(*given.arguments, timeout_s=RUN_S)
    sys.stdout.write(done.stdout)
    sys.stderr.write(done.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
