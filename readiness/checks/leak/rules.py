"""Rules of the check `leak`, worst first."""

from __future__ import annotations

from readiness.checks.leak.measurement import Measurement, Policy
from readiness.i18n import N_
from readiness.model import Outcome, Place, Rule


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
