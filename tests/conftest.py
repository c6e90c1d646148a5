"""What every test needs: Qt without a screen, and Swedish words whatever the machine speaks."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
