"""WASAPI streams opened by Windows Python. The rig has plugged in Jabra Evolve2 65; nobody feeds it: exact silence."""

from __future__ import annotations

import pytest

from readiness.checks.microphone import CHECK, Measurement, Policy
from readiness.checks.microphone_probe import listen
from readiness.host.audio.microphone_stream import open_microphone
from readiness.host.audio.portaudio import SoundError
from readiness.model import Level, Measured, Request
from readiness.model import Policy as WholePolicy


@pytest.mark.parametrize("wanted", [None, "Evolve2", "AirPods", "C920"])
def test_a_microphone_opens_at_its_own_rate_and_gives_sound(wanted: str | None) -> None:
    with open_microphone(wanted) as stream:
        # Without a wish it is the default, which Wine calls PulseAudio.
        assert (wanted or "PulseAudio") in stream.name
        blocks = [stream.read() for _ in range(5)]
        assert stream.rate_hz in {16_000, 44_100, 48_000}
        assert {block.ndim for block in blocks} == {1}
        assert stream.muted_in_system() in {None, False}


def test_one_that_is_not_there() -> None:
    with pytest.raises(SoundError) as caught, open_microphone("Fantasi"):
        pass
    assert caught.value.fault == "not_found"


def test_silence_is_judged_when_the_time_is_out() -> None:
    limits = Policy(listen_s=1)
    said = list(listen(Request(microphone="Evolve2", policy=WholePolicy((limits,)))))
    assert any(isinstance(each, Level) for each in said)
    last = said[-1]
    assert isinstance(last, Measured)
    assert last.settled
    assert isinstance(last.measurement, Measurement)
    assert CHECK.judge(last.measurement, limits).code == "microphone.muted"
