"""Starting with Windows: a value of the person's own `Run` key, written, read and removed."""

from __future__ import annotations

import sys

from readiness.host.system import autostart, registry_windows
from readiness.host.system.autostart_windows import NAME, RUN, turn_on

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
