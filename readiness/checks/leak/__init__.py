"""Check `leak`: can people nearby hear the conversation, because the sound is played by a loudspeaker?

A short, quiet sweep is played through the output that the meeting would use, and detected in the microphone. Since it
is audible, it runs only on request, and not while another program uses a microphone.
"""

from __future__ import annotations

from readiness.checks.leak.measurement import Measurement, Policy
from readiness.checks.leak.rules import RULES
from readiness.i18n import N_
from readiness.model import Check, LateImport, Probe

__all__ = ["CHECK", "HEARD_BY_OTHERS", "PROBE", "Measurement", "Policy"]

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
