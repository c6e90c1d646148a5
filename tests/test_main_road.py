"""The main road from this checkout; `test_frozen.py` and `test_installer.py` go it with what people install."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from main_road import Program, main_road, plug_in, road_of_files
from sound_rig import SoundRig

CHECKOUT = (sys.executable, "-m", "readiness")
pytestmark = pytest.mark.slow


def test_the_checkout_goes_to_go(tmp_path: Path) -> None:
    with SoundRig() as rig:
        plug_in(rig)
        environment = {**os.environ, **rig.environment, "READINESS_DATA": str(tmp_path / "data")}
        main_road(Program(CHECKOUT, environment), rig, tmp_path / "road")


def test_a_computer_without_devices_goes_to_go_with_files_in_their_place(tmp_path: Path) -> None:
    """As the release's workflow does on a rented Windows."""
    with SoundRig() as rig:
        environment = {**os.environ, **rig.environment, "READINESS_DATA": str(tmp_path / "data")}
        road_of_files(Program(CHECKOUT, environment), tmp_path / "road")
