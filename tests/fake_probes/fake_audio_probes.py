"""Probes that act as microphone, output and leak test; in their own file, so that child processes do not import Qt."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator

from fake_device_probes import pace
from msgspec.structs import replace

from readiness.checks import leak, microphone, playback
from readiness.checks.headset.measure import measure as measure_headset
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.model import Activity, Heard, Level, Measured, ProbeMessage, Request

ON_USB = AudioEndpoint(name="Model X7", id="usb", bus="usb", vid_pid="1234:5678", is_default=True)
IN_THE_JACK = AudioEndpoint(name="Mikrofon (Realtek High Definition Audio)", id="j", bus="internal", is_default=True)
LENT = AudioEndpoint(name="Mikrofon (Fjärrljud)", id="r", is_default=True)
AIDS = AudioEndpoint(name="Headset (R-Phonak hearing aid)", id="h", bus="bluetooth", device="a1", is_default=True)
VOICE = Heard(16_000, b"\1\0" * 16_000)
GOOD_VOICE = microphone.Measurement(
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
    """Send the voice only in the first run; a resumed run repeats the measurement so far."""
    yield Level(-30.0, -20.0)
    if request.so_far is None:
        yield VOICE
    while True:
        yield Measured(request.so_far or GOOD_VOICE)
        pace()


def _measure(endpoint: AudioEndpoint, request: Request) -> Iterator[ProbeMessage]:
    while True:
        measurement = measure_headset(
            (endpoint,), request.microphone, answers=request.headset_answers, tones=request.tone_answers
        )
        yield Measured(measurement)
        pace()


def on_usb(request: Request) -> Iterator[ProbeMessage]:
    yield from _measure(ON_USB, request)


def in_the_jack(request: Request) -> Iterator[ProbeMessage]:
    yield from _measure(IN_THE_JACK, request)


def in_a_remote_desktop(request: Request) -> Iterator[ProbeMessage]:
    yield from _measure(LENT, request)


def hearing_aids(request: Request) -> Iterator[ProbeMessage]:
    yield from _measure(AIDS, request)


def plug(request: Request) -> Iterator[ProbeMessage]:
    yield from _measure(JABRA, request)


def play(request: Request) -> Iterator[ProbeMessage]:
    """Play until stopped, provided the request carries the voice."""
    yield Activity(playback.CANNOT_PLAY if request.heard != VOICE else "Playing")
    while request.heard == VOICE:
        yield Level(-12.0, -6.0)
        pace()


def cannot_play(_: Request) -> Iterator[ProbeMessage]:
    yield Activity(playback.CANNOT_PLAY)


def tones(_: Request) -> Iterator[ProbeMessage]:
    """Play both tones at once."""
    yield Activity("A tone on the left")
    yield Level(-30.0, -27.0)


def leaks(_: Request) -> Iterator[ProbeMessage]:
    yield Activity("Listening for your own sound")
    yield Measured(leak.Measurement(microphone_in_use=False, muted=False, found=True, echo_loss_db=20.0))


def never_ends(_: Request) -> Iterator[ProbeMessage]:
    yield Activity("Listening for your own sound")
    threading.Event().wait(600)


def speak_briefly(request: Request) -> Iterator[ProbeMessage]:
    """Measure exactly as many seconds of speech as the policy demands."""
    enough_s = request.policy.of(microphone.Policy).speech_enough_s
    while True:
        yield Measured(replace(GOOD_VOICE, speech_s=enough_s))
        pace()


def other_headset(request: Request) -> Iterator[ProbeMessage]:
    yield from _measure(dataclasses.replace(JABRA, name="Plantronics Blackwire 3225", vid_pid="047f:c053"), request)
