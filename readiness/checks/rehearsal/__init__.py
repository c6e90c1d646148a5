"""What does a meeting get in Google Chrome itself: which camera and microphone, what picture, what sound, what way out?

The other checks model what Chrome would do. This one asks it, when they have let the devices go: Chrome is started
hidden for some seconds, with a page at the meeting's own address. That it could not be asked is never a no-go.
"""

from __future__ import annotations

from readiness.checks.rehearsal.measurement import DEADLINE_S, Measurement, Policy
from readiness.checks.rehearsal.overruling import with_chromes_answers
from readiness.checks.rehearsal.rules import RULES
from readiness.i18n import N_
from readiness.model import Check, LateImport, Outcome, Probe

__all__ = ["CHECK", "PROBE", "Measurement", "Policy", "with_chromes_answers"]


def _subject(measured: Measurement) -> str:
    """The device that Chrome takes instead."""
    if measured.same_camera is False:
        return measured.camera_name or ""
    return measured.microphone_name or "" if measured.same_microphone is False else ""


CHECK = Check(
    id="rehearsal",
    title=N_("Rehearsal in Chrome"),
    question=N_("Does Chrome get the picture and the sound that were tested?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    reason=N_("The meeting takes place in Chrome, so Chrome itself is asked."),
    subject=_subject,
    nothing_to_judge=(
        N_("Chrome could not be tried out."),
        N_("You can hold the meeting. Tell IT support if it happens again."),
    ),
    when_unknown=Outcome.WARN,
    applies=lambda policy: policy.of(Policy).enabled,
)

PROBE = Probe(
    name="rehearsal",
    run=LateImport("readiness.checks.rehearsal.probe", "run"),
    yields=(Measurement,),
    deadline_s=lambda _: DEADLINE_S + 12,
)
