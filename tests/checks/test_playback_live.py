"""A voice played back from memory through a real sound server, as the window has it done: in a child of the runner."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sound_devices import EARPHONE, USB_HEADSET
from sound_rig import SoundRig
from speech import RATE_HZ, speech

from readiness.checks.playback import PROBE, play
from readiness.measures.audio.levels import Samples
from readiness.model import Heard, Policy, Request

pytestmark = pytest.mark.slow

PROGRAM = """
import json, sys
from readiness.checks.registry import AT_ONCE
from readiness.checks.playback import PROBE
from readiness.model import Activity, Heard, Request
from readiness.engine.runner import run
if __name__ == "__main__":
    heard = Heard(int(sys.argv[1]), sys.stdin.buffer.read())
    said = [event.what for event in run([PROBE], AT_ONCE.checks, Request(heard=heard, output=sys.argv[2] or None))]
    texts = [each.text for each in said if isinstance(each, Activity)]
    print(json.dumps([[type(each).__name__ for each in said], texts]))
"""
VOICE = speech()[RATE_HZ // 2 : 3 * RATE_HZ]


@pytest.fixture
def rig() -> Iterator[SoundRig]:
    with SoundRig() as rig:
        rig.plug(USB_HEADSET, default=True)
        rig.plug(EARPHONE, default=True)
        yield rig


def listened(rig: SoundRig, sound: Samples, rate_hz: int, output: str = "") -> tuple[list[str], list[str]]:
    pcm = np.round(sound * 32767).astype("<i2").tobytes()
    command = [sys.executable, "-W", "error", "-c", PROGRAM, str(rate_hz), output]
    done = subprocess.run(command, env=rig.environment, input=pcm, capture_output=True, timeout=30, check=True)
    kinds, texts = json.loads(done.stdout)
    return kinds, texts


@pytest.mark.parametrize("rate_hz", [RATE_HZ, 16_000])
def test_recorded_voice_is_played_back(rig: SoundRig, tmp_path: Path, rate_hz: int) -> None:
    command = ["parec", "--raw", f"--device={EARPHONE.sink}.monitor", "--format=s16le", "--channels=1", "--rate=16000"]
    slow = VOICE.reshape(-1, RATE_HZ // 16_000).mean(axis=1)
    raw = tmp_path / "played"
    with (
        raw.open("wb") as file,
        subprocess.Popen([*command, "--latency-msec=50"], env=rig.environment, stdout=file) as monitor,
    ):
        kinds, _ = listened(rig, VOICE if rate_hz == RATE_HZ else slow, rate_hz)
        a_second_more = raw.stat().st_size + 2 * 16_000
        while raw.stat().st_size < a_second_more:
            with contextlib.suppress(subprocess.TimeoutExpired):
                monitor.wait(0.1)
        monitor.terminate()
    out = np.fromfile(raw, dtype="<i2").astype(np.float32) / 32767
    assert (kinds[0], kinds[1], kinds[-1]) == ("Started", "Activity", "Ended")
    assert kinds.count("Level") == pytest.approx(30 * VOICE.size / RATE_HZ, abs=2)
    size = out.size + slow.size
    match = np.fft.irfft(np.fft.rfft(out, size) * np.conj(np.fft.rfft(slow, size)), size)
    assert match.max() / np.square(slow).sum() == pytest.approx(1, abs=0.1)


def test_missing_output_is_reported(rig: SoundRig) -> None:
    kinds, texts = listened(rig, VOICE, RATE_HZ, "Fantasi")
    assert kinds == ["Started", "Activity", "Activity", "Ended"]
    assert "Choose another output" in texts[-1]


def test_nothing_is_played_without_a_recording() -> None:
    assert list(play(Request())) == []
    assert PROBE.deadline_s(Policy()) > 10
    assert b"secret" not in repr(Heard(RATE_HZ, b"secret")).encode()
