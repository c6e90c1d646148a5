"""WASAPI streams opened by a Windows Python. The rig has a Jabra Evolve2 65 without input, so it is exactly silent."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import _sounddevice_data  # type: ignore[import-not-found]  # part of the wheel for Windows only
import pytest

from readiness.checks.microphone import CHECK, Measurement, Policy
from readiness.checks.microphone.probe import listen
from readiness.host.audio.endpoints import is_input_muted
from readiness.host.audio.microphone_stream import open_microphone
from readiness.host.audio.portaudio import SoundError, devices, fault_in, load
from readiness.model import Level, Measured, Request
from readiness.model import Policy as WholePolicy

pytestmark = pytest.mark.sound_rig
UNSUPPORTED_FORMAT, INVALID_DEVICE = 0x88890008, -9996


@pytest.mark.parametrize("wanted", [None, "Evolve2", "AirPods", "C920"])
def test_a_microphone_opens_at_its_own_rate_and_gives_sound(wanted: str | None) -> None:
    with open_microphone(wanted) as stream:
        # Without a wish it is the default, which Wine calls PulseAudio.
        assert (wanted or "PulseAudio") in stream.name
        blocks = [stream.read() for _ in range(5)]
        assert stream.rate_hz in {16_000, 44_100, 48_000}
        assert {block.ndim for block in blocks} == {1}
        assert stream.muted_in_system() is False


def test_missing_microphone_raises() -> None:
    with pytest.raises(SoundError) as caught, open_microphone("Fantasi"):
        pass
    assert caught.value.fault == "not_found"


def test_why_wasapi_refuses_is_read_from_portaudio() -> None:
    sounddevice = load()
    source = devices(sounddevice, "input")[0]
    exclusive = sounddevice.WasapiSettings(exclusive=True)  # Wine grants it to nobody
    with pytest.raises(sounddevice.PortAudioError):
        sounddevice.InputStream(device=source.index, extra_settings=exclusive)
    last = sounddevice._lib.Pa_GetLastHostErrorInfo()
    assert (last.hostApiType, last.errorCode & 0xFFFFFFFF) == (sounddevice._lib.paWASAPI, UNSUPPORTED_FORMAT)
    assert fault_in(sounddevice.PortAudioError("Invalid device", INVALID_DEVICE), sounddevice) == "refused"


def test_portaudio_of_another_program_is_not_loaded(tmp_path: Path) -> None:
    own = next(Path(next(iter(_sounddevice_data.__path__))).rglob("libportaudio64bit.dll"))
    shutil.copy(own, tmp_path / "portaudio.dll")
    code = "from readiness.host.audio.portaudio import load; print(load()._libname)"
    environment = {**os.environ, "PATH": f"{tmp_path};{os.environ['PATH']}"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert Path(done.stdout.strip()) == own


def test_mute_of_an_unplugged_microphone_cannot_be_asked() -> None:
    with pytest.raises(LookupError):
        is_input_muted("{0.0.1.00000000}.{3f9ba4f8-0b5c-4d8c-9a3e-6a8d5d1f2c11}")


def test_silence_is_judged_at_the_end_of_the_time_limit() -> None:
    limits = Policy(listen_s=1)
    messages = list(listen(Request(microphone="Evolve2", policy=WholePolicy((limits,)))))
    assert any(isinstance(each, Level) for each in messages)
    last = messages[-1]
    assert isinstance(last, Measured)
    assert last.settled
    assert isinstance(last.measurement, Measurement)
    assert CHECK.judge(last.measurement, limits).code == "microphone.muted"
