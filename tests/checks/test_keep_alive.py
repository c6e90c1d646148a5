"""Heartbeats while a slow function runs on a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from readiness.checks.keep_alive import alive_while
from readiness.model import Alive


def test_heartbeats_until_the_answer() -> None:
    may_answer, answers = threading.Event(), []

    def asking() -> Iterator[Alive]:
        answers.append((yield from alive_while(may_answer.wait, 10.0)))

    for _ in asking():
        may_answer.set()
    assert answers == [True]


def test_a_question_that_times_out_by_itself_is_over_at_once() -> None:
    def question() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        next(alive_while(question, 10.0))
