"""What the history keeps of a run: devices by anonymous keys, and only those of the station itself."""

from __future__ import annotations

import pytest

from readiness.checks import browser, camera, connection, headset
from readiness.model import CheckMeasurement
from readiness.support.run_record import of_this_station, pseudonym, things


def test_devices_come_from_measurements_without_names() -> None:
    found = things(
        [
            camera.Measurement(name="Annas kamera", camera_id="usb-Annas_kamera-00"),
            headset.Measurement(
                name="Annas AirPods", id="bluez_source.AA_BB", vid_pid="004c:200e", output_key="Annas AirPods"
            ),
            browser.Measurement(chrome_version="156.0.1.2"),
            connection.Measurement(link_kind="wired", adapter_label="Annas nät"),
        ],
        salt="s",
    )
    assert set(found) == {"camera", "microphone", "output", "browser", "connection"}
    assert (found["browser"], found["connection"]) == ("156.0.1.2", "wired")
    assert found["microphone"].startswith("004c:200e#")
    assert "Anna" not in str(found)


@pytest.mark.parametrize(
    ("measured", "own"),
    [
        ((), True),
        ((camera.Measurement(source_kind="physical"), headset.Measurement(device_class="call_headset")), True),
        ((camera.Measurement(), headset.Measurement()), True),
        ((camera.Measurement(source_kind="video"),), False),
        ((camera.Measurement(source_kind="network"),), False),
        ((camera.Measurement(source_kind="still"),), False),
        ((browser.Measurement(), headset.Measurement(device_class="recording")), False),
    ],
)
def test_films_and_recordings_do_not_count_as_devices(measured: tuple[CheckMeasurement, ...], own: bool) -> None:  # noqa: FBT001
    assert of_this_station(measured) is own


def test_pseudonym_depends_on_device_and_station() -> None:
    assert pseudonym("a", "s") == pseudonym("a", "s") != pseudonym("a", "t")
    assert pseudonym("a", "s") != pseudonym("b", "s")
    assert pseudonym(None, "s") == pseudonym("", "s") == ""
