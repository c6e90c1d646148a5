"""The main road from this checkout; `test_frozen.py` and `test_installer.py` go it with what people install."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from end_to_end import Program, end_to_end, end_to_end_from_files, plug_in
from sound_rig import SoundRig

CHECKOUT = (sys.executable, "-m", "readiness")
pytestmark = pytest.mark.slow


def test_checkout_passes_the_end_to_end_test(tmp_path: Path) -> None:
    with SoundRig() as rig:
        plug_in(rig)
        environment = {**os.environ, **rig.environment, "READINESS_DATA": str(tmp_path / "data")}
        end_to_end(Program(CHECKOUT, environment), rig, tmp_path / "road")


def test_computer_without_devices_reaches_go_with_files(tmp_path: Path) -> None:
    """As the release's workflow does on a rented Windows."""
    with SoundRig() as rig:
        environment = {**os.environ, **rig.environment, "READINESS_DATA": str(tmp_path / "data")}
        end_to_end_from_files(Program(CHECKOUT, environment), tmp_path / "road")
