"""Can others in the room hear the talk, because the sound comes out of a loudspeaker?

A short, quiet sweep is played through the output that the meeting would use, and looked for in the microphone. It makes
a sound, so it is done only when somebody asks for it, and not while another program listens to a microphone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from readiness.checks.headset.device_key import opened_by
from readiness.host.audio.loudspeaker_stream import LoudspeakerStream, open_loudspeaker
from readiness.host.audio.microphone_stream import MicrophoneStream, open_microphone
from readiness.host.audio.portaudio import SoundError
from readiness.host.privacy.microphone_access import microphone_access
from readiness.i18n import N_
from readiness.model import (
    HIGHER_IS_STRICTER,
    LOWER_IS_STRICTER,
    Activity,
    Check,
    CheckSection,
    Measured,
    Outcome,
    Place,
    Probe,
    ProbeMessage,
    Request,
    Rule,
    Visibility,
    fact,
)

if TYPE_CHECKING:
    from readiness.measures.audio.levels import Samples


LEAVES_S = 4.0
"""So long may an output take to ask for its first sample."""

HOLDS_BACK_S = 2.0
"""So long a buffer before the output is believed."""


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits of the leak test."""

    level_dbfs: Annotated[
        float,
        Meta(
            ge=-60,
            le=-20,
            description="mean level of the sweep; 4 dB under the nominal speech level of ITU-T P.56",
            extra=LOWER_IS_STRICTER,
        ),
    ] = -30
    echo_loss_min_db: Annotated[
        float,
        Meta(
            ge=10,
            le=60,
            description="a laptop's loudspeaker gives 10 to 30 dB, simulated rooms; between it and no path",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 40
    always: Annotated[bool, Meta(description="`readiness check` plays it too; without it only when asked by name")] = (
        False
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What came back of the sweep."""

    microphone: str | None = fact(N_("Microphone"), private=True)
    output: str | None = fact(N_("Output"), private=True)
    microphone_fault: str | None = fact(N_("Obstacle at the microphone"), visibility=Visibility.HEADLINE)
    output_fault: str | None = fact(N_("Obstacle at the output"), visibility=Visibility.HEADLINE)
    microphone_in_use: bool | None = fact(N_("Another program is listening"))
    used_by: str | None = fact(N_("Program that listens"))
    muted: bool | None = fact(N_("The microphone gives no sound"))
    played: bool | None = fact(N_("Played and heard without a break"))
    found: bool | None = fact(N_("The sound came back"))
    echo_loss_db: float | None = fact(N_("Echo loss (dB)"))
    round_trip_ms: float | None = fact(N_("Time there and back (ms)"))
    detectable_db: float | None = fact(N_("Would be found up to an echo loss of (dB)"))


def play_and_listen(request: Request) -> Iterator[ProbeMessage]:
    """The whole test, about two seconds."""
    limits = request.policy.of(Policy)
    access = microphone_access()
    if access.in_use:
        yield Measured(Measurement(microphone_in_use=True, used_by=access.used_by))
        return
    yield Activity(N_("Listening for your own sound"))
    known = Measurement(microphone=request.microphone, output=request.output, microphone_in_use=access.in_use)
    try:
        with open_microphone(opened_by(request.microphone)) as microphone:
            microphone.read()  # from here on it gives sound
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
        played = output.ended and not output.broken and not microphone.lost
    if heard is None:
        return replace(known, output=output.name, output_fault="no_signal")
    known = replace(known, output=output.name, played=played)
    return describe(heard, microphone.rate_hz, limits, known, held_back_s=output.ahead_s)


def _record(microphone: MicrophoneStream, output: LoudspeakerStream, level_dbfs: float) -> Samples | None:
    """What the microphone gives from the moment that the sweep's first sample leaves; None when it never leaves."""
    import numpy as np

    from readiness.measures.audio.leak import LONGEST_DELAY_S, SIGNAL_S, sweeps

    output.play(sweeps(output.rate_hz, level_dbfs))
    rate_hz = microphone.rate_hz
    missing = int((SIGNAL_S + LONGEST_DELAY_S) * rate_hz)
    held_back = 0
    patience = int(LEAVES_S * rate_hz)
    blocks: list[Samples] = []
    while missing + held_back > 0 and patience > 0:
        block = microphone.read()
        if output.left_at_s is None or microphone.came_at_s <= output.left_at_s:
            patience -= block.size
            continue
        held_back = int(min(max(output.ahead_s, 0.0), HOLDS_BACK_S) * rate_hz)
        began_s = microphone.came_at_s - block.size / rate_hz
        blocks.append(block[max(0, round((output.left_at_s - began_s) * rate_hz)) :])
        missing -= blocks[-1].size
    return np.concatenate(blocks) if blocks else None


def describe(heard: Samples, rate_hz: int, limits: Policy, known: Measurement, held_back_s: float = 0.0) -> Measurement:
    """The measurement of what was heard; pure. `held_back_s` was the wait before the output, no part of the way."""
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


def _leaks(measured: Measurement, policy: Policy) -> bool:
    return measured.echo_loss_db is not None and measured.echo_loss_db < policy.echo_loss_min_db


def _would_have_been_found(measured: Measurement, policy: Policy) -> bool:
    return measured.detectable_db is not None and measured.detectable_db >= policy.echo_loss_min_db


TEST_AGAIN = N_("Switch on the microphone and test again.")

RULES: tuple[Rule[Measurement, Policy], ...] = (
    Rule(
        what="in_a_meeting",
        outcome=Outcome.WARN,
        when=lambda m, _: m.microphone_in_use is True,
        headline=N_("Another program is listening, so nothing was played."),
        remedy=N_("End the other meeting and test again."),
    ),
    Rule(
        what="no_microphone",
        outcome=Outcome.WARN,
        when=lambda m, _: m.microphone_fault is not None,
        headline=N_("There was no microphone to listen with."),
        remedy=N_("Plug in the headset and test again."),
        place=Place.SOUND,
    ),
    Rule(
        what="no_output",
        outcome=Outcome.WARN,
        when=lambda m, _: m.output_fault is not None,
        headline=N_("There was nothing to play through."),
        remedy=N_("Choose the headset as output and test again."),
        place=Place.SOUND,
    ),
    Rule(
        what="muted",
        outcome=Outcome.WARN,
        when=lambda m, _: m.muted is True,
        headline=N_("The microphone is switched off."),
        remedy=TEST_AGAIN,
        place=Place.SOUND,
    ),
    Rule(
        what="heard",
        outcome=Outcome.WARN,
        when=_leaks,
        headline=N_("The sound can be heard in the room."),
        remedy=N_("Choose the headset as output."),
        place=Place.SOUND,
    ),
    Rule(
        what="interrupted",
        outcome=Outcome.WARN,
        when=lambda m, _: m.played is False,
        headline=N_("The sound was cut off."),
        remedy=N_("Close other programs and test again."),
    ),
    Rule(
        what="too_noisy",
        outcome=Outcome.WARN,
        when=lambda m, p: m.found is not None and not _leaks(m, p) and not _would_have_been_found(m, p),
        headline=N_("It was too noisy to tell."),
        remedy=N_("Keep quiet for two seconds and test again."),
    ),
    Rule(
        what="ok",
        outcome=Outcome.PASS,
        when=lambda m, p: m.played is True and m.found is not None and _would_have_been_found(m, p),
        headline=N_("The sound stays in the headset."),
    ),
)

CHECK = Check(
    id="leak",
    title=N_("Sound in the room"),
    question=N_("Can others hear the talk?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    guideline=("surroundings.room",),
    subject=lambda measured: measured.output or "",
)

PROBE = Probe(name="leak", run=play_and_listen, yields=(Measurement,), deadline_s=lambda _: 15.0)
