"""What every test needs: Qt without a screen, and a folder of its own for what the program keeps."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

os.environ["READINESS_DATA"] = tempfile.mkdtemp(prefix="readiness-tests-")
atexit.register(shutil.rmtree, os.environ["READINESS_DATA"], ignore_errors=True)
