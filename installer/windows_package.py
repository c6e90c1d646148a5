"""Making an .msi package and a .zip of a folder built for Windows, with a folder of documentation for IT beside them.

    python -m installer.windows_package dist/readiness dist

Runs on Linux with Debian's wixl. Programs and package are signed if the environment specifies how (`signing.py`).
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from installer.it_folder import write_it_folder
from installer.msi_package import make_msi, require_programs
from installer.msi_tables import PackageError
from installer.signing import COMMAND, SigningError, sign, unsigned
from readiness import __version__


def make_zip(folder: Path, to: Path, version: str = __version__) -> Path:
    """Zip the folder, for deployment by other means.

    Raises:
        PackageError: the folder contains no Windows program.
    """
    require_programs(folder)
    stem = to / f"readiness-{version}-windows-x64"
    return Path(shutil.make_archive(str(stem), "zip", folder.parent, folder.name))


def make_release(folder: Path, to: Path, version: str = __version__) -> list[Path]:
    """Sign the programs, add IT's files to the folder, and make package and zip.

    Returns:
        The package, the zip, and the folder `for-it` beside them.

    Raises:
        PackageError: the folder contains no Windows program, or a tool is missing.
        SigningError: a file could not be signed.
    """
    require_programs(folder)
    write_it_folder(folder / "for-it")
    sign(unsigned(folder))
    package = make_msi(folder, to, version)
    sign([package])
    beside = to / "for-it"
    write_it_folder(beside, package)
    return [package, make_zip(folder, to, version), beside]


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="A folder built for Windows, as .msi and .zip.")
    parser.add_argument("folder", type=Path, help="with readiness.exe")
    parser.add_argument("to", type=Path, help="where to put them")
    args = parser.parse_args()
    try:
        made = make_release(args.folder.resolve(), args.to)
        left = unsigned(args.folder)
    except (PackageError, SigningError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    for path in made:
        size = f"  {path.stat().st_size / 1e6:.1f} MB" if path.is_file() else ""
        sys.stdout.write(f"{path}{size}\n")
    if left:
        sys.stdout.write(f"UNSIGNED: the package and {len(left)} programs and libraries. Set {COMMAND} to sign them.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
