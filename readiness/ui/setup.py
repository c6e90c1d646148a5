"""What a window is made for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from readiness.checks import ALL, PROBES
from readiness.guideline.data import Guideline
from readiness.model import Check, Policy, Probe
from readiness.ui.doors import Doors
from readiness.ui.memory import Memory


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """`guideline` is None when its file cannot be read; `notices` are shown at the top. `now`: the computer's clock."""

    policy: Policy
    language: str
    doors: Doors
    guideline: Guideline | None
    checks: Sequence[Check[Any, Any]] = ALL
    probes: Sequence[Probe] = PROBES
    notices: Sequence[str] = ()
    memory: Memory = field(default_factory=Memory)
    now: Callable[[], datetime] = _now
