"""Does the microphone carry the voice?

The person reads a sentence; what is heard is judged here. `microphone_probe` measures it, and recordings.
"""

from __future__ import annotations

from readiness.checks.microphone.measurement import Measurement, Policy
from readiness.checks.microphone.rules import OBSTACLES, RULES
from readiness.i18n import N_
from readiness.model import Check, Device

__all__ = ["CHECK", "OBSTACLES", "Measurement", "Policy"]

CHECK = Check(
    id="microphone",
    title=N_("Microphone"),
    question=N_("Does the microphone carry your voice?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    guideline=("equipment.headset",),
    subject=lambda measured: measured.name or "",
    device=Device.MICROPHONE,
)
