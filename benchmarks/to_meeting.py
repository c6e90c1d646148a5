"""From double click to meeting: seconds and key presses for the day's first meeting and for the routine ones after it.

    .venv/bin/python benchmarks/to_meeting.py [ROUTINE_MEETINGS]

Runs the whole program with its probes, started again for each meeting. A network camera on this machine shows a person
who moves now and then, and a virtual headset plays speech (`tests/virtual/network_camera.py`,
`tests/virtual/sound_rig.py`); the policy passes what this computer cannot have (`tests/programs/end_to_end.py`). The
simulated person activates whatever has focus as soon as it is offered: Enter for the banner's button, and Shift+J,
yes to all, for the questions. A meeting counts as open when the program would start Chrome. Seconds are the computer's;
time for reading and thinking is extra.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from films import PERIOD_S, person_film  # first: it sets the import path of the tests' helpers

import sound_devices  # isort: skip
import sound_rig  # isort: skip
from end_to_end import LOST_ON_A_BUSY_MACHINE, UNAVAILABLE_HERE, policy  # isort: skip
from network_camera import FRAMES_PER_S, network_camera  # isort: skip
from speech import speech, write_wav  # isort: skip

from readiness.storage.preferences import Preferences, preferences_file, write

ASKED = {"first": (20.0, 6), "routine": (8.0, 2)}
"""Limits: seconds and presses."""

GIVES_UP_S = 120
VOICE_REPEATS = 60

PERSON = """
import msgspec
import sys
import time
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from readiness.cli.main import command
from readiness.model import Request
from readiness.ui.session import state_store
from readiness.ui.state.banner import Action
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.step import Step
from readiness.ui.window import application as opening

# The window takes no camera but those of the computer; a network camera stands in for one here.
state_store.Request = lambda **asked: Request(**{**asked, "devices_only": False})
actions_here = opening.system_actions

def opened():
    print("opened", presses, time.monotonic(), flush=True)
    return ""

opening.system_actions = lambda url: msgspec.structs.replace(actions_here(url), open_meeting=opened)
presses = 0
BY_ENTER = {Action.CONFIRM_ALL, Action.CONFIRM_LISTED, Action.TO_ROOM, Action.TO_START, Action.OPEN_MEETING}

def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    global presses
    presses += 1
    QTest.keyClick(window.focusWidget() or window, key, modifier)

def look():
    windows = [each for each in application.topLevelWidgets() if hasattr(each, "store") and each.isVisible()]
    for window in windows:
        state = window.store.state
        action = banner_of(state).action
        if state.meeting_open:
            window.close()
        elif state.meeting_requested:
            pass
        elif action in BY_ENTER or state.step is Step.START:
            press(window, Qt.Key.Key_Return)
        elif state.step is Step.ROOM and action is Action.TO_ITEM:
            press(window, Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier)

if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    looks = QTimer(interval=50)
    looks.timeout.connect(look)
    looks.start()
    sys.exit(command(["--policy", sys.argv[1]]))
"""


def meeting(policy_file: Path, environment: dict[str, str]) -> tuple[float, int]:
    """Open the program and go to the meeting; return seconds and presses. Seconds are NaN if it did not open."""
    started_s = time.monotonic()
    command = [sys.executable, "-c", PERSON, str(policy_file)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as program:
        try:
            out, _ = program.communicate(timeout=GIVES_UP_S)
        except subprocess.TimeoutExpired:
            program.terminate()
            return float("nan"), 0
    opened = [line.split()[1:] for line in out.splitlines() if line.startswith("opened ")]
    return (float(opened[0][1]) - started_s, int(opened[0][0])) if opened else (float("nan"), 0)


def main(routine: int) -> None:
    """Print the table."""
    film = (picture for _, picture in person_film("now and then", PERIOD_S, FRAMES_PER_S))
    with tempfile.TemporaryDirectory() as name, network_camera(720, film) as address, sound_rig.SoundRig() as rig:
        folder = Path(name)
        rig.plug(sound_devices.USB_HEADSET, default=True)
        rig.plug(sound_devices.EARPHONE, default=True)
        write(preferences_file(folder), Preferences(camera=f"{address}live"))
        voice = write_wav(folder / "voice.wav", np.tile(speech(), VOICE_REPEATS * (routine + 1)))
        rules = folder / "rules.toml"
        rules.write_text(
            '[service]\nurl = "https://video.example.se/"\n' + policy(UNAVAILABLE_HERE, LOST_ON_A_BUSY_MACHINE)
        )
        environment = {
            **os.environ, **rig.environment, "READINESS_DATA": str(folder),
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }  # fmt: skip
        with rig.feed(sound_devices.USB_HEADSET, voice) as player:
            rows = [("first", meeting(rules, environment))]
            rows += [("routine", meeting(rules, environment)) for _ in range(routine)]
            player.kill()
    for kind, (max_s, max_presses) in ASKED.items():
        results = [result for each, result in rows if each == kind]
        median_s, presses = statistics.median(each[0] for each in results), max(each[1] for each in results)
        print(f"{kind:8} {median_s:5.1f} s (at most {max_s:.0f}), {presses} presses (at most {max_presses})")
        print(f"         {', '.join(f'{seconds:.1f} s, {pressed} presses' for seconds, pressed in results)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
