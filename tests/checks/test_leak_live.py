"""The leak test through a real sound server: an output whose sound reaches the microphone, attenuated and delayed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sound_devices import EARPHONE, LOUDSPEAKERS, USB_HEADSET
from sound_rig import SoundRig
from speech import RATE_HZ, noise, write_wav

pytestmark = pytest.mark.slow

PROGRAM = """
import json, sys
from readiness.checks.leak import CHECK, Policy
from readiness.checks.leak.probe import play_and_listen
from readiness.model import Measured, Request
wanted = json.loads(sys.argv[1])
measured = [each for each in play_and_listen(Request(output=wanted)) if isinstance(each, Measured)][-1].measurement
print(json.dumps([CHECK.judge(measured, Policy()).code, measured.echo_loss_db, measured.round_trip_ms]))
"""


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[SoundRig]:
    with SoundRig() as rig:
        rig.plug(USB_HEADSET, default=True)
        rig.plug(EARPHONE, default=True)
        rig.feed(USB_HEADSET, write_wav(tmp_path / "room.wav", noise(60 * RATE_HZ, -75)))
        yield rig


def ask(rig: SoundRig, output: str | None = None) -> tuple[str, float | None, float | None]:
    command = [sys.executable, "-W", "error", "-c", PROGRAM, json.dumps(output)]
    done = subprocess.run(command, env=rig.environment, capture_output=True, text=True, timeout=40, check=True)
    code, echo_loss_db, round_trip_ms = json.loads(done.stdout)
    return code, echo_loss_db, round_trip_ms


def test_leak_is_found_with_loss_and_delay_and_no_path_is_no_leak(rig: SoundRig) -> None:
    assert ask(rig)[:2] == ("leak.ok", None)
    delays = []
    for delay_ms in (50, 300):
        path = rig.couple(EARPHONE, USB_HEADSET, loss_db=30, delay_ms=delay_ms)
        code, echo_loss_db, round_trip_ms = ask(rig)
        assert code == "leak.heard"
        assert echo_loss_db == pytest.approx(30, abs=0.5)
        assert round_trip_ms is not None
        delays.append(round_trip_ms)
        rig.uncouple(path)
    # How full a client's buffers are when the first sample leaves moves it by about a block.
    assert delays[1] - delays[0] == pytest.approx(250, abs=100)
    rig.couple(EARPHONE, USB_HEADSET, loss_db=60, delay_ms=50)
    assert ask(rig)[0] == "leak.ok"


def test_chosen_output_is_tested(rig: SoundRig) -> None:
    rig.plug(LOUDSPEAKERS)
    rig.couple(LOUDSPEAKERS, USB_HEADSET, loss_db=20, delay_ms=50)
    assert ask(rig)[0] == "leak.ok"
    code, echo_loss_db, _ = ask(rig, LOUDSPEAKERS.sink)
    assert code == "leak.heard"
    assert echo_loss_db == pytest.approx(20, abs=0.5)


def test_muted_and_no_such_output(rig: SoundRig) -> None:
    rig.mute(USB_HEADSET)
    assert ask(rig)[0] == "leak.muted"
    assert ask(rig, "Fantasi")[0] == "leak.no_output"


def test_nothing_is_played_while_another_program_records(rig: SoundRig) -> None:
    with rig.another_listens(USB_HEADSET):
        assert ask(rig)[0] == "leak.in_a_meeting"
    assert ask(rig)[0] == "leak.ok"
