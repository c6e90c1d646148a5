"""The probe behind the button "Listen": plays back the person's own voice from memory. It belongs to no check."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness.i18n import N_
from readiness.model import Activity, Level, Probe, ProbeMessage, Request

if TYPE_CHECKING:
    from readiness.measures.audio.levels import Samples

LEVELS_PER_S = 30

CANNOT_PLAY = N_("Nothing can be played. Choose another output in the sound settings.")


def play(request: Request) -> Iterator[ProbeMessage]:
    """Play `request.heard` through `request.output` and yield its levels in step; ends when playback has finished."""
    if request.heard is None:
        return
    import numpy as np

    from readiness.host.audio.loudspeaker_stream import open_loudspeaker
    from readiness.host.audio.portaudio import SoundError
    from readiness.measures.audio.resampling import Resampler

    voice = np.frombuffer(request.heard.pcm, dtype="<i2").astype(np.float32) / np.float32(32768)
    yield Activity(N_("Playing what was heard"))
    try:
        with open_loudspeaker(request.output) as output:
            if output.rate_hz != request.heard.rate_hz:
                voice = Resampler(request.heard.rate_hz, output.rate_hz)(voice)
            output.play(voice)
            yield from levels_in_step(voice, output.rate_hz)
            output.wait()
    except SoundError:
        yield Activity(CANNOT_PLAY)


def levels_in_step(mono: Samples, rate_hz: int) -> Iterator[Level]:
    """Yield a sound's levels at the pace at which it is played."""
    from readiness.measures.audio.levels import peak_dbfs, rms_dbfs

    size = max(1, rate_hz // LEVELS_PER_S)
    for at in range(0, mono.size, size):
        block = mono[at : at + size]
        yield Level(rms_dbfs=rms_dbfs(block), peak_dbfs=peak_dbfs(block))
        time.sleep(block.size / rate_hz)


PROBE = Probe(name="playback", run=play, yields=(), deadline_s=lambda _: 20.0)
