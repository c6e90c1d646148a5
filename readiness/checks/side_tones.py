"""The probe behind "Do you hear the tone?": a soft tone on the left, then on the right, through the meeting's output.

It measures nothing; the person's answer counts. Levels are yielded in step with the sound, so that a person who sees
the meter move but hears nothing knows that the wrong output is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness.checks.playback import CANNOT_PLAY, levels_in_step
from readiness.i18n import N_
from readiness.model import Activity, Probe, ProbeMessage, Request

if TYPE_CHECKING:
    from readiness.measures.audio.levels import Samples

LEFT, RIGHT = N_("A tone on the left"), N_("A tone on the right")
QUESTION = N_("Did you hear the tone on both sides?")
REMEDY = N_("Choose the headset for sound, or raise the computer's volume.")

TONE_S, PAUSE_S = 0.8, 0.3
LEVEL_DBFS = -30.0
"""Mean level, like soft speech in a meeting."""

TONES_HZ = (523.25, 659.25)
"""C5 and E5: different pitches for people who hear with one ear only."""

_RAMP_S = 0.03


def play(request: Request) -> Iterator[ProbeMessage]:
    """Play both tones through `request.output`, announcing each; ends when playback has finished."""
    from readiness.host.audio.loudspeaker_stream import open_loudspeaker
    from readiness.host.audio.portaudio import SoundError

    try:
        for side, text in enumerate((LEFT, RIGHT)):
            with open_loudspeaker(request.output) as output:
                yield Activity(text)
                sound = tone(output.rate_hz, side)
                output.play(sound)
                yield from levels_in_step(sound.sum(axis=1), output.rate_hz)
                output.wait()
    except SoundError:
        yield Activity(CANNOT_PLAY)


def tone(rate_hz: int, side: int) -> Samples:
    """Return a faded tone followed by a pause, frames × 2, only on the left (0) or right (1) channel."""
    import numpy as np

    at = np.arange(round(TONE_S * rate_hz)) / rate_hz
    ends = np.clip(np.minimum(at, TONE_S - at) / _RAMP_S, 0, 1)
    wave = np.sqrt(2) * 10 ** (LEVEL_DBFS / 20) * ends * np.sin(2 * np.pi * TONES_HZ[side] * at)
    both = np.zeros((round((TONE_S + PAUSE_S) * rate_hz), 2), dtype=np.float32)
    both[: wave.size, side] = wave
    return both


PROBE = Probe(name="tone", run=play, yields=(), deadline_s=lambda _: 20.0)
