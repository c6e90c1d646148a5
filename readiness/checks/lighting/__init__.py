"""Can a patient read the face?

The contrast of the face's features decides (`measures/video/legibility.py`); brightness, what is behind, and the side
that the light comes from say why it is too little, and so what to do.

Left and right are the person's own, and a code names the side that the light comes *from*: `side_lit_left` is a lamp
or a window to the person's left, which is image right in the camera's picture and left again in a mirrored self-view.
"""

from __future__ import annotations

from dataclasses import replace

from readiness.checks.camera import NEEDS_CAMERA
from readiness.checks.lighting.measurement import Measurement, Policy
from readiness.checks.lighting.rules import ADVICE, RULES
from readiness.i18n import N_
from readiness.model import Check

__all__ = ["CHECK", "Measurement", "Policy", "advised"]

CHECK = Check(
    id="lighting",
    title=N_("Light"),
    question=N_("Is your face well lit?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    nothing_to_judge=(N_("There is no picture to judge yet."), N_("Get the camera going first.")),
    depends_on=(NEEDS_CAMERA,),
    guideline=("surroundings.face",),
)


def advised(measurement: Measurement, policy: Policy) -> Measurement:
    """The measurement with the direction that its remedy points in, for the window to draw."""
    return replace(measurement, advice_direction=ADVICE.get(CHECK.judge(measurement, policy).remedy))
