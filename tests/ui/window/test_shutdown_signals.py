"""The whole window in its own process: on a signal it ends with its probes and releases all devices."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.slow

ENDS_WITHIN_S = 1.0
SLOW = 3
"""How many times as long other work on the same computer may make it."""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_window_ends_within_a_second(number: signal.Signals, tmp_path: Path) -> None:
    environment = os.environ | {"READINESS_DATA": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen([sys.executable, "-m", "readiness"], env=environment) as window:
        whole = psutil.Process(window.pid)
        ends_s = time.monotonic() + 30
        while len(whole.children(recursive=True)) < 2:
            assert time.monotonic() < ends_s
            time.sleep(0.1)
        time.sleep(1.0)
        probes = whole.children(recursive=True)
        begun_s = time.monotonic()
        window.send_signal(number)
        assert window.wait(30) == 130
        assert time.monotonic() - begun_s < SLOW * ENDS_WITHIN_S
    _, left = psutil.wait_procs(probes, timeout=1)
    assert not left
