"""The probe of the check `leak`: plays a sweep and searches for it in the microphone's sound."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

from msgspec.structs import replace

from readiness.checks.headset.device_key import resolve_key
from readiness.checks.leak import Measurement, Policy
from readiness.host.audio.loudspeaker_stream import LoudspeakerStream, open_loudspeaker
from readiness.host.audio.microphone_stream import MicrophoneStream, open_microphone
from readiness.host.audio.portaudio import SoundError
from readiness.host.privacy.microphone_access import microphone_access
from readiness.i18n import N_
from readiness.model import Activity, Measured, ProbeMessage, Request

if TYPE_CHECKING:
    from readiness.measures.audio.levels import Samples

PLAYS_WITHIN_S = 4.0
"""Time limit for an output to request its first sample."""

LONGEST_LATENCY_S = 2.0
"""Maximum plausible latency reported by an output."""


def play_and_listen(request: Request) -> Iterator[ProbeMessage]:
    """Run the whole test, about two seconds."""
    limits = request.policy.of(Policy)
    access = microphone_access()
    if access.in_use:
        yield Measured(Measurement(microphone_in_use=True, used_by=access.used_by))
        return
    yield Activity(N_("Listening for your own sound"))
    known = Measurement(microphone=request.microphone, output=request.output, microphone_in_use=access.in_use)
    try:
        with open_microphone(resolve_key(request.microphone)) as microphone:
            microphone.read()  # wait until it delivers sound
            known = replace(known, microphone=microphone.name)
            yield Measured(_through(microphone, request.output, limits, known))
    except SoundError as error:
        yield Measured(replace(known, microphone_fault=error.fault))


def _through(microphone: MicrophoneStream, wanted: str | None, limits: Policy, known: Measurement) -> Measurement:
    with ExitStack() as opened:
        try:
            output = opened.enter_context(open_loudspeaker(wanted))
        except SoundError as error:
            return replace(known, output_fault=error.fault)
        heard = _record(microphone, output, limits.level_dbfs)
        played = output.ended and not output.broken and not microphone.overflowed
    if heard is None:
        return replace(known, output=output.name, output_fault="no_signal")
    known = replace(known, output=output.name, played=played)
    return with_echo(known, heard, microphone.rate_hz, limits, held_back_s=output.latency_s)


def _record(microphone: MicrophoneStream, output: LoudspeakerStream, level_dbfs: float) -> Samples | None:
    """Record from the moment that the sweep's first sample is played; None if playback never starts."""
    import numpy as np

    from readiness.measures.audio.leak import LONGEST_DELAY_S, SIGNAL_S, sweeps

    output.play(sweeps(output.rate_hz, level_dbfs))
    rate_hz = microphone.rate_hz
    missing = int((SIGNAL_S + LONGEST_DELAY_S) * rate_hz)
    held_back = 0
    patience = int(PLAYS_WITHIN_S * rate_hz)
    blocks: list[Samples] = []
    while missing + held_back > 0 and patience > 0:
        block = microphone.read()
        if output.started_at_s is None or microphone.received_at_s <= output.started_at_s:
            patience -= block.size
            continue
        held_back = int(min(max(output.latency_s, 0.0), LONGEST_LATENCY_S) * rate_hz)
        began_s = microphone.received_at_s - block.size / rate_hz
        blocks.append(block[max(0, round((output.started_at_s - began_s) * rate_hz)) :])
        missing -= blocks[-1].size
    return np.concatenate(blocks) if blocks else None


def with_echo(
    known: Measurement, heard: Samples, rate_hz: int, limits: Policy, held_back_s: float = 0.0
) -> Measurement:
    """Add what a recording tells of the echo; `held_back_s` is the output latency, subtracted from the delay."""
    from readiness.measures.audio.leak import leak
    from readiness.measures.audio.levels import is_digital_silence

    if is_digital_silence(heard):
        return replace(known, muted=True)
    found = leak(heard, rate_hz, limits.level_dbfs)
    return replace(
        known,
        muted=False,
        found=found.echo_loss_db is not None,
        echo_loss_db=None if found.echo_loss_db is None else round(found.echo_loss_db, 1),
        round_trip_ms=None if found.delay_ms is None else round(max(0.0, found.delay_ms - 1000 * held_back_s), 1),
        detectable_db=round(found.detectable_db, 1),
    )
