"""What is said of a sound while it comes in, by the code that judges a live voice, as fast as the computer allows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from audio_spoiling import RATE

from readiness.checks.microphone import CHECK, Policy
from readiness.checks.microphone.live_voice import LiveVoice
from readiness.measures.audio.levels import Samples

BLOCK = RATE // 15
REPORTED_EVERY = 8
"""In blocks; about half a second."""


def told(sound: Samples) -> Iterator[tuple[float, str]]:
    """Yield how much was heard, in seconds, and the finding's code, after each block once there is a finding."""
    voice = LiveVoice(RATE, Policy())
    voice.warm_up(sound[:BLOCK])
    for number, start in enumerate(range(BLOCK, sound.size - BLOCK, BLOCK)):
        voice.add(sound[start : start + BLOCK])
        if number % REPORTED_EVERY == 0 or voice.is_first_due:
            voice.measure_if_due()
        if voice.settled is not None:
            yield voice.heard_s, CHECK.judge(voice.settled, Policy()).code.removeprefix("microphone.")


def codes_told(sound: Samples, after_s: float = 0) -> list[str]:
    """Return the findings' codes once `after_s` was heard, one after another, without repeats."""
    return [code for code, _ in groupby(code for heard_s, code in told(sound) if heard_s > after_s)]
