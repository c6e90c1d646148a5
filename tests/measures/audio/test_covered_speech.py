"""A hand or cloth over the microphone takes away so much that the network for speech does not know the voice."""

from __future__ import annotations

import numpy as np
import pytest
from speech import RATE_HZ, noise, speech, tone

from readiness.checks.microphone import CHECK, Policy
from readiness.checks.microphone.measure import measure
from readiness.measures.audio.covered_speech import MIN_SPEECH_S, covered_speech_frames
from readiness.measures.audio.levels import Samples
from readiness.measures.audio.speech_presence import FRAME_S

VOICE = speech()


def covered(sound: Samples, hertz: float, order: int) -> Samples:
    """Take away 6 dB per octave for each order."""
    gain = 1 / np.sqrt(1 + (np.fft.rfftfreq(sound.size, 1 / RATE_HZ) / hertz) ** (2 * order))
    return np.fft.irfft(np.fft.rfft(sound) * gain, sound.size).astype(np.float32)


@pytest.mark.parametrize(("hertz", "order"), [(700, 2), (300, 3), (250, 4)])
def test_a_voice_that_the_network_does_not_know_is_muffled_and_not_missing(hertz: float, order: int) -> None:
    heard = covered(VOICE, hertz, order) + noise(VOICE.size, -80)
    nothing = np.zeros(int(heard.size / RATE_HZ / FRAME_S), dtype=bool)
    measured = measure(heard, RATE_HZ, is_speech=nothing)
    assert (measured.speech_s or 0) > MIN_SPEECH_S
    assert CHECK.judge(measured, Policy()).code == "microphone.muffled"


def test_an_uncovered_voice_is_left_alone() -> None:
    assert covered_speech_frames(VOICE + noise(VOICE.size, -75), RATE_HZ) is None


@pytest.mark.parametrize(
    "sound",
    [
        noise(8 * RATE_HZ, -30),
        covered(noise(8 * RATE_HZ, -20), 200, 3),
        tone(8 * RATE_HZ, 50, 0.1) + tone(8 * RATE_HZ, 150, 0.05) + noise(8 * RATE_HZ, -75),
        np.resize(np.concatenate([covered(noise(RATE_HZ // 5, -20), 150, 2), noise(RATE_HZ // 3, -70)]), 8 * RATE_HZ),
    ],
    ids=["noise", "rumble", "hum", "thumps"],
)
def test_what_is_nobodys_voice_is_still_none(sound: Samples) -> None:
    heard = sound.astype(np.float32)
    assert covered_speech_frames(heard, RATE_HZ) is None
    assert CHECK.judge(measure(heard, RATE_HZ), Policy()).code == "microphone.no_speech"
