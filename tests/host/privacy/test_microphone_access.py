"""Programs that use the microphone, as reported by a private sound server."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
import sound_devices
import sound_rig
from pipewire_server import BOTH_SERVERS
from sound_server import SoundServer

from readiness.host.privacy.device_access import DeviceAccess
from readiness.host.privacy.microphone_access import pulse_access

ASK = """
import json, msgspec
from readiness.host.privacy.microphone_access import microphone_access
print(json.dumps(msgspec.structs.asdict(microphone_access())))
"""


def ask(environment: dict[str, str]) -> DeviceAccess:
    done = subprocess.run([sys.executable, "-c", ASK], env=environment, check=True, capture_output=True, text=True)
    return DeviceAccess(**json.loads(done.stdout))


@pytest.mark.slow
@pytest.mark.parametrize("kind", BOTH_SERVERS)
def test_recorder_counts_as_user_and_monitor_does_not(kind: type[SoundServer]) -> None:
    with sound_rig.SoundRig(kind) as server:
        server.plug(sound_devices.USB_HEADSET, default=True)
        assert ask(server.environment) == DeviceAccess(in_use=False)
        listens = [sys.executable, "-c", LISTEN, sound_devices.USB_HEADSET.source]
        with subprocess.Popen(listens, env=server.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
            assert other.stdout
            assert other.stdout.readline()
            assert ask(server.environment) == DeviceAccess(in_use=True, used_by="Microsoft Teams")
            other.communicate()
        with subprocess.Popen(
            [*listens[:3], f"{sound_devices.USB_HEADSET.feed}.monitor"],
            env=server.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        ) as monitor:  # fmt: skip
            assert monitor.stdout
            assert monitor.stdout.readline()
            assert ask(server.environment) == DeviceAccess(in_use=False)
            monitor.communicate()


LISTEN = """
import subprocess, sys
listens = subprocess.Popen(
    ["parecord", "--raw", "--device", sys.argv[1], "--property=application.process.binary=teams-for-linux"],
    stdout=subprocess.PIPE,
)
listens.stdout.read(4)
print("listens", flush=True)
sys.stdin.read()
listens.kill()
listens.communicate()
"""


@pytest.mark.linux
def test_without_a_server_nothing_is_known() -> None:
    assert ask({**os.environ, "PULSE_SERVER": "unix:/nowhere"}) == DeviceAccess()
    assert pulse_access(None) == DeviceAccess()


def test_our_own_recording_does_not_count() -> None:
    ours = {"application.process.id": str(os.getpid()), "application.process.binary": "python3"}
    assert pulse_access([ours]) == DeviceAccess(in_use=False)
    zoom = {"application.process.id": "1", "application.process.binary": "zoom"}
    unknown = {"application.process.id": "1", "application.name": "Annas program"}
    assert pulse_access([ours, unknown]) == DeviceAccess(in_use=True)
    assert pulse_access([zoom, unknown]) == DeviceAccess(in_use=True, used_by="Zoom")
