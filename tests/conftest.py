"""What every test needs: Qt without a screen, and a folder of its own for what the program stores."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

SCREEN = Path(__file__).with_name("screen.json")
"""One as a clinician has it: Qt's own is 800 × 800, and a window keeps inside its screen."""

os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={SCREEN}")

os.environ["READINESS_DATA"] = tempfile.mkdtemp(prefix="readiness-tests-")
atexit.register(shutil.rmtree, os.environ["READINESS_DATA"], ignore_errors=True)
