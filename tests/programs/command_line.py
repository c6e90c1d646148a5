"""The program as scripts start it, in a process and with a data folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

QUICK = ("check", "--only", "browser")
CHECKOUT = Path(__file__).parents[2]


def readiness(folder: Path, *arguments: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Run the program in `folder`, with its data folder below it, and `given` on its standard input."""
    own = {
        "READINESS_DATA": str(folder / "data"),
        "LC_ALL": "sv_SE.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(CHECKOUT),
    }
    return subprocess.run(
        [sys.executable, "-m", "readiness", *arguments],
        input=given, capture_output=True, encoding="utf-8", timeout=90, check=False, cwd=folder,
        env=os.environ | own | more,
    )  # fmt: skip
