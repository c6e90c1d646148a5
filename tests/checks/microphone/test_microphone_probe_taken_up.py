"""A microphone that is known by its key, and a voice that is taken up again after an interruption; real streams."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from sound_devices import BUILT_IN, USB_HEADSET
from sound_rig import SoundRig

pytestmark = pytest.mark.slow

PROGRAM = """
import json, sys
from readiness.checks.headset.measure import measure as measure_headset
from readiness.checks import headset
from readiness.checks.microphone import CHECK, Measurement, Policy
from readiness.checks.microphone.probe import listen
from readiness.host.audio.endpoints import list_endpoints
from readiness.model import Measured, Policy as Whole, Request
part, name, speech_s = json.loads(sys.argv[1])
found = next((each for each in measure_headset(list_endpoints()).microphones if part in each.name), None)
so_far = Measurement(name=name, finished=True, speech_s=speech_s, speech_level_dbfs=-26.0, snr_db=40.0,
                     clipping_per_s=0.0, dropouts_count=0, bandwidth_hz=12000.0)
limits = Policy(listen_s=1.5)
request = Request(microphone=found.key if found else "0" * 32, live=True, so_far=so_far, policy=Whole((limits,)))
for said in listen(request):
    if isinstance(said, Measured) and said.settled:
        finding = CHECK.judge(said.measurement, limits)
        print(json.dumps([finding.code, said.measurement.name]), flush=True)
        break
"""


@pytest.fixture(scope="module")
def rig() -> Iterator[SoundRig]:
    with SoundRig() as rig:
        rig.plug(BUILT_IN, default=True)
        rig.plug(USB_HEADSET)
        yield rig


def measured(rig: SoundRig, part: str, name: str, speech_s: float) -> tuple[str, str | None]:
    command = [sys.executable, "-W", "error", "-c", PROGRAM, json.dumps([part, name, speech_s])]
    out = subprocess.run(command, env=rig.environment, capture_output=True, text=True, timeout=40, check=True).stdout
    code, opened = json.loads(out)
    return code, opened


HEADSET = USB_HEADSET.properties["device.description"]


def test_earlier_measurement_stays_valid_during_silence(rig: SoundRig) -> None:
    assert measured(rig, "Jabra", HEADSET, 4.0) == ("microphone.ok", HEADSET)


@pytest.mark.parametrize(
    ("name", "speech_s"), [("Another microphone", 4.0), (HEADSET, 0.1)], ids=["another one", "no voice"]
)
def test_earlier_measurement_of_another_microphone_is_dropped(rig: SoundRig, name: str, speech_s: float) -> None:
    code, opened = measured(rig, "Jabra", name, speech_s)
    assert code != "microphone.ok"
    assert opened == HEADSET


def test_unknown_device_key_opens_no_other_microphone(rig: SoundRig) -> None:
    assert measured(rig, "none has this name", HEADSET, 4.0) == ("microphone.not_found", None)
