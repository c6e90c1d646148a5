"""Check `lighting`: can a patient read the person's face?

The contrast of the face's features decides (`measures/video/legibility.py`). Brightness, background and the direction
of the light explain why it is insufficient, and what to do.

Left and right are the person's own, and a code names the side that the light comes *from*: `side_lit_left` is a lamp or
window to the person's left, which is on the right in the camera's picture and on the left in a mirrored self-view.
"""

from __future__ import annotations

from readiness.checks.camera import NEEDS_CAMERA, NO_PICTURE_YET
from readiness.checks.lighting.measurement import Measurement, Policy
from readiness.checks.lighting.rules import ADVICE, RULES
from readiness.i18n import N_
from readiness.model import Check

__all__ = ["ADVICE", "CHECK", "Measurement", "Policy"]

CHECK = Check(
    id="lighting",
    title=N_("Light"),
    question=N_("Is your face well lit?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    nothing_to_judge=NO_PICTURE_YET,
    depends_on=(NEEDS_CAMERA,),
    guideline=("surroundings.face",),
)
