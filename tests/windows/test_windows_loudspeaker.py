"""A WASAPI output opened by Windows Python: it takes the sound; and a leak test whose microphone nobody feeds."""

from __future__ import annotations

import numpy as np
import pytest

from readiness.checks.leak import CHECK, Measurement, Policy
from readiness.checks.leak_probe import play_and_listen
from readiness.checks.playback import play
from readiness.host.audio.loudspeaker_stream import open_loudspeaker
from readiness.host.audio.portaudio import SoundError
from readiness.model import Activity, Heard, Level, Measured, Request


def test_an_output_takes_what_is_played() -> None:
    with open_loudspeaker() as output:
        output.play(np.zeros(output.rate_hz // 5, dtype=np.float32))
        output.wait()
        assert output.started_at_s is not None


def test_one_that_is_not_there() -> None:
    with pytest.raises(SoundError) as caught, open_loudspeaker("Fantasi"):
        pass
    assert caught.value.fault == "not_found"


def test_a_voice_is_played_back() -> None:
    said = list(play(Request(heard=Heard(16_000, bytes(2 * 8_000)))))
    assert isinstance(said[0], Activity)
    assert {type(each) for each in said[1:]} == {Level}


def test_a_leak_test_with_a_silent_microphone() -> None:
    said = list(play_and_listen(Request(microphone="Evolve2")))[-1]
    assert isinstance(said, Measured)
    assert isinstance(said.measurement, Measurement)
    assert CHECK.judge(said.measurement, Policy()).code == "leak.muted"
