"""The parameters of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from readiness import checks as listed
from readiness.checks import playback, tone_test
from readiness.guideline.data import Guideline
from readiness.i18n import Words
from readiness.model import Check, Policy, Probe
from readiness.ui.session.history_store import HistoryStore
from readiness.ui.session.preferences_store import PreferencesStore
from readiness.ui.session.system_actions import SystemActions
from readiness.ui.state.device_choices import stored_choices
from readiness.ui.state.state import State, begin


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


class WindowConfig(msgspec.Struct, frozen=True, kw_only=True):
    """`guideline` is None when its file cannot be read; `notices` are shown at the top. `now`: the computer's clock.

    `words` makes a language's words, `log` reads what has stopped on this station.

    `extra_checks` and `extra_probes` run only when the person wants them to; `late_checks` and `late_probes` need the
    devices that the others have open, and run by themselves when the person has gone on to the questions.
    """

    policy: Policy
    language: str
    system_actions: SystemActions
    guideline: Guideline | None
    checks: Sequence[Check[Any, Any]] = msgspec.field(default_factory=lambda: listed.ALL)
    probes: Sequence[Probe] = msgspec.field(default_factory=lambda: listed.PROBES)
    extra_checks: Sequence[Check[Any, Any]] = msgspec.field(default_factory=lambda: listed.ON_REQUEST)
    extra_probes: Sequence[Probe] = msgspec.field(
        default_factory=lambda: (*listed.ON_REQUEST_PROBES, playback.PROBE, tone_test.PROBE)
    )
    late_checks: Sequence[Check[Any, Any]] = ()
    late_probes: Sequence[Probe] = ()
    notices: Sequence[str] = ()
    preferences: PreferencesStore = msgspec.field(default_factory=PreferencesStore)
    history: HistoryStore = msgspec.field(default_factory=HistoryStore)
    now: Callable[[], datetime] = _now
    words: Callable[[str], Words] = Words
    log: Callable[[], str] = str


def first_state(setup: WindowConfig) -> State:
    """Return the window's initial state."""
    state = begin(
        setup.checks,
        setup.probes,
        setup.policy,
        setup.guideline,
        setup.language,
        extra_checks=setup.extra_checks,
        extra_probes=setup.extra_probes,
        late_checks=setup.late_checks,
        late_probes=setup.late_probes,
    )
    choices = stored_choices(setup.preferences.current)
    return replace(state, places=setup.system_actions.places, stored_answers=setup.preferences.answers, choices=choices)
