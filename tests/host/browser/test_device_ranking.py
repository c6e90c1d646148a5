"""Which microphone Chrome takes, by the order that it keeps in a profile."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from readiness.host.audio.endpoint import AudioEndpoint, choose_endpoint
from readiness.host.audio.meeting_endpoints import with_chrome_default
from readiness.host.browser.device_ranking import DeviceRanking, preferred, ranking, read_ranking, same_name

JABRA, ARRAY = "Mikrofon (Jabra Evolve2 65)", "Mikrofonuppsättning (Intel® Smart Sound Technology)"
ORDER = (f"{JABRA} (0b0e:0e38)", "default", ARRAY)


@pytest.mark.parametrize(
    ("ranked", "there", "taken"),
    [
        (ORDER, (ARRAY, JABRA), JABRA),
        (ORDER, (ARRAY,), None),
        (("Gone (1111:2222)", ARRAY, "default"), (JABRA, ARRAY), ARRAY),
        ((), (JABRA,), None),
        (("Communications", JABRA), (JABRA,), None),
        (("",), ("",), None),
    ],
)
def test_first_connected_device_of_the_ranking_is_chosen(
    ranked: tuple[str, ...], there: tuple[str, ...], taken: str | None
) -> None:
    assert preferred(ranked, there) == taken


def test_ranking_precedes_the_system_default() -> None:
    endpoints = (
        AudioEndpoint(name=ARRAY, id="a", is_default=True),
        AudioEndpoint(name=JABRA, id="j"),
        AudioEndpoint(name=JABRA, id="o", direction="output", is_default=True),
    )
    chosen, systems = (
        choose_endpoint(with_chrome_default(endpoints, ORDER)),
        choose_endpoint(with_chrome_default(endpoints, ("default",))),
    )
    assert chosen is not None
    assert systems is not None
    assert (chosen.id, chosen.is_default, systems.id) == ("j", True, "a")
    assert with_chrome_default(endpoints, ORDER)[2].is_default


@pytest.mark.parametrize(
    ("label", "name", "same"),
    [
        ("MacBook Pro Microphone (Built-in)", "MacBook Pro Microphone", True),
        ("Headset (AirPods) (Bluetooth)", "Headset (AirPods)", True),
        ("HD Webcam C920 (046d:082d)", "HD  Webcam c920", True),
        ("HD Webcam", "HD Webcam C920", False),
        ("FaceTime HD Camera (Built-in) (05ac:8514)", "FaceTime HD Camera (Built-in)", True),
        ("FaceTime HD Camera (Built-in)", "FaceTime HD Camera (Built-in)", True),
        ("FaceTime HD Camera", "FaceTime HD Camera (Built-in)", False),
        ("", "", False),
    ],
)
def test_suffix_that_chrome_adds_to_names_is_ignored(label: str, name: str, *, same: bool) -> None:
    assert same_name(label, name) is same


@pytest.mark.parametrize("torn", ["", "{", "[]", '{"media": 7}', '{"media": {"audio_input": 1}}'])
def test_ranking_is_read_again_after_the_profile_changed(tmp_path: Path, torn: str) -> None:
    file = tmp_path / "Default/Preferences"
    file.parent.mkdir()
    assert read_ranking(tmp_path) == DeviceRanking()
    content = {"media": {"audio_input": {"user_preference_ranking": [*ORDER, 7]}, "video_input": None}}
    file.write_text(json.dumps(content), encoding="utf-8")
    assert read_ranking(tmp_path) == ranking(content) == DeviceRanking(microphones=ORDER)
    file.write_text(torn, encoding="utf-8")
    os.utime(file, (1, 1))
    assert read_ranking(tmp_path) == DeviceRanking()
