"""The tests in `tests/windows/`, run by a Windows Python under Wine in a Swedish locale and code page.

The first run sets it up in `build/windows` (`READINESS_WINE` names another folder); after that it takes seconds. What
Wine cannot show of Windows is in `docs/windows.md`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "windows"))

import sound_devices
import sound_rig
from wine_python import CHECKOUT, Rig, set_up

FOLDER = Path(os.environ.get("READINESS_WINE", CHECKOUT / "build/windows"))
TIMEOUT_S = 300
PLUGGED_IN = (sound_devices.USB_HEADSET, sound_devices.AIRPODS, sound_devices.WEBCAM, sound_devices.LOUDSPEAKERS)
pytestmark = [pytest.mark.wine, pytest.mark.slow]

PARSERS = ("tests/host/audio/test_endpoints_windows.py", "tests/host/privacy/test_consent_store.py")
NOT_UNDER_WINE = {
    "audio/endpoints_windows.py": (
        8,
        "MMDevice that fails, a direction without any endpoint, an output without volume",
    ),
    "audio/mend_windows.py": (1, "an output at level 0, which Wine forgets between two activations"),
    "network/adapters_windows.py": (3, "no adapter at all, and a table that Windows refuses"),
    "network/wifi_signal_windows.py": (12, "Wine has no Wi-Fi: Windows' own answer to begin with"),
    "privacy/processes_windows.py": (3, "a Windows that lists no processes"),
    "system/remote_session.py": (2, "a session of Remote Desktop, and a Windows that does not say what shows it"),
    "system/security_windows.py": (4, "a Windows that does not say who runs this"),
}
"""How many Windows lines of a file are not executed here at the most, and why."""


@pytest.fixture(scope="module")
def sound() -> Iterator[dict[str, str]]:
    """A sound server of our own, with devices that Wine shows as Windows' own."""
    with sound_rig.SoundRig() as server:
        for device in PLUGGED_IN:
            server.plug(device, default=device in (sound_devices.USB_HEADSET, sound_devices.LOUDSPEAKERS))
        own = server.environment
        yield {name: own[name] for name in ("PULSE_SERVER", "PULSE_COOKIE", "XDG_RUNTIME_DIR", "ALSA_CONFIG_PATH")}


@pytest.fixture(scope="module")
def rig() -> Iterator[Rig]:
    made = set_up(FOLDER)
    made.warm()
    yield made
    made.stop()


def ask(rig: Rig, code: str) -> str:
    done = rig.run("-c", code, timeout_s=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_wine_is_a_swedish_windows(rig: Rig) -> None:
    code = """
import ctypes, locale, sys
windows = ctypes.windll.kernel32
print(sys.platform, windows.GetACP(), windows.GetOEMCP(), hex(windows.GetUserDefaultUILanguage()))
print(locale.getpreferredencoding())
"""
    assert ask(rig, code).split() == ["win32", "1252", "850", "0x41d", "cp1252"]


def test_it_is_the_python_that_releases_are_built_with(rig: Rig) -> None:
    workflow = (CHECKOUT / ".github/workflows/release.yml").read_text("utf-8")
    assert re.findall(r'python-version: "(.+)"', workflow) == [
        ask(rig, "import sys; print(*sys.version_info[:2], sep='.')")
    ]


def test_numeric_results_equal_those_on_linux(rig: Rig) -> None:
    """The complex functions that the rig itself brings must be right, or figures measured under Wine mean nothing."""
    code = """
import numpy as np
z = np.array([1 + 2j, 3 - 4j])
for function in (np.exp, np.abs, np.sin, np.cosh, np.tan, np.tanh, lambda z: z ** (0.5 + 1j)):
    print(function(z).round(9).tolist())
"""
    here = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert ask(rig, code).split() == here.split()


def test_the_windows_tests_execute_every_windows_line(rig: Rig, sound: Mapping[str, str]) -> None:
    """Also those that run everywhere, whose parsing of Windows' tables is the same on Linux."""
    arguments = ("tests/windows/line_coverage.py", "-W", "error", "tests/windows", *PARSERS)
    done = rig.run(*arguments, timeout_s=TIMEOUT_S, more=sound)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    lines = done.stdout.partition("Windows lines executed:")[2].split("\n")[1:]
    assert len(lines) > 10, done.stdout
    missed = {name: numbers[0].split(",") for name, _, *numbers in map(str.split, filter(None, lines)) if numbers}
    allowed = {name: count for name, (count, _) in NOT_UNDER_WINE.items()}
    too_many = {name: numbers for name, numbers in missed.items() if len(numbers) > allowed.get(name, 0)}
    assert not too_many, f"Windows lines that no test executed: {too_many}"


def test_second_setup_does_nothing(rig: Rig) -> None:
    made = (rig.python / "python.exe").stat().st_mtime_ns
    assert set_up(FOLDER) == rig
    assert (rig.python / "python.exe").stat().st_mtime_ns == made
