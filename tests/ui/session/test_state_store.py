"""The store with the real runner: which probes a step of the person starts, and that their findings arrive."""

from __future__ import annotations

import pytest
from fake_device_probes import CONNECT, EYE, LINK, SEE
from opened_window import window_config
from pytestqt.qtbot import QtBot

from readiness.checks.registry import CheckGroup
from readiness.ui.session.state_store import StateStore
from readiness.ui.state.state import finding_of
from readiness.ui.state.step import Step

pytestmark = pytest.mark.slow

PATIENCE_MS = 15_000


def test_what_runs_afterwards_is_judged_while_the_questions_are_answered(qtbot: QtBot) -> None:
    store = StateStore(window_config(at_once=CheckGroup((EYE,), (SEE,)), afterwards=CheckGroup((LINK,), (CONNECT,))))
    try:
        store.test_all()
        qtbot.waitUntil(lambda: finding_of(store.state, "eye") is not None, timeout=PATIENCE_MS)
        assert finding_of(store.state, "link") is None
        store.go(Step.ROOM)
        qtbot.waitUntil(lambda: finding_of(store.state, "link") is not None, timeout=PATIENCE_MS)
        store.go(Step.EQUIPMENT)
        qtbot.waitUntil(lambda: store.state.probes["see"].holds_device, timeout=PATIENCE_MS)
        store.retest("link")
        assert not store.state.probes["connect"].running, "the eye is still open"
        assert finding_of(store.state, "link") is None
        qtbot.waitUntil(lambda: finding_of(store.state, "link") is not None, timeout=PATIENCE_MS)
        assert not store.state.probes["see"].running
        store.go(Step.START)
        store.retest("link")
        assert store.state.step is Step.START, "the devices are free there too"
    finally:
        store.close()
