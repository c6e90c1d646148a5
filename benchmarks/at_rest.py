"""What the open window costs with a live picture and voice, and how soon it goes quiet when minimised.

    .venv/bin/python benchmarks/at_rest.py [MINUTES [MOVES]]

Runs the whole program with its probes, each in its own process. A network camera on this machine shows a person who
moves during one second in three, unless `MOVES` says otherwise (`benchmarks/films.py`), and a virtual headset plays
speech without pauses (`tests/virtual/network_camera.py`, `tests/virtual/sound_rig.py`). The pictures have the size
requested from a plugged-in camera; decoding a larger stream would cost another tenth of a core. Processor time covers
the window and everything it has started. Memory is USS: only what belongs to those processes alone, so
that shared memory is not counted once for each. A plain pass of the face detector, timed in between, shows how fast the
computer was at the time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np
import psutil
from films import PERIOD_S, person_film, plain_pass  # first: it sets the import path of the tests' helpers

import sound_devices  # isort: skip
import sound_rig  # isort: skip
from network_camera import FRAMES_PER_S, network_camera  # isort: skip
from speech import speech, write_wav  # isort: skip

from readiness.host.camera.stream import WIDE_PX
from readiness.storage.preferences import Preferences, preferences_file, write

SETTLES_S = 30.0
"""Time for every test to reach a result."""

SAMPLE_S = 5.0
MAX_SHARE, MAX_MIB = 0.20, 300
PASS_THEN_MS = 10.0
"""Duration of a plain pass on the computer that `MAX_SHARE` refers to."""

LIBRARIES = {"cv2": "camera", "libportaudio": "microphone"}
"""Library that identifies each probe's process."""

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
    sys.exit(open_window(application, Policy(), "sv", ()))
"""


def parts(window: psutil.Process) -> dict[str, list[psutil.Process]]:
    """Return the window's process and those it has started, by role."""
    found: dict[str, list[psutil.Process]] = {"window": [window], "camera": [], "microphone": [], "other probes": []}
    for child in window.children(recursive=True):
        try:
            mapped = " ".join(each.path for each in child.memory_maps())
        except psutil.Error:
            mapped = ""
        found[next((part for library, part in LIBRARIES.items() if library in mapped), "other probes")].append(child)
    return found


def work_s(processes: list[psutil.Process]) -> float:
    """Return the processor time, seconds, of all running processes."""
    seconds = 0.0
    for each in processes:
        try:
            seconds += sum(each.cpu_times()[:2])
        except psutil.NoSuchProcess:
            continue
    return seconds


def memory_mib(processes: list[psutil.Process]) -> float:
    """Return the processes' unique memory (USS), MiB."""
    return float(sum(each.memory_full_info().uss for each in processes if each.is_running()) / 2**20)


def main(minutes: float, moves: str) -> None:
    """Print the table."""
    film = (
        cv2.resize(each, WIDE_PX, interpolation=cv2.INTER_AREA)
        for _, each in person_film(moves, PERIOD_S, FRAMES_PER_S)
    )
    with tempfile.TemporaryDirectory() as folder, network_camera(film=film) as address, sound_rig.SoundRig() as rig:
        rig.plug(sound_devices.USB_HEADSET, default=True)
        rig.plug(sound_devices.EARPHONE, default=True)
        write(preferences_file(Path(folder)), Preferences(camera=f"{address}live"))
        voice = write_wav(Path(folder) / "voice.wav", np.tile(speech(), round(minutes * 6 + 8)))
        stays_s = SETTLES_S + 60 * minutes
        environment = {
            **os.environ, **rig.environment, "READINESS_DATA": folder,
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }  # fmt: skip
        with (
            rig.feed(sound_devices.USB_HEADSET, voice) as player,
            subprocess.Popen(
                [sys.executable, "-c", WINDOW, str(stays_s)], env=environment, stdout=subprocess.PIPE, text=True
            ) as window,
        ):
            time.sleep(SETTLES_S)
            family = parts(psutil.Process(window.pid))
            begun_s, before_s = time.monotonic(), {part: work_s(each) for part, each in family.items()}
            memories: list[dict[str, float]] = []
            passes_ms: list[float] = []
            while time.monotonic() < begun_s + 60 * minutes - SAMPLE_S:
                time.sleep(SAMPLE_S)
                memories.append({part: memory_mib(each) for part, each in family.items()})
                passes_ms.append(float(np.median([plain_pass() for _ in range(3)])))
            lasted_s = time.monotonic() - begun_s
            shares = {part: (work_s(each) - before_s[part]) / lasted_s for part, each in family.items()}
            share, pass_ms = sum(shares.values()), float(np.median(passes_ms))
            totals = [sum(each.values()) for each in memories]
            print(f"pictures are shown             {not address.nobody_watches.is_set()}, {moves}")
            print(f"processor                      {share:6.1%} of a core (at most {MAX_SHARE:.0%})")
            for part, each in shares.items():
                print(f"  {part:28} {each:6.1%}, {np.median([seen[part] for seen in memories]):4.0f} MiB")
            print(f"a plain pass                   {pass_ms:6.1f} ms; with one of {PASS_THEN_MS:.0f} ms it would be")
            print(f"  processor                    {share * PASS_THEN_MS / pass_ms:6.1%} of a core")
            print(f"memory, median                 {np.median(totals):6.0f} MiB (at most {MAX_MIB})")
            print(f"memory, first and last         {totals[0]:6.0f} MiB, {totals[-1]:.0f} MiB")
            assert window.stdout  # noqa: S101  (it is a pipe)
            window.stdout.readline()
            asked_s = time.monotonic()
            let_go = address.nobody_watches.wait(30)
            print(f"camera let go when minimised   {time.monotonic() - asked_s if let_go else float('nan'):6.1f} s")
            player.kill()
            window.terminate()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 10.0, sys.argv[2] if len(sys.argv) > 2 else "now and then")
