"""`readiness check` uses the answers stored by the window, and reports when it cannot read them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sound_devices import Microphone
from sound_rig import SoundRig

from readiness.checks.headset.device_key import device_key
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.storage.preferences import HeadsetAnswer, Preferences, preferences_file, write

pytestmark = pytest.mark.slow

MODEL_X7 = Microphone(
    source="alsa_input.usb-Model_X7-00.mono-fallback",
    portaudio_name="Microphone (Model X7)",
    properties={
        "device.description": "Model X7",
        "device.bus": "usb",
        "device.vendor.id": "1234",
        "device.product.id": "5678",
    },
)
KEY = device_key(AudioEndpoint(name="Model X7", bus="usb", vid_pid="1234:5678"))


@pytest.fixture(scope="module")
def rig() -> Iterator[SoundRig]:
    with SoundRig() as rig:
        rig.plug(MODEL_X7, default=True)
        yield rig


def check(rig: SoundRig, folder: Path) -> tuple[str, str]:
    command = [sys.executable, "-m", "readiness", "check", "--only", "headset", "--json", "--lang", "en"]
    environment = {**rig.environment, "READINESS_DATA": str(folder)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    return json.loads(done.stdout)["findings"][0]["code"], done.stderr


@pytest.mark.parametrize(
    ("answer", "code"), [(None, "headset.ask"), (True, "headset.ok"), (False, "headset.answered_no")]
)
def test_stored_headset_answer_decides(rig: SoundRig, tmp_path: Path, answer: bool | None, code: str) -> None:  # noqa: FBT001
    if answer is not None:
        answers = {KEY: HeadsetAnswer(is_headset=answer, on=date(2026, 11, 20))}
        write(preferences_file(tmp_path), Preferences(headsets=answers))
    assert check(rig, tmp_path) == (code, "")


def test_damaged_preferences_are_set_aside_and_reported(rig: SoundRig, tmp_path: Path) -> None:
    preferences_file(tmp_path).write_bytes(b"{")
    code, stderr = check(rig, tmp_path)
    assert code == "headset.ask"
    assert "remembered.damaged" in stderr
    assert preferences_file(tmp_path).with_suffix(".damaged").read_bytes() == b"{"
