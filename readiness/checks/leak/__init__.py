"""Check `leak`: can people nearby hear the conversation, because the sound is played by a loudspeaker?

A short, quiet sweep is played through the output that the meeting would use, and detected in the microphone. Since it
is audible, it runs only on request, and not while another program uses a microphone.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from readiness.i18n import N_
from readiness.model import (
    HIGHER_IS_STRICTER,
    LOWER_IS_STRICTER,
    Check,
    CheckMeasurement,
    CheckSection,
    LateImport,
    Outcome,
    Place,
    Probe,
    Rule,
    Visibility,
    fact,
)


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


class Measurement(CheckMeasurement, frozen=True, kw_only=True):
    """The echo of the sweep."""

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

HEARD_BY_OTHERS = frozenset({f"{CHECK.id}.heard"})
"""Findings that mean that the patient's voice comes out in the room."""

PROBE = Probe(
    name="leak",
    run=LateImport("readiness.checks.leak.probe", "play_and_listen"),
    yields=(Measurement,),
    deadline_s=lambda _: 15.0,
)
