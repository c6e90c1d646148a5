"""Faults on a real sound server: in the server itself, the microphone or the sound."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from sound_devices import BUILT_IN, USB_HEADSET
from sound_rig import SoundRig
from speech import RATE_HZ, noise, speech, tone, write_wav

from faults.commands import CommandFault
from faults.networks import Service

LISTEN = ("check", "--only", "microphone", "--json", "--lang", "en")
Act = Callable[[SoundRig], None]
VOICE_S = 60
"""Long enough for a busy computer, where the program may start to record late."""


def rig(act: Act, *, later: bool = False, plugged: bool = True, sound: Callable[[Path], Path] | None = None) -> Service:
    """A sound server with a headset that records a voice or `sound`; `act` runs at once or while recording."""

    @contextmanager
    def service(here: Path) -> Iterator[Mapping[str, str]]:
        with SoundRig() as made:
            if plugged:
                made.plug(USB_HEADSET, default=True)
                made.feed(USB_HEADSET, (sound or voice)(here / "voice.wav"))
            if not later:
                act(made)
            finished = threading.Event()
            waiting = threading.Thread(target=_act_when_recording, args=(made, act, finished))
            if later:
                waiting.start()
            try:
                yield {name: value for name, value in made.environment.items() if os.environ.get(name) != value}
            finally:
                finished.set()
                made.signal(signal.SIGCONT)
                if later:
                    waiting.join()

    return service


def _act_when_recording(made: SoundRig, act: Act, finished: threading.Event) -> None:
    while not finished.wait(0.2):
        if made.is_listened_to(USB_HEADSET):
            finished.wait(1.0)
            act(made)
            return


def voice(path: Path) -> Path:
    sentence = np.tile(speech()[: 6 * RATE_HZ], VOICE_S // 6)
    return write_wav(path, sentence + noise(sentence.size, -65))


def silence(path: Path) -> Path:
    return write_wav(path, 0 * noise(VOICE_S * RATE_HZ, -65))


def hum(path: Path) -> Path:
    return write_wav(path, tone(VOICE_S * RATE_HZ, 100.0, 0.2))


def nothing(_: SoundRig) -> None:
    """Change nothing."""


def is_stopped(made: SoundRig) -> None:
    made.signal(signal.SIGSTOP)


def is_killed(made: SoundRig) -> None:
    made.signal(signal.SIGKILL)


def fault(name: str, service: Service, promised: str) -> CommandFault:
    return CommandFault(
        name=f"the microphone: {name}", arguments=LISTEN, service=service, promised=promised, within_s=30, quick=False
    )


FAULTS: tuple[CommandFault, ...] = (
    fault("muted in the system", rig(lambda made: made.mute(USB_HEADSET)), "microphone.muted"),
    fault("none there", rig(nothing, plugged=False), "microphone.absent"),
    fault("exact silence", rig(nothing, sound=silence), "microphone.muted"),
    fault("nothing but hum", rig(nothing, sound=hum), "microphone.no_speech"),
    fault(
        "pulled out while it is listened to",
        rig(lambda made: made.unplug(USB_HEADSET), later=True),
        "microphone.unplugged",
    ),
    fault("another one is plugged in meanwhile", rig(lambda made: made.plug(BUILT_IN), later=True), "microphone.ok"),
    fault("turned down to nothing", rig(lambda made: made.set_level(USB_HEADSET, 0.0)), "microphone.muted"),
    fault("the sound server is stopped before", rig(is_stopped), "microphone.timed_out"),
    fault("the sound server is stopped meanwhile", rig(is_stopped, later=True), "microphone.timed_out"),
    fault("the sound server is killed meanwhile", rig(is_killed, later=True), "microphone.unplugged"),
)
