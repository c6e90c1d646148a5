"""A computer that starts no more threads, for lack of memory or by a limit: what is asked for is done all the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

NO_MORE = """
import sys, threading
from pathlib import Path
from PySide6.QtCore import QCoreApplication
application = QCoreApplication([])
threading.stack_size(2**47)  # more than the address space
"""
DONE = {
    "remembered": """
from readiness.ui.session.preferences_store import PreferencesStore
store = PreferencesStore(Path(sys.argv[1]) / "remembered.json")
store.keep(camera="usb-1")
store.close()
print(PreferencesStore(Path(sys.argv[1]) / "remembered.json").current.camera)
""",
    "meeting": """
from readiness.ui.session.meeting_launcher import MeetingLauncher
launcher = MeetingLauncher(lambda: print("once") or "opened")
launcher.opened.connect(lambda message: (print(message), application.quit()))
launcher.begin()
launcher.begin()
application.exec()
launcher.close()
""",
    "mend": """
from readiness.host.audio.mend_types import Mend, Undo
from readiness.ui.session.mend_controller import MendController
from readiness.ui.state.state import State
state = State(rows=(), probes={}, undos={"microphone": (Undo(mend=Mend(kind="unmute", device="none")),)})
controller = MendController(lambda: state, lambda place, message: (print(place.value), application.quit()))
controller.event_raised.connect(lambda event: (print(event), application.quit()))
controller.undo("microphone")
application.exec()
controller.close()
""",
}
ANSWERS = {"remembered": ["usb-1"], "meeting": ["once", "opened"], "mend": ["sound"]}


@pytest.mark.linux
@pytest.mark.parametrize("what", DONE)
def test_it_is_done_without_a_thread(tmp_path: Path, what: str) -> None:
    command = [sys.executable, "-c", NO_MORE + DONE[what], str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.split()) == (0, ANSWERS[what]), done.stderr
