"""Small real Windows libraries with a version resource of the tests' own, by Debian's MinGW."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from installer.file_version import FileVersion

_RESOURCE = """
1 VERSIONINFO FILEVERSION {commas} FILEOS 4 FILETYPE 2
BEGIN BLOCK "VarFileInfo" BEGIN VALUE "Translation", {language}, 1200 END END
"""


def library(path: Path, version: FileVersion | None) -> Path:
    """A library of that version at `path`, or one without any."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        if version is not None:
            commas = version.version.replace(".", ",")
            (Path(folder) / "made.rc").write_text(_RESOURCE.format(commas=commas, language=version.language))
            subprocess.run(["x86_64-w64-mingw32-windres", "made.rc", "made.o"], cwd=folder, check=True)
            parts = [f"{folder}/made.o"]
        empty = Path(folder) / "empty.c"
        empty.write_text("int loaded(void *a, unsigned b, void *c) { return 1; }\n")
        command = [
            "x86_64-w64-mingw32-gcc",
            "-shared",
            "-nostdlib",
            "-Wl,-eloaded",
            "-o",
            str(path),
            str(empty),
            *parts,
        ]
        subprocess.run(command, check=True)
    return path
