"""Check `microphone`: does the microphone carry the person's voice?

The person reads a sentence, which `probe` records and measures; it can measure recordings as well.
"""

from __future__ import annotations

from readiness.checks.microphone.measurement import Measurement, Policy
from readiness.checks.microphone.obstacles import OBSTACLES
from readiness.checks.microphone.rules import RULES
from readiness.i18n import N_
from readiness.model import Check, Dependency, Device, LateImport, Probe

__all__ = ["CHECK", "OBSTACLES", "OTHER_SOUNDS", "OTHER_VOICE", "PROBE", "READ_ALOUD", "Measurement", "Policy"]

CHECK = Check(
    id="microphone",
    title=N_("Microphone"),
    question=N_("Does the microphone carry your voice?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    depends_on=(
        Dependency(
            check="headset",
            codes=frozenset({"absent", "not_found", "no_answer"}),
            headline=N_("Waits for the headset."),
            remedy=N_("Get the headset going first."),
        ),
    ),
    guideline=("equipment.headset",),
    subject=lambda measured: measured.name or "",
    device=Device.MICROPHONE,
)

READ_ALOUD = N_("Read the sentence aloud")
"""What the probe says it is doing while it waits for a voice."""

STARTS_WITHIN_S = 12.0
"""Time from the process's start to the first sound; opening takes seconds over Bluetooth."""

OTHER_VOICE, OTHER_SOUNDS = f"{CHECK.id}.room_voices", f"{CHECK.id}.room_sounds"
"""Findings that bear on whether anybody else can hear the meeting."""

PROBE = Probe(
    name="microphone",
    run=LateImport("readiness.checks.microphone.probe", "listen"),
    yields=(Measurement,),
    deadline_s=lambda policy: policy.of(Policy).listen_s + STARTS_WITHIN_S,
)
