"""The tone test through a real sound server: first on the left alone, then on the right alone."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sound_devices import EARPHONE, LOUDSPEAKERS
from sound_rig import SoundRig

from readiness.checks.side_tones import PAUSE_S, PROBE, TONE_S, tone
from readiness.model import Policy

PROGRAM = """
import sys
from readiness.checks.side_tones import play
from readiness.model import Request
for each in play(Request(output=sys.argv[1] or None)):
    print(type(each).__name__, getattr(each, "text", ""))
"""


@pytest.fixture
def rig() -> Iterator[SoundRig]:
    """Two outputs; the meeting's is the system's default, as Chrome has it."""
    with SoundRig() as rig:
        rig.plug(LOUDSPEAKERS)
        rig.plug(EARPHONE, default=True)
        yield rig


def played(rig: SoundRig, output: str = "") -> list[str]:
    command = [sys.executable, "-W", "error", "-c", PROGRAM, output]
    done = subprocess.run(command, env=rig.environment, capture_output=True, text=True, timeout=30, check=True)
    return done.stdout.splitlines()


@pytest.mark.slow
def test_each_side_gets_its_tone(rig: SoundRig, tmp_path: Path) -> None:
    command = ["parec", "--raw", f"--device={EARPHONE.sink}.monitor", "--format=s16le", "--channels=2", "--rate=16000"]
    raw = tmp_path / "played"
    with (
        raw.open("wb") as file,
        subprocess.Popen([*command, "--latency-msec=50"], env=rig.environment, stdout=file) as monitor,
    ):
        activities = played(rig)
        a_second_more = raw.stat().st_size + 4 * 16_000
        while raw.stat().st_size < a_second_more:
            with contextlib.suppress(subprocess.TimeoutExpired):
                monitor.wait(0.1)
        monitor.terminate()
    samples = np.fromfile(raw, dtype="<i2").reshape(-1, 2).astype(np.float64) / 32767
    left, right = (np.flatnonzero(np.abs(samples[:, side]) > 0.005) for side in (0, 1))
    assert left.size
    assert right.size
    assert left[-1] < right[0]
    assert np.sqrt(np.square(samples[left[0] : left[-1], 0]).mean()) == pytest.approx(10 ** (-30 / 20), rel=0.15)
    texts = [line for line in activities if line.startswith("Activity")]
    assert texts == ["Activity A tone on the left", "Activity A tone on the right"]
    assert sum(line.startswith("Level") for line in activities) == pytest.approx(60 * (TONE_S + PAUSE_S), abs=4)


def test_missing_output_is_reported(rig: SoundRig) -> None:
    assert "Choose another output" in played(rig, "Fantasi")[-1]


@pytest.mark.parametrize("side", [0, 1])
def test_a_tone_is_on_one_side_and_soft(side: int) -> None:
    sound = tone(48_000, side)
    assert not sound[:, 1 - side].any()
    assert np.abs(sound).max() < 0.05
    assert PROBE.deadline_s(Policy()) > 2 * (TONE_S + PAUSE_S)
