"""What continuous listening costs, and how soon the verdict comes, on a virtual PulseAudio microphone.

.venv/bin/python benchmarks/audio_live.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.extend(str(Path(__file__).parents[1] / "tests" / each) for each in ("inputs", "virtual"))
from sound_devices import USB_HEADSET
from sound_rig import SoundRig
from speech import noise, speech, write_wav

from readiness.checks.microphone.probe import listen
from readiness.model import Level, Measured, Request

LIVE_S = 20.0


def main() -> None:
    """Run the probe in a process of its own, on a virtual microphone with continuous speech."""
    with SoundRig() as rig, tempfile.TemporaryDirectory() as folder:
        rig.plug(USB_HEADSET, default=True)
        voice = np.tile(speech(), 6)
        rig.feed(USB_HEADSET, write_wav(Path(folder) / "voice.wav", voice + noise(voice.size, -65)))
        subprocess.run([sys.executable, __file__, "listen"], env=rig.environment, check=True)


def _listen() -> None:
    """Listen, in the process that `main` starts."""
    began_s = settled_s = 0.0
    for said in listen(Request(live=True)):
        now_s = time.monotonic()
        if isinstance(said, Level) and not began_s:
            began_s, spent_s = now_s, time.process_time()
        if isinstance(said, Level) and not settled_s:
            latest_s = now_s
        if isinstance(said, Measured) and said.settled and not settled_s:
            settled_s = now_s
            print(f"from the block that was enough to the verdict: {1000 * (settled_s - latest_s):.0f} ms")
        if began_s and now_s - began_s > LIVE_S:
            break
    share = (time.process_time() - spent_s) / (time.monotonic() - began_s)
    print(f"live listening while somebody speaks, all of it: {100 * share:.1f} % of a core")


if __name__ == "__main__":
    _listen() if sys.argv[1:] == ["listen"] else main()
