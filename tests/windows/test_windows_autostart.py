"""Starting with Windows: a value of the person's own `Run` key, written, read and removed."""

from __future__ import annotations

import sys
import winreg

import pytest

from readiness.host.system import autostart, registry_windows
from readiness.host.system.autostart_windows import APPROVED, NAME, RUN, turn_on

assert sys.platform == "win32"


def test_the_value_is_written_and_removed() -> None:
    try:
        assert not autostart.is_on()
        autostart.turn_on()
        assert autostart.is_on()
        value = registry_windows.text(registry_windows.USER, RUN, NAME)
        assert value
        assert value.endswith("-m readiness --in-background")
        turn_on([r"C:\Program Files\Readiness\readiness.exe", autostart.IN_BACKGROUND])
        value = registry_windows.text(registry_windows.USER, RUN, NAME)
        assert value == r'"C:\Program Files\Readiness\readiness.exe" --in-background'
    finally:
        autostart.turn_off()
    autostart.turn_off()
    assert not autostart.is_on()


@pytest.mark.parametrize(("state", "is_on"), [(b"\3\0\0\0\x3f\x5e", False), (b"\2" + 11 * b"\0", True), (b"", True)])
def test_what_the_person_chose_in_task_manager_holds_until_they_choose_here(state: bytes, is_on: bool) -> None:  # noqa: FBT001
    try:
        autostart.turn_on()
        with winreg.CreateKeyEx(registry_windows.USER, APPROVED, 0, winreg.KEY_SET_VALUE) as opened:
            winreg.SetValueEx(opened, NAME, 0, winreg.REG_BINARY, state)
        assert autostart.is_on() is is_on
        autostart.turn_on()
        assert autostart.is_on()
        assert NAME not in registry_windows.values(registry_windows.USER, APPROVED)
    finally:
        autostart.turn_off()
