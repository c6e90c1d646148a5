"""Check `camera`: is the chosen camera connected, and does it give a live picture of reasonable quality?

The picture's contents are judged by `lighting`, `framing`, `alone` and `background`; `camera_probe` measures for all.
"""

from __future__ import annotations

from readiness.checks.camera.measurement import Measurement, Policy
from readiness.checks.camera.rules import RULES
from readiness.i18n import N_
from readiness.model import Check, Dependency, Device

__all__ = ["CHECK", "NEEDS_CAMERA", "NO_PICTURE_YET", "Measurement", "Policy"]

CHECK = Check(
    id="camera",
    title=N_("Camera"),
    question=N_("Does the camera give a picture?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    guideline=("equipment.camera",),
    subject=lambda measured: measured.name or "",
    device=Device.CAMERA,
)

NEEDS_CAMERA = Dependency(
    check=CHECK.id, headline=N_("Waits for the camera."), remedy=N_("Get the camera going first.")
)
"""The dependency of all checks that judge the camera's picture."""

NO_PICTURE_YET = (N_("There is no picture to judge yet."), N_("Get the camera going first."))
"""Their headline and remedy without a measurement."""
