"""The probe on real PortAudio streams from virtual microphones, in a process of its own as the program runs it.

A sound server on a busy machine loses sound, and the program rightly reports it. These tests therefore check which
microphone was recorded and how its result develops, but neither lost sound nor durations.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pipewire_server import PipeWireServer
from sound_devices import BUILT_IN, NARROW_BAND_EARBUDS, USB_HEADSET, Microphone
from sound_rig import SoundRig
from speech import RATE_HZ, noise, speech, write_wav

pytestmark = pytest.mark.slow

PROGRAM = """
import json, sys
from readiness.checks.microphone import CHECK, Policy
from readiness.checks.microphone.probe import listen
from readiness.model import Level, Measured, Policy as Whole, Request
name, listen_s, live = json.loads(sys.argv[1])
limits = Policy(listen_s=listen_s, speech_enough_s=1)
levels = 0
for said in listen(Request(microphone=name, live=live, policy=Whole((limits,)))):
    levels += isinstance(said, Level)
    if isinstance(said, Measured):
        finding = CHECK.judge(said.measurement, limits)
        heard = said.measurement
        print(json.dumps([finding.code, said.settled, levels, heard.heard_s, heard.bandwidth_hz]), flush=True)
"""
VOICE = {f"microphone.{what}" for what in ("ok", "dropouts", "broken", "crackle")}
"""Codes that a good voice may get on a busy machine."""

HANGS_S = 240


@pytest.fixture(scope="module")
def voice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sound = speech()[: 6 * RATE_HZ]
    return write_wav(tmp_path_factory.mktemp("sound") / "voice.wav", sound + noise(sound.size, -65))


@pytest.fixture
def rig() -> Iterator[SoundRig]:
    with SoundRig() as rig:
        rig.plug(USB_HEADSET, default=True)
        yield rig


@pytest.fixture
def pipewire() -> Iterator[SoundRig]:
    with SoundRig(PipeWireServer) as rig:
        rig.plug(USB_HEADSET, default=True)
        yield rig


def start(rig: SoundRig, name: str | None = None, listen_s: float = 2, *, live: bool = False) -> subprocess.Popen[str]:
    arguments = json.dumps([name, listen_s, live])
    command = [sys.executable, "-W", "error", "-c", PROGRAM, arguments]
    return subprocess.Popen(command, env=rig.environment, stdout=subprocess.PIPE, text=True)


def messages_of(process: subprocess.Popen[str]) -> list[tuple[str, bool, int, float, float | None]]:
    out, _ = process.communicate(timeout=HANGS_S)
    return [tuple(json.loads(line)) for line in out.splitlines()]


@pytest.mark.parametrize("name", [None, "Evolve2", USB_HEADSET.portaudio_name])
def test_voice_is_measured_in_the_chosen_microphone(rig: SoundRig, voice: Path, name: str | None) -> None:
    rig.plug(BUILT_IN)
    rig.feed(USB_HEADSET, voice)
    everything = messages_of(start(rig, name, listen_s=10))
    code, settled, levels, heard_s, _ = everything[-1]
    assert code in VOICE
    assert settled
    assert 14 < levels / heard_s < 16
    assert {each[:2] for each in everything[:-1]} == {("microphone.not_assessed", False)}


def test_voice_is_measured_on_pipewire_until_the_microphone_is_pulled_out(pipewire: SoundRig, voice: Path) -> None:
    pipewire.plug(BUILT_IN)
    pipewire.feed(USB_HEADSET, voice)
    process = start(pipewire, "Evolve2", listen_s=10, live=True)
    assert process.stdout is not None
    answers = (json.loads(line) for line in process.stdout)
    assert next(each for each in answers if each[1])[0] in VOICE
    pipewire.unplug(USB_HEADSET)
    assert messages_of(process)[-1][:2] == ("microphone.unplugged", True)


def test_narrow_band_is_recognized_at_any_server_rate(rig: SoundRig, voice: Path) -> None:
    rig.plug(NARROW_BAND_EARBUDS)
    rig.feed(NARROW_BAND_EARBUDS, voice)
    code, *_, bandwidth_hz = messages_of(start(rig, NARROW_BAND_EARBUDS.source, listen_s=10))[-1]
    assert code in VOICE - {"microphone.ok"} | {"microphone.narrow_band"}
    assert bandwidth_hz is not None
    assert bandwidth_hz < 4500


def test_muted_in_the_system(rig: SoundRig, voice: Path) -> None:
    rig.feed(USB_HEADSET, voice)
    rig.mute(USB_HEADSET)
    assert messages_of(start(rig))[-1][:2] == ("microphone.muted", True)


@pytest.mark.parametrize(("level_dbfs", "what"), [(-85.0, "silent"), (-50.0, "no_speech")])
def test_silence_gives_no_speech(rig: SoundRig, tmp_path: Path, level_dbfs: float, what: str) -> None:
    rig.feed(USB_HEADSET, write_wav(tmp_path / "hiss.wav", noise(10 * RATE_HZ, level_dbfs)))
    *before, last = messages_of(start(rig))
    assert last[:2] == (f"microphone.{what}", True)
    assert {each[:2] for each in before} == {("microphone.not_assessed", False)}


@pytest.mark.parametrize("others", [(), (BUILT_IN,)], ids=["the only one", "the server gives another instead"])
def test_unplugged_while_recording(rig: SoundRig, others: tuple[Microphone, ...]) -> None:
    for other in others:
        rig.plug(other)
    process = start(rig, USB_HEADSET.source, listen_s=20)
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())[1] is False
    rig.unplug(USB_HEADSET)
    assert messages_of(process)[-1][:2] == ("microphone.unplugged", True)


def test_result_stays_when_the_person_stops_speaking(rig: SoundRig, voice: Path) -> None:
    rig.feed(USB_HEADSET, voice)
    process = start(rig, listen_s=3, live=True)
    assert process.stdout is not None
    with process.stdout:
        answers = (json.loads(line) for line in process.stdout)
        assert next(each for each in answers if each[1])[0] in VOICE
        later = [next(answers) for _ in range(16)]
        assert {each[0] for each in later} <= VOICE
        rig.mute(USB_HEADSET)
        assert next(each[0] for each in answers if each[0] not in VOICE) == "microphone.muted"
        process.kill()
    process.wait()


@pytest.mark.parametrize(("name", "what"), [("Fantasi", "not_found"), (None, "absent")])
def test_unknown_microphone(name: str | None, what: str) -> None:
    with SoundRig() as empty:
        if name:
            empty.plug(USB_HEADSET)
        assert messages_of(start(empty, name))[-1][:2] == (f"microphone.{what}", True)


def test_without_portaudio_the_sound_system_is_missing(rig: SoundRig) -> None:
    listed = subprocess.run(["ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    hidden = [line.split("=> ")[1] for line in listed.splitlines() if "libportaudio" in line]
    assert hidden
    # An empty file in its place, for this one process.
    inside = " && ".join([f"mount --bind /dev/null {Path(each).resolve()}" for each in hidden] + ['exec "$@"'])
    arguments = json.dumps([None, 2, False])
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", inside, "sh", sys.executable, "-c", PROGRAM]
    process = subprocess.Popen([*command, arguments], env=rig.environment, stdout=subprocess.PIPE, text=True)
    assert messages_of(process)[-1][:2] == ("microphone.no_audio_system", True)
