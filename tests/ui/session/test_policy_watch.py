"""The policy is read again beside the window."""

from __future__ import annotations

import threading

import pytest

from readiness.ui.session.policy_watch import PolicyWatch


@pytest.mark.parametrize("changed", [True, False])
def test_another_policy_is_noticed(*, changed: bool) -> None:
    assert PolicyWatch(lambda: changed).has_changed() is changed


def test_a_disk_that_hangs_is_not_waited_for() -> None:
    hangs = threading.Event()
    watch = PolicyWatch(hangs.wait)
    assert not watch.has_changed()
    hangs.set()
    assert watch.has_changed(), "it is read again the next time"
