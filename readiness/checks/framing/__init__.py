"""Check `framing`: is the person visible, at the right place and size?

Other people are the subject of `alone`, the badge that of a checklist item. Left and right are the person's own; the
picture is the camera's, not mirrored. Shares are of the picture, 0 to 1 from its upper left corner.
"""

from __future__ import annotations

from readiness.checks.camera import NEEDS_CAMERA, NO_PICTURE_YET
from readiness.checks.framing.measurement import Measurement, Policy, measurement_of
from readiness.checks.framing.rules import ADVICE, RULES
from readiness.i18n import N_
from readiness.model import Check

__all__ = ["ADVICE", "CHECK", "Measurement", "Policy", "measurement_of"]

CHECK = Check(
    id="framing",
    title=N_("Framing"),
    question=N_("Are you seen at the right place and size?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    nothing_to_judge=NO_PICTURE_YET,
    depends_on=(NEEDS_CAMERA,),
    guideline=("surroundings.face",),
)
