"""What every test needs: Qt without a screen, and a folder of its own for what the program keeps."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_KEPT = tempfile.TemporaryDirectory(prefix="readiness-tests-")
os.environ["READINESS_DATA"] = _KEPT.name
