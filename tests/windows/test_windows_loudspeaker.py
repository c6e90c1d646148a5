"""A WASAPI output opened by a Windows Python; and a leak test with a silent microphone."""

from __future__ import annotations

import numpy as np
import pytest

from readiness.checks.leak import CHECK, Measurement, Policy
from readiness.checks.leak.probe import play_and_listen
from readiness.checks.playback import play
from readiness.host.audio.loudspeaker_stream import open_loudspeaker
from readiness.host.audio.portaudio import SoundError
from readiness.model import Activity, Heard, Level, Measured, Request

pytestmark = pytest.mark.sound_rig


def test_output_accepts_sound() -> None:
    with open_loudspeaker() as output:
        output.play(np.zeros(output.rate_hz // 5, dtype=np.float32))
        output.wait()
        assert output.started_at_s is not None


def test_missing_output_raises() -> None:
    with pytest.raises(SoundError) as caught, open_loudspeaker("Fantasi"):
        pass
    assert caught.value.fault == "not_found"


def test_a_voice_is_played_back() -> None:
    messages = list(play(Request(heard=Heard(16_000, bytes(2 * 8_000)))))
    assert isinstance(messages[0], Activity)
    assert {type(each) for each in messages[1:]} == {Level}


def test_a_leak_test_with_a_silent_microphone() -> None:
    message = list(play_and_listen(Request(microphone="Evolve2")))[-1]
    assert isinstance(message, Measured)
    assert isinstance(message.measurement, Measurement)
    assert CHECK.judge(message.measurement, Policy()).code == "leak.muted"
