"""A folder built for Windows, as a package (.msi) for IT's tools and as a .zip. Runs on Linux, with Debian's wixl.

python -m installer.windows_package dist/readiness dist
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from installer.msi_package import make_msi, require_programs
from installer.msi_tables import PackageError
from readiness import __version__


def make_zip(folder: Path, to: Path, version: str = __version__) -> Path:
    """The folder as it is, for those who copy it out by other means.

    Raises:
        PackageError: the folder holds no program for Windows.
    """
    require_programs(folder)
    stem = to / f"readiness-{version}-windows-x64"
    return Path(shutil.make_archive(str(stem), "zip", folder.parent, folder.name))


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
