"""Check `headset`: is the microphone a real headset, and not phone earbuds?

The guideline requires "Headset och mikrofon (ej hörlurar till mobiltelefon)". No device is opened: the system lists
what is connected, and `classify` compares it with known products. What cannot be classified is put to the person.
"""

from __future__ import annotations

from readiness.checks.headset.measurement import ASKED, Measurement, Microphone, Policy
from readiness.checks.headset.rules import RULES
from readiness.i18n import N_, LocalizedText
from readiness.model import Check, Device, LateImport, Probe

__all__ = ["ASKED", "CHECK", "HEARD_BY_OTHERS", "PROBE", "Measurement", "Microphone", "Policy"]


def _subject(measurement: Measurement) -> str:
    name = measurement.name or ""
    return LocalizedText(N_("{name}, as you have answered"), name=name) if measurement.answered else name


CHECK = Check(
    id="headset",
    title=N_("Headset"),
    question=N_("Is the microphone a real headset, and not phone earbuds?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    guideline=("equipment.headset",),
    subject=_subject,
    device=Device.MICROPHONE,
)

HEARD_BY_OTHERS = frozenset({f"{CHECK.id}.loudspeaker", f"{CHECK.id}.sound_elsewhere"})
"""Findings that mean that the patient's voice comes out in the room."""

PROBE = Probe(
    name="headset",
    run=LateImport("readiness.checks.headset.probe", "probe"),
    yields=(Measurement,),
    deadline_s=lambda _: 15.0,
)
