"""How soon the window is right again after a device is plugged in, removed or changed.

    .venv/bin/python benchmarks/healing.py [ROUNDS]

Runs the whole program with its probes. A virtual headset and a second microphone are plugged in, pulled out, muted and
made the system's default, and a network camera on this machine goes dark and comes back (`tests/virtual/sound_rig.py`,
`tests/virtual/network_camera.py`), all while somebody is speaking. The time runs from the event until the row shows it;
a changed finding must hold for a second before it is shown, which is included. A voice that must be judged again needs
another three seconds of speech. A plain pass of the face detector in between shows how fast the computer was.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from films import PERIOD_S, person_film, plain_pass  # first: it sets the import path of the tests' helpers

import sound_devices  # isort: skip
import sound_rig  # isort: skip
from network_camera import FRAMES_PER_S, network_camera  # isort: skip
from speech import speech, write_wav  # isort: skip

from readiness.storage.preferences import Preferences, preferences_file, write

ASKED_S = 3.0
GIVES_UP_S = 60.0
BETWEEN_S = 4.0
"""Pause between two events, so that each starts from a settled state."""

WINDOW = """
import sys
import time
from PySide6.QtWidgets import QApplication
from readiness.model import Policy, Request
from readiness.ui.session import state_store
from readiness.ui.window.application import open_window

# The window takes no camera but those of the computer; a network camera stands in for one here.
state_store.Request = lambda **asked: Request(**{**asked, "devices_only": False})
told = {}

def tell(store):
    for row in store.state.rows:
        code = row.finding.code if row.shown else ""
        if told.get(row.check.id) != code:
            told[row.check.id] = code
            print("row", row.check.id, code or "-", time.monotonic(), flush=True)

applied = state_store.StateStore._emit_changed

def emit(store, **how):
    applied(store, **how)
    tell(store)

state_store.StateStore._emit_changed = emit

if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    sys.exit(open_window(application, Policy(), "sv", ()))
"""

Codes = Callable[[dict[str, str]], bool]


class Rows:
    """The rows of a running window, as it prints them."""

    def __init__(self, window: subprocess.Popen[str]) -> None:
        self.codes: dict[str, str] = {}
        self.told = threading.Condition()
        self._window = window
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._window.stdout  # noqa: S101  (it is a pipe)
        for line in self._window.stdout:
            if line.startswith("row "):
                _, check, code, _ = line.split()
                with self.told:
                    self.codes[check] = code
                    self.told.notify_all()

    def wait_for(self, say: Codes) -> float:
        """Return the seconds until the condition holds; NaN if it never does."""
        begun_s = time.monotonic()
        with self.told:
            right = self.told.wait_for(lambda: say(self.codes), GIVES_UP_S)
        return time.monotonic() - begun_s if right else float("nan")


def says(check: str, *endings: str) -> Codes:
    """Return a condition: the check's code ends with any of `endings`."""
    return lambda codes: codes.get(check, "-").partition(".")[2] in endings


def is_not(check: str, *endings: str) -> Codes:
    """Return a condition: the check has a finding whose code ends with none of `endings`."""
    return lambda codes: codes.get(check, "-") != "-" and codes[check].partition(".")[2] not in endings


class Shutter(Sequence[bytes]):
    """A film that is black while the shutter is closed."""

    def __init__(self, film: Sequence[bytes], dark: Sequence[bytes]) -> None:
        self.closed = False
        self._film, self._dark = film, dark

    def __len__(self) -> int:
        return len(self._film)

    def __getitem__(self, number: Any) -> Any:
        return self._dark[number % len(self._dark)] if self.closed else self._film[number]


def events(rig: sound_rig.SoundRig, shutter: Shutter) -> Iterator[tuple[str, Callable[[], object], Codes]]:
    """Yield each event's name, the action that causes it, and the condition that is right afterwards."""
    headset, other = sound_devices.USB_HEADSET, sound_devices.EARPHONE

    def close(*, closed: bool) -> None:
        shutter.closed = closed

    yield "headset pulled out", lambda: rig.unplug(headset), is_not("headset", "ok")
    yield "headset plugged in", lambda: rig.plug(headset, default=True), says("headset", "ok")
    yield "microphone turned off in the system", lambda: rig.mute(headset), says("microphone", "muted", "silent")
    yield "microphone turned on again", lambda: rig.mute(headset, muted=False), is_not("microphone", "muted", "silent")
    yield "sound out turned off in the system", lambda: rig.mute_output(other), is_not("headset", "ok")
    yield "sound out turned on again", lambda: rig.mute_output(other, muted=False), says("headset", "ok")
    yield "camera covered", lambda: close(closed=True), is_not("camera", "ok")
    yield "camera uncovered", lambda: close(closed=False), says("camera", "ok")


def main(rounds: int) -> None:
    """Print the table."""
    film = (picture for _, picture in person_film("now and then", PERIOD_S, FRAMES_PER_S))
    with tempfile.TemporaryDirectory() as folder, network_camera(720, film) as address, sound_rig.SoundRig() as rig:
        shutter = Shutter(address.films["live"], address.films["black"])
        address.films["live"] = shutter
        rig.plug(sound_devices.USB_HEADSET, default=True)
        rig.plug(sound_devices.EARPHONE, default=True)
        write(preferences_file(Path(folder)), Preferences(camera=f"{address}live"))
        voice = write_wav(Path(folder) / "voice.wav", np.tile(speech(), 200))
        environment = {
            **os.environ, **rig.environment, "READINESS_DATA": folder,
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }  # fmt: skip
        command = [sys.executable, "-c", WINDOW]
        took: dict[str, list[float]] = {}
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as window:
            rows = Rows(window)
            player = rig.feed(sound_devices.USB_HEADSET, voice)
            rows.wait_for(
                lambda codes: all(codes.get(each, "-") != "-" for each in ("headset", "microphone", "camera"))
            )
            for _ in range(rounds):
                for name, happen, right in events(rig, shutter):
                    time.sleep(BETWEEN_S)
                    happen()
                    took.setdefault(name, []).append(rows.wait_for(right))
                    if name == "headset plugged in":
                        player = rig.feed(sound_devices.USB_HEADSET, voice)
                        rows.wait_for(says("microphone", "ok"))
            player.kill()
            window.terminate()
    for name, seconds in took.items():
        each = ", ".join(f"{one:.1f}" for one in seconds)
        print(f"{name:40} {statistics.median(seconds):5.1f} s (at most {ASKED_S:.0f}): {each}")
    print(f"a plain pass {statistics.median(plain_pass() for _ in range(5)):.0f} ms")
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
