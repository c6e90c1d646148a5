"""What a window is made for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from readiness.checks import ALL, ON_REQUEST, ON_REQUEST_PROBES, PROBES, playback
from readiness.guideline.data import Guideline
from readiness.model import Check, Policy, Probe
from readiness.ui.choices import remembered_choices
from readiness.ui.doors import Doors
from readiness.ui.memory import Memory
from readiness.ui.past import Past
from readiness.ui.state import State, begin


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """`guideline` is None when its file cannot be read; `notices` are shown at the top. `now`: the computer's clock.

    `extra_checks` and `extra_probes` run only when the person wants them to.
    """

    policy: Policy
    language: str
    doors: Doors
    guideline: Guideline | None
    checks: Sequence[Check[Any, Any]] = ALL
    probes: Sequence[Probe] = PROBES
    extra_checks: Sequence[Check[Any, Any]] = ON_REQUEST
    extra_probes: Sequence[Probe] = (*ON_REQUEST_PROBES, playback.PROBE)
    notices: Sequence[str] = ()
    memory: Memory = field(default_factory=Memory)
    past: Past = field(default_factory=Past)
    now: Callable[[], datetime] = _now


def first_state(setup: Setup) -> State:
    """The window's state before anything has been tested or asked."""
    state = begin(
        setup.checks,
        setup.probes,
        setup.policy,
        setup.guideline,
        setup.language,
        extra_checks=setup.extra_checks,
        extra_probes=setup.extra_probes,
    )
    choices = remembered_choices(setup.memory.remembered)
    return replace(state, places=setup.doors.places, given=setup.memory.answers, choices=choices)
