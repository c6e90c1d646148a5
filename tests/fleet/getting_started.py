"""Runs the commands of docs/fleet/getting-started.md."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
PAGE = (CHECKOUT / "docs" / "fleet" / "getting-started.md").read_text("utf-8")
INSTALL, REPORTS, ASK, NIGHTLY, SPARK = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)


def typed(folder: Path, commands: str) -> str:
    """Run commands and return their output. Installations are left out, since this Python has everything."""
    commands = "\n".join(line for line in commands.splitlines() if "pip install" not in line)
    own = {
        "CHECKOUT": str(CHECKOUT),
        "PYTHONPATH": str(CHECKOUT),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "LC_ALL": "en_GB.UTF-8",
        "READINESS_DATA": str(folder / "data"),
    }
    done = subprocess.run(
        ["bash", "-ec", f'readiness() {{ "{sys.executable}" -m readiness "$@"; }}\n{commands}'],
        cwd=folder, env=os.environ | own, capture_output=True, text=True, check=False, timeout=1200,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
