"""How often are headsets classified correctly? Names of headsets and other devices, as each system writes them.

The limits: nothing else is ever called a headset; at most 2 % of headsets are refused; at most 15 % are asked about by
name alone, also when Windows' MME interface has cut the name after 31 characters.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from readiness.checks.headset import Policy
from readiness.checks.headset.classify import classify
from readiness.checks.headset.probe import judge_device
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.model import Outcome

pytestmark = pytest.mark.slow

LISTS = Path(__file__).parent / "lists"
with (LISTS / "names.csv").open(encoding="utf-8", newline="") as _file:
    NAMES = [(row["name"], row["headset"] == "yes") for row in csv.DictReader(_file)]
with (LISTS / "second.csv").open(encoding="utf-8", newline="") as _file:
    SECOND = [(row["name"], row["label"]) for row in csv.DictReader(_file)]
RECORDED = sorted({path.stem for path in LISTS.glob("*.csv")} - {"names", "second"})
"""Lists with the answer that each device is to get; docs/headset-sets.md says what is in them."""

HEADSETS = [name for name, headset in NAMES if headset]
OTHERS = [name for name, headset in NAMES if not headset]


@pytest.mark.parametrize("letters", [200, 31], ids=["whole", "cut"])
@pytest.mark.parametrize(
    ("bus", "form_factor", "vid_pid"),
    [("", "", ""), ("bluetooth", "headset", ""), ("usb", "headset", ""), ("usb", "", "ffff:0001")],
    ids=["name alone", "Bluetooth", "USB headset", "USB"],
)
def test_no_other_device_is_called_a_headset(letters: int, bus: str, form_factor: str, vid_pid: str) -> None:
    passed = [
        name
        for name in OTHERS
        if judge_device(name=name[:letters], bus=bus, form_factor=form_factor, vid_pid=vid_pid, policy=Policy()).outcome
        is Outcome.PASS
    ]
    assert passed == []


@pytest.mark.parametrize("letters", [200, 31], ids=["whole", "cut"])
def test_few_headsets_are_refused_or_get_a_question(letters: int) -> None:
    found = Counter(judge_device(name=name[:letters], policy=Policy()).outcome for name in HEADSETS)
    assert found[Outcome.FAIL] + found[Outcome.WARN] <= 0.02 * len(HEADSETS)
    assert found[Outcome.NOT_ASSESSED] <= 0.15 * len(HEADSETS)


def test_most_other_devices_are_refused() -> None:
    refused = sum(judge_device(name=name, policy=Policy()).outcome is Outcome.FAIL for name in OTHERS)
    assert refused >= 0.85 * len(OTHERS)


MME_LETTERS = 31
REFUSED = {"phone_earbuds", "bt_headphones", "builtin_mic", "webcam_mic", "speakerphone"}
CONNECTIONS = {
    "phone_earbuds": ("bluetooth", "headset"),
    "bt_headphones": ("bluetooth", "headset"),
    "builtin_mic": ("internal", "microphone"),
    "webcam_mic": ("usb", "webcam"),
    "speakerphone": ("usb", ""),
    "call_headset": ("usb", "headset"),
    "gaming_headset": ("usb", "headset"),
    "analog_jack_unknown": ("internal", "headset"),
}


@pytest.mark.parametrize("letters", [200, 31], ids=["whole", "cut"])
@pytest.mark.parametrize("with_system_properties", [False, True], ids=["name alone", "with what the system says"])
def test_second_list_meets_the_limits(letters: int, *, with_system_properties: bool) -> None:
    found: dict[str, Counter[Outcome]] = {}
    for name, label in SECOND:
        bus, form_factor = CONNECTIONS.get(label, ("", "")) if with_system_properties else ("", "")
        finding = judge_device(name=name[:letters], bus=bus, form_factor=form_factor, policy=Policy())
        found.setdefault(label, Counter())[finding.outcome] += 1
    headsets = found["call_headset"] + found["gaming_headset"]
    assert {label: found[label][Outcome.PASS] for label in REFUSED} == dict.fromkeys(REFUSED, 0)
    assert headsets[Outcome.FAIL] + headsets[Outcome.WARN] <= 0.02 * headsets.total()
    assert headsets[Outcome.NOT_ASSESSED] <= (0.20 if letters == MME_LETTERS else 0.05) * headsets.total()
    assert set(found["analog_jack_unknown"]) == {Outcome.NOT_ASSESSED}
    assert set(found["unknown"]) == {Outcome.NOT_ASSESSED}


@pytest.mark.parametrize("which", RECORDED)
def test_list_is_classified_as_recorded(which: str) -> None:
    """Windows in many languages, docks, cards, earbuds, PipeWire, macOS, remote desktops: docs/headset-sets.md."""
    with (LISTS / f"{which}.csv").open(encoding="utf-8", newline="") as file:
        names = list(csv.DictReader(file))
    same = {"gaming_headset": "call_headset"}
    wrong = []
    for row in names:
        endpoint = AudioEndpoint(
            name=row["name"], bus=row["bus"], form_factor=row["form_factor"], vid_pid=row["vid_pid"]
        )
        device_class = classify(endpoint).device_class
        accepted = {same.get(each, each) for each in (row["label"], *row["or"].split("|"))}
        if same.get(device_class, device_class) not in accepted:
            wrong.append((row["name"], device_class))
    assert wrong == []
