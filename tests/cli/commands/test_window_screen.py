"""Where Qt finds no screen, the window's command says so in a sentence: Qt alone would abort the process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ({"QT_QPA_PLATFORM": "nonsense"}, 'Could not find the Qt platform plugin "nonsense"'),
        pytest.param(
            {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":987654"},
            "could not connect to display :987654",
            marks=pytest.mark.linux,
        ),
        ({"QT_QPA_PLATFORM": "offscreen:configfile=/dev/null/none"}, "Could not find platform config file"),
    ],
)
def test_a_platform_that_qt_cannot_start_is_told(tmp_path: Path, setting: dict[str, str], reason: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "readiness", "--lang", "en"],
        capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, **setting, "READINESS_DATA": str(tmp_path)},
    )  # fmt: skip
    assert ended.returncode == 2
    (sentence,) = ended.stderr.splitlines()
    platform = setting["QT_QPA_PLATFORM"]
    told = f"readiness: The window cannot be opened with QT_QPA_PLATFORM={platform}. Remove that setting."
    assert sentence.startswith(f"{told} Qt says: {reason}")
