"""Probes that act as a microphone, an output and a leak test do; apart from the tests, for a child imports no Qt."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

from acting_probes import pace

from readiness.checks import leak, microphone, playback
from readiness.checks.headset.measure import measure as measure_headset
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.model import Activity, Heard, Level, Measured, ProbeMessage, Request

ON_USB = AudioEndpoint(name="Model X7", id="usb", bus="usb", vid_pid="1234:5678", is_default=True)
IN_THE_JACK = AudioEndpoint(name="Mikrofon (Realtek High Definition Audio)", id="j", bus="internal", is_default=True)
AIDS = AudioEndpoint(name="Headset (R-Phonak hearing aid)", id="h", bus="bluetooth", device="a1", is_default=True)
VOICE = Heard(16_000, b"\1\0" * 16_000)
SPOKEN = microphone.Measurement(
    name="Jabra",
    finished=True,
    speech_s=4.0,
    heard_s=8.0,
    level_dbfs=-30.0,
    digital_silence=False,
    speech_level_dbfs=-26.0,
    snr_db=40.0,
    clipping_per_s=0.0,
    dropouts_count=0,
    bandwidth_hz=12_000.0,
)
JABRA = AudioEndpoint(name="Jabra Evolve2 65", id="a", bus="usb", vid_pid="0b0e:24f6", is_default=True)


def speak(request: Request) -> Iterator[ProbeMessage]:
    """A voice that is heard at first only; taken up again, what was heard so far is all there is."""
    yield Level(-30.0, -20.0)
    if request.so_far is None:
        yield VOICE
    while True:
        yield Measured(request.so_far or SPOKEN)
        pace()


def _look_at(found: AudioEndpoint, request: Request) -> Iterator[ProbeMessage]:
    while True:
        told = measure_headset(
            (found,), request.microphone, answers=request.headset_answers, tones=request.tone_answers
        )
        yield Measured(told)
        pace()


def on_usb(request: Request) -> Iterator[ProbeMessage]:
    yield from _look_at(ON_USB, request)


def in_the_jack(request: Request) -> Iterator[ProbeMessage]:
    yield from _look_at(IN_THE_JACK, request)


def hearing_aids(request: Request) -> Iterator[ProbeMessage]:
    yield from _look_at(AIDS, request)


def plug(request: Request) -> Iterator[ProbeMessage]:
    yield from _look_at(JABRA, request)


def play(request: Request) -> Iterator[ProbeMessage]:
    """Plays until it is stopped, if it was given the voice."""
    yield Activity(playback.CANNOT_PLAY if request.heard != VOICE else "Playing")
    while request.heard == VOICE:
        yield Level(-12.0, -6.0)
        pace()


def cannot_play(_: Request) -> Iterator[ProbeMessage]:
    yield Activity(playback.CANNOT_PLAY)


def tones(_: Request) -> Iterator[ProbeMessage]:
    """Both tones, played at once."""
    yield Activity("A tone on the left")
    yield Level(-30.0, -27.0)


def leaks(_: Request) -> Iterator[ProbeMessage]:
    yield Activity("Listening for your own sound")
    yield Measured(leak.Measurement(microphone_in_use=False, muted=False, found=True, echo_loss_db=20.0))


def never_ends(_: Request) -> Iterator[ProbeMessage]:
    yield Activity("Listening for your own sound")
    threading.Event().wait(600)


def speak_briefly(request: Request) -> Iterator[ProbeMessage]:
    """Somebody who says exactly as much as is asked for."""
    enough_s = request.policy.of(microphone.Policy).speech_enough_s
    while True:
        yield Measured(replace(SPOKEN, speech_s=enough_s))
        pace()


def other_headset(request: Request) -> Iterator[ProbeMessage]:
    yield from _look_at(replace(JABRA, name="Plantronics Blackwire 3225", vid_pid="047f:c053"), request)
