"""What a window is made for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from readiness.checks import ALL, PROBES
from readiness.guideline.data import Guideline
from readiness.model import Check, Policy, Probe
from readiness.ui.doors import Doors


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """`guideline` is None when its file cannot be read; `notices` are shown at the top."""

    policy: Policy
    language: str
    doors: Doors
    guideline: Guideline | None
    checks: Sequence[Check[Any, Any]] = ALL
    probes: Sequence[Probe] = PROBES
    notices: Sequence[str] = ()
