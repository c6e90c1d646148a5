"""The headset probe against a real sound server, in a process of its own as the program runs it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pipewire_server import BOTH_SERVERS
from sound_devices import AIRPODS, EARPHONE, LOUDSPEAKERS, USB_HEADSET
from sound_rig import SoundRig

from readiness.checks import remote_desktop
from readiness.checks.headset import CHECK, Measurement, Policy
from readiness.checks.headset.probe import pause_after_s

PROGRAM = """
import json, sys
from readiness.checks.headset import CHECK, PROBE, Policy
from readiness.model import Measured, Request
microphone, live = json.loads(sys.argv[1])
for said in PROBE.run(Request(microphone=microphone, live=live)):
    if not isinstance(said, Measured):
        continue
    finding = CHECK.judge(said.measurement, Policy())
    about = said.measurement
    told = [finding.code, about.name, about.same_device, about.is_remote_session, about.input_muted]
    print(json.dumps(told), flush=True)
"""


@pytest.fixture(scope="module", params=BOTH_SERVERS)
def rig(request: pytest.FixtureRequest) -> Iterator[SoundRig]:
    with SoundRig(request.param) as rig:
        rig.plug(AIRPODS, default=True)
        rig.plug(LOUDSPEAKERS, default=True)
        yield rig


def start(environment: dict[str, str], microphone: str | None = None, *, live: bool = False) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PROGRAM, json.dumps([microphone, live])],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def findings(rig: SoundRig, microphone: str | None = None) -> list[list[object]]:
    out, _ = start(rig.environment, microphone).communicate(timeout=30)
    return [json.loads(line)[:3] for line in out.splitlines()]


def test_probe_measures_the_default_microphone_once(rig: SoundRig) -> None:
    assert findings(rig) == [["headset.phone_earbuds", "Annas AirPods Pro", False]]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("microphone", "code"),
    [("Evolve2", "headset.not_found"), (AIRPODS.source, "headset.phone_earbuds"), ("tal.wav", "headset.recording")],
)
def test_probe_measures_the_chosen_microphone(rig: SoundRig, microphone: str, code: str) -> None:
    (finding,) = findings(rig, microphone)
    assert finding[0] == code


@pytest.mark.slow
@pytest.mark.parametrize("remote", [True, False])
def test_probe_tells_whether_it_is_a_remote_desktop_that_has_no_microphone(rig: SoundRig, *, remote: bool) -> None:
    here = {name: value for name, value in rig.environment.items() if name not in {"VNCDESKTOP", "XRDP_SESSION"}}
    rig.unplug(AIRPODS)
    try:
        out, _ = start(here | ({"XRDP_SESSION": "1"} if remote else {})).communicate(timeout=30)
    finally:
        rig.plug(AIRPODS, default=True)
    assert json.loads(out)[::3] == ["headset.absent", remote]


def test_remote_desktop_without_a_microphone_leads_to_the_computer_in_front() -> None:
    """A microphone that was chosen on that computer and is not lent is the same fault."""
    for wanted_missing in (True, False):
        elsewhere = Measurement(inputs=0, is_remote_session=True, wanted_missing=wanted_missing)
        finding = CHECK.judge(elsewhere, Policy())
        assert (finding.code, finding.remedy) == ("headset.absent", remote_desktop.REMEDY)
    assert CHECK.judge(Measurement(inputs=0, is_remote_session=False), Policy()).remedy != remote_desktop.REMEDY


@pytest.mark.slow
def test_live_probe_notices_a_new_headset_and_a_changed_output(rig: SoundRig) -> None:
    process = start(rig.environment, live=True)
    assert process.stdout is not None
    with process.stdout:
        assert json.loads(process.stdout.readline())[0] == "headset.phone_earbuds"
        rig.plug(USB_HEADSET, default=True)
        # Between its appearing and its being chosen, a look may fall and see the earbuds again.
        codes = iter(lambda: json.loads(process.stdout.readline())[0] if process.stdout else "", None)
        assert next(code for code in codes if code != "headset.phone_earbuds") == "headset.sound_elsewhere"
        rig.unplug(USB_HEADSET)
        assert next(code for code in codes if code != "headset.sound_elsewhere") == "headset.phone_earbuds"
    process.kill()
    process.wait()


@pytest.mark.slow
def test_live_probe_notices_that_the_microphone_is_muted(rig: SoundRig) -> None:
    process = start(rig.environment, live=True)
    assert process.stdout is not None
    with process.stdout:
        assert json.loads(process.stdout.readline())[4] is False
        rig.mute(AIRPODS)
        assert next(muted for line in process.stdout if (muted := json.loads(line)[4])) is True
    rig.mute(AIRPODS, muted=False)
    process.kill()
    process.wait()


@pytest.mark.slow
def test_silent_sound_server_is_reported(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "native"))
        silent.listen()
        out, _ = start(os.environ | {"PULSE_SERVER": f"unix:{tmp_path / 'native'}"}).communicate(timeout=30)
    assert json.loads(out)[0] == "headset.no_answer"


def test_sound_from_the_same_headset_is_recognized(rig: SoundRig) -> None:
    rig.plug(USB_HEADSET, default=True)
    rig.plug(EARPHONE, default=True)
    try:
        assert findings(rig) == [["headset.ok", "Jabra Evolve2 65 Mono", True]]
    finally:
        rig.unplug(EARPHONE)
        rig.unplug(USB_HEADSET)


@pytest.mark.parametrize(("took_s", "after_s"), [(0.01, 1.0), (0.2, 1.0), (0.5, 2.0), (5.0, 3.0)])
def test_slow_system_is_asked_less_often(took_s: float, after_s: float) -> None:
    assert pause_after_s(took_s) == pytest.approx(after_s)
