"""A folder built for Windows, as a package (.msi) for IT's tools and as a .zip. Runs on Linux, with Debian's wixl.

python -m installer.windows_package dist/readiness dist
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from installer.icon_file import write_icon
from installer.version_resource import version_numbers
from readiness import __version__

HERE = Path(__file__).parent
PROGRAMS = ("readiness.exe", "readiness-cli.exe")

POLICY_ACCESS = "D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)"
"""The policy's folder: the system and administrators write, everybody reads. ProgramData itself lets anyone create."""

_ACCESS_TABLE = (
    "MsiLockPermissionsEx\tLockObject\tTable\tSDDLText\tCondition\r\n"
    "s72\ts72\ts32\ts0\tS255\r\n"
    "MsiLockPermissionsEx\tMsiLockPermissionsEx\r\n"
    f"PolicyAccess\tPolicyFolder\tCreateFolder\t{POLICY_ACCESS}\t\r\n"
)
"""In Windows Installer's text format for one table: names, types, table and key, rows. wixl cannot say it."""


class PackageError(Exception):
    """The package cannot be made; the message says why and what to do."""


def make_zip(folder: Path, to: Path, version: str = __version__) -> Path:
    """The folder as it is, for those who copy it out by other means.

    Raises:
        PackageError: the folder holds no program for Windows.
    """
    _require(folder)
    stem = to / f"readiness-{version}-windows-x64"
    return Path(shutil.make_archive(str(stem), "zip", folder.parent, folder.name))


def make_msi(folder: Path, to: Path, version: str = __version__) -> Path:
    """The folder as a package.

    Args:
        folder: holds `readiness.exe` and what it needs.
        to: the package's folder.
        version: up to four numbers; Windows Installer compares the first three.

    Raises:
        PackageError: the folder holds no program for Windows, or wixl is missing or fails.
    """
    _require(folder)
    numbers = ".".join(map(str, version_numbers(version)))
    package = to / f"readiness-{version}-windows-x64.msi"
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch)
        (here / "program").symlink_to(folder.resolve(), target_is_directory=True)  # wixl takes relative paths only
        (here / "files.wxs").write_text(_file_list(here), "utf-8")
        shutil.copy(HERE / "readiness.wxs", here)
        write_icon(here / "readiness.ico")
        given = {"Version": numbers, "Source": "program", "Icon": "readiness.ico", "Win64": "yes"}
        defined = [part for name, value in given.items() for part in ("-D", f"{name}={value}")]
        _run(here, "wixl", "--arch", "x64", *defined, "-o", "made.msi", "readiness.wxs", "files.wxs")
        (here / "MsiLockPermissionsEx.idt").write_bytes(_ACCESS_TABLE.encode("ascii"))
        _run(here, "msibuild", "made.msi", "-i", "MsiLockPermissionsEx.idt")
        shutil.copy(here / "made.msi", package)
    return package


def _require(folder: Path) -> None:
    missing = [name for name in PROGRAMS if not (folder / name).is_file()]
    if missing:
        raise PackageError(f"{folder} holds no {' and no '.join(missing)}. Build it with Windows' Python first.")


def _file_list(here: Path) -> str:
    """Every file of `program` as a component of its own, by wixl-heat."""
    program = here / "program"
    names = "".join(f"program/{path.relative_to(program)}\n" for path in sorted(program.rglob("*")) if path.is_file())
    options = ("--prefix", "program/", "--directory-ref", "INSTALLDIR", "--component-group", "Program")
    return _run(here, "wixl-heat", *options, "--var", "var.Source", "--win64", given=names)


def _run(where: Path, *command: str, given: str = "") -> str:
    try:
        return subprocess.run(command, cwd=where, input=given, text=True, stdout=subprocess.PIPE, check=True).stdout
    except FileNotFoundError:
        raise PackageError(f"{command[0]} is missing. Run: apt-get install wixl msitools") from None
    except subprocess.CalledProcessError as error:
        raise PackageError(f"{command[0]} ended with {error.returncode}; its own words stand above.") from None


def main() -> int:
    """Make both in the folder given."""
    parser = argparse.ArgumentParser(description="A folder built for Windows, as .msi and .zip.")
    parser.add_argument("folder", type=Path, help="with readiness.exe")
    parser.add_argument("to", type=Path, help="where to put them")
    asked = parser.parse_args()
    try:
        for made in (make_msi(asked.folder.resolve(), asked.to), make_zip(asked.folder.resolve(), asked.to)):
            sys.stdout.write(f"{made}  {made.stat().st_size / 1e6:.1f} MB\n")
    except PackageError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
