"""Measurements combined with the system's access permissions and the programs in use."""

from __future__ import annotations

import pytest

from readiness.checks.microphone import CHECK, Measurement, Policy
from readiness.checks.microphone.live_voice import with_access
from readiness.host.privacy.device_access import DeviceAccess

HEARD = Measurement(
    finished=True, speech_s=4, level_dbfs=-30, speech_level_dbfs=-26, snr_db=40, clipping_per_s=0, clipping_percent=0,
    dropouts_count=0, dropouts_percent=0, bandwidth_hz=8000, digital_silence=False,
)  # fmt: skip
SILENCE = Measurement(finished=True, level_dbfs=-120, digital_silence=True)
FREE = DeviceAccess(denied=False, in_use=False)


@pytest.mark.parametrize(
    ("measurement", "access", "code"),
    [
        (HEARD, FREE, "ok"),
        (HEARD, DeviceAccess(), "ok"),
        (HEARD, DeviceAccess(denied=True, denied_by="user"), "ok"),
        (HEARD, DeviceAccess(in_use=True, used_by="Google Chrome"), "ok"),
        (HEARD, DeviceAccess(in_use=True), "ok"),
        (HEARD, DeviceAccess(in_use=True, used_by="Microsoft Teams"), "in_call"),
        (SILENCE, FREE, "muted"),
        (SILENCE, DeviceAccess(denied=True, denied_by="user"), "denied"),
        (SILENCE, DeviceAccess(denied=True, denied_by="it"), "denied_by_it"),
        (Measurement(fault="refused"), DeviceAccess(denied=True, denied_by="desktop_programs"), "denied"),
        (Measurement(fault="refused"), FREE, "refused"),
        (Measurement(fault="denied"), DeviceAccess(), "denied"),
        (Measurement(fault="absent"), DeviceAccess(denied=True, denied_by="it"), "absent"),
        (Measurement(fault="busy"), DeviceAccess(in_use=True, used_by="Zoom"), "busy"),
        (Measurement(fault="busy"), DeviceAccess(in_use=True), "busy"),
    ],
)
def test_code_for_measurement_and_access(measurement: Measurement, access: DeviceAccess, code: str) -> None:
    assert CHECK.judge(with_access(measurement, access), Policy()).code == f"microphone.{code}"


def test_known_program_is_named() -> None:
    known, unknown = DeviceAccess(in_use=True, used_by="Zoom"), DeviceAccess(in_use=True)
    busy = Measurement(fault="busy")
    assert "{used_by}" in CHECK.judge(with_access(busy, known), Policy()).headline
    assert "{used_by}" not in CHECK.judge(with_access(busy, unknown), Policy()).headline
