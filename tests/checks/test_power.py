"""The charger and the battery, by table; whose battery it is, by folders as Linux has them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from readiness.checks.power import CHECK, Measurement, Policy, measure, run
from readiness.host.system.battery import Battery, battery, from_windows, is_of_the_computer
from readiness.model import Alive, Measured, Request


@pytest.mark.parametrize(
    ("plugged_in", "percent", "expected"),
    [
        (False, 0, "power.nearly_empty"),
        (False, 9.9, "power.nearly_empty"),
        (False, 10, "power.battery_low"),
        (False, 39.9, "power.battery_low"),
        (False, 40, "power.ok_battery"),
        (False, None, "power.not_assessed"),
        (True, 3, "power.ok_plugged_in"),
        (True, None, "power.ok_plugged_in"),
        (None, 3, "power.battery_low"),
        (None, 80, "power.ok_battery"),
        (None, None, "power.not_assessed"),
    ],
)
def test_code_for_each_battery_state(plugged_in: bool | None, percent: float | None, expected: str) -> None:  # noqa: FBT001
    measured = Measurement(is_plugged_in=plugged_in, battery_percent=percent)
    assert CHECK.judge(measured, Policy()).code == expected


@pytest.mark.parametrize(
    ("line", "flags", "percent", "expected"),
    [
        (1, 8, 40, Battery(percent=40, is_plugged_in=True)),
        (0, 0, 50, Battery(percent=50, is_plugged_in=False)),
        (0, 2, 255, Battery(percent=None, is_plugged_in=False)),
        (255, 4, 3, Battery(percent=3, is_plugged_in=None)),
        (1, 128, 255, None),
        (255, 255, 255, None),
    ],
)
def test_the_power_status_of_windows(line: int, flags: int, percent: int, expected: Battery | None) -> None:
    assert from_windows(line, flags, percent) == expected


def test_policy_can_be_stricter() -> None:
    measured = Measurement(is_plugged_in=False, battery_percent=55)
    assert CHECK.judge(measured, Policy(no_go_below_percent=60)).code == "power.nearly_empty"


@pytest.mark.parametrize(
    ("supplies", "expected"),
    [
        ({}, False),
        ({"AC": ""}, False),
        ({"BAT0": ""}, True),
        ({"BAT0": "System"}, True),
        ({"hidpp_battery_0": "Device"}, False),
        ({"BAT0": "", "hidpp_battery_0": "Device"}, True),
    ],
    ids=str,
)
def test_battery_of_a_mouse_is_ignored(supplies: dict[str, str], expected: bool, tmp_path: Path) -> None:  # noqa: FBT001
    for name, scope in supplies.items():
        (tmp_path / name).mkdir()
        if scope:
            (tmp_path / name / "scope").write_text(f"{scope}\n")
    assert is_of_the_computer(tmp_path) == expected


def test_battery_of_this_computer_is_measured_if_it_has_one() -> None:
    (message,) = run(Request())
    assert isinstance(message, Measured)
    assert isinstance(message.measurement, Measurement)
    assert (battery() is None) == (message.measurement == Measurement())
    assert isinstance(measure(), Measurement)


def test_live_run_says_between_measurements_that_it_is_alive() -> None:
    """A measurement expires after two seconds without a message, which is how long the next one takes."""
    messages = run(Request(live=True))
    assert isinstance(next(messages), Measured)
    assert isinstance(next(messages), Alive)


ASK = """
mount --bind "$1" /sys/class/power_supply
"$2" -m readiness check --only power --json --lang sv
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("online", "capacity", "expected"),
    [
        (0, 7, "power.nearly_empty"),
        (0, 30, "power.battery_low"),
        (0, 90, "power.ok_battery"),
        (1, 7, "power.ok_plugged_in"),
    ],
)
def test_battery_is_read_from_the_systems_files(online: int, capacity: int, expected: str, tmp_path: Path) -> None:
    (tmp_path / "BAT0").mkdir()
    (tmp_path / "AC").mkdir()
    for name, content in (
        ("AC/online", online),
        ("BAT0/capacity", capacity),
        ("BAT0/energy_now", 500 * capacity),
        ("BAT0/energy_full", 50_000),
        ("BAT0/power_now", 9_000),
        ("BAT0/status", "Charging" if online else "Discharging"),
    ):
        (tmp_path / name).write_text(f"{content}\n")
    command = ["unshare", "--mount", "sh", "-c", ASK, "sh", str(tmp_path), sys.executable]
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    (finding,) = json.loads(done.stdout)["findings"]
    assert finding["code"] == expected
