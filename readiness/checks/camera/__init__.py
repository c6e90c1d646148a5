"""Is the chosen camera there, and does it give a living picture of ordinary quality?

What the picture shows is asked by `lighting`, `framing` and `background`; all are measured by `camera_probe`.
"""

from __future__ import annotations

from readiness.checks.camera.measurement import Measurement, Policy
from readiness.checks.camera.rules import RULES
from readiness.i18n import N_
from readiness.model import Check, Dependency, Device

__all__ = ["CHECK", "NEEDS_CAMERA", "Measurement", "Policy"]

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
"""For checks of what the camera's picture shows."""
