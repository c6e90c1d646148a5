"""How light the window is: what it takes with a live picture and a live voice, and how soon it lets go when minimised.

    .venv/bin/python benchmarks/at_rest.py [MINUTES]

The whole program with its probes, each a process. A camera on this machine's network shows a person, a virtual headset
carries speech (`tests/network_camera.py`, `tests/sound_rig.py`). Processor time is that of the window and everything it
has started, memory what only they use (USS, so that what processes share is not counted once for each).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import sound_rig
from network_camera import network_camera
from speech import speech, write_wav

from readiness.storage.preferences import Remembered, remembered_file, write

SETTLES_S = 30.0
"""Until every test has an answer."""

SAMPLE_S = 5.0
MOST_SHARE, MOST_MIB, MOST_LET_GO_S = 0.20, 300, 2.0

WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from readiness.model import Policy, Request
from readiness.ui.session import state_store
from readiness.ui.window.application import open_window

# The window takes no camera but those of the computer; a network camera stands in for one here.
state_store.Request = lambda **asked: Request(**{**asked, "devices_only": False})

if __name__ == "__main__":
    application = QApplication(sys.argv[:1])

    def minimise():
        window = next(each for each in application.topLevelWidgets() if each.isVisible() and each.windowTitle())
        print("minimising", flush=True)
        window.showMinimized()

    QTimer.singleShot(int(float(sys.argv[1]) * 1000), minimise)
    sys.exit(open_window(Policy(), "sv", ()))
"""


def family(process: psutil.Process) -> list[psutil.Process]:
    """The process and all that it has started."""
    return [process, *process.children(recursive=True)]


def used(process: psutil.Process) -> tuple[float, float]:
    """Seconds of processor time and MiB of memory, of all that live."""
    work_s = memory = 0.0
    for each in family(process):
        try:
            times = each.cpu_times()
            work_s += times.user + times.system
            memory += each.memory_full_info().uss / 2**20
        except psutil.NoSuchProcess:
            continue
    return work_s, memory


def main(minutes: float) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, network_camera(720) as address, sound_rig.SoundRig() as rig:
        rig.plug(sound_rig.USB_HEADSET, default=True)
        rig.plug(sound_rig.EARPHONE, default=True)
        write(remembered_file(Path(folder)), Remembered(camera=f"{address}live"))
        voice = write_wav(Path(folder) / "voice.wav", np.tile(speech(), round(minutes * 6 + 8)))
        stays_s = SETTLES_S + 60 * minutes
        environment = {
            **os.environ, **rig.environment, "READINESS_DATA": folder,
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }  # fmt: skip
        with (
            rig.feed(sound_rig.USB_HEADSET, voice) as player,
            subprocess.Popen(
                [sys.executable, "-c", WINDOW, str(stays_s)], env=environment, stdout=subprocess.PIPE, text=True
            ) as window,
        ):
            process = psutil.Process(window.pid)
            time.sleep(SETTLES_S)
            begun_s, (work_s, _) = time.monotonic(), used(process)
            memories: list[float] = []
            while time.monotonic() < begun_s + 60 * minutes - SAMPLE_S:
                time.sleep(SAMPLE_S)
                now_s, memory = used(process)
                memories.append(memory)
            share = (now_s - work_s) / (time.monotonic() - begun_s)
            print(f"pictures are shown             {not address.nobody_watches.is_set()}")
            print(f"processor                      {share:6.1%} of a core (at most {MOST_SHARE:.0%})")
            print(f"memory, median                 {np.median(memories):6.0f} MiB (at most {MOST_MIB})")
            print(f"memory, first and last         {memories[0]:6.0f} MiB, {memories[-1]:.0f} MiB")
            assert window.stdout  # noqa: S101  (it is a pipe)
            window.stdout.readline()
            asked_s = time.monotonic()
            let_go = address.nobody_watches.wait(30)
            print(f"camera let go when minimised   {time.monotonic() - asked_s if let_go else float('nan'):6.1f} s")
            player.kill()
            window.terminate()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 10.0)
