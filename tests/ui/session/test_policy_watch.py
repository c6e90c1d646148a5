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


def test_what_a_slow_disk_said_too_late_counts_the_next_time() -> None:
    answers, asked = threading.Event(), threading.Event()

    def slow() -> bool:
        first = not asked.is_set()
        asked.set()
        answers.wait()
        return first

    watch = PolicyWatch(slow)
    assert not watch.has_changed()
    answers.set()
    assert watch.has_changed()
    assert not watch.has_changed(), "once"


def test_what_it_said_too_late_of_the_same_policy_is_asked_again() -> None:
    answers, changed = threading.Event(), threading.Event()

    def slow() -> bool:
        is_another = changed.is_set()
        answers.wait()
        return is_another

    watch = PolicyWatch(slow)
    assert not watch.has_changed()
    changed.set()
    answers.set()
    assert watch.has_changed()
