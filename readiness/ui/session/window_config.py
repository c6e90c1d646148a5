"""The parameters of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import msgspec
from msgspec.structs import replace

from readiness.checks import playback, side_tones
from readiness.checks.registry import AFTERWARDS, AT_ONCE, ON_REQUEST, CheckGroup
from readiness.engine import suspend_aware_clock
from readiness.guideline.data import Guideline
from readiness.i18n import Words
from readiness.model import AnyCheck, Policy
from readiness.ui.session.history_store import HistoryStore
from readiness.ui.session.preferences_store import PreferencesStore
from readiness.ui.session.system_actions import SystemActions
from readiness.ui.state.device_choices import stored_choices
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.state import State


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


class WindowConfig(msgspec.Struct, frozen=True, kw_only=True):
    """The parameters of the window.

    Attributes:
        policy: the limits in force.
        language: the language to begin with.
        system_actions: opens settings pages and the meeting.
        guideline: None if its file cannot be read.
        at_once: the checks that run by themselves.
        on_request: those that run only when the person starts them.
        afterwards: those that need devices which the others have open; they run during the checklist.
        notices: returns messages to show at the top, in a language.
        preferences: the person's choices and answers.
        history: the runs on this station.
        now: the computer's clock.
        uptime_s: seconds since the computer started, time asleep included.
        words: returns a language's words.
        log: returns the text of the fault log.
        policy_has_changed: whether `policy` is no longer the one in force.
    """

    policy: Policy
    language: str
    system_actions: SystemActions
    guideline: Guideline | None
    at_once: CheckGroup = AT_ONCE
    on_request: CheckGroup = CheckGroup(ON_REQUEST.checks, (*ON_REQUEST.probes, playback.PROBE, side_tones.PROBE))
    afterwards: CheckGroup = AFTERWARDS
    notices: Callable[[Words], Sequence[str]] = lambda _: ()
    preferences: PreferencesStore = msgspec.field(default_factory=PreferencesStore)
    history: HistoryStore = msgspec.field(default_factory=HistoryStore)
    now: Callable[[], datetime] = _now
    uptime_s: Callable[[], float] = suspend_aware_clock.now_s
    words: Callable[[str], Words] = Words
    log: Callable[[], str] = str
    policy_has_changed: Callable[[], bool] = bool

    @property
    def every_check(self) -> tuple[AnyCheck, ...]:
        """All checks that the window may run."""
        return (*self.at_once.checks, *self.on_request.checks, *self.afterwards.checks)


def first_state(config: WindowConfig) -> State:
    """Return the window's initial state."""
    state = initial_state(
        config.at_once,
        config.policy,
        config.guideline,
        config.language,
        on_request=config.on_request,
        afterwards=config.afterwards,
    )
    choices = stored_choices(config.preferences.current)
    return replace(
        state, places=config.system_actions.places, stored_answers=config.preferences.answers, choices=choices
    )
