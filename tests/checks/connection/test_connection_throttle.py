"""A slow question is asked for a share of the time only; a quick one whenever its answer is wanted."""

from __future__ import annotations

import pytest

from readiness.checks.connection.probe import Throttled


class Signal:
    """A clock, and a question that takes `takes_s` of it and counts how often it was asked."""

    def __init__(self, takes_s: float) -> None:
        self.takes_s, self.now_s, self.asked = takes_s, 0.0, 0

    def __call__(self, _adapter: str) -> int | None:
        self.now_s += self.takes_s
        self.asked += 1
        return self.asked if self.asked > 1 else None


@pytest.mark.parametrize(("takes_s", "asked"), [(0.0, 31), (0.01, 30), (1.0, 6), (3.0, 2)])
def test_each_two_seconds_for_a_minute(takes_s: float, asked: int) -> None:
    signal = Signal(takes_s)
    bars = Throttled(signal, 0.1, lambda: signal.now_s)
    while signal.now_s <= 60:
        bars("en0")
        signal.now_s += 2.0
    assert signal.asked == asked


def test_last_answer_stands_meanwhile_also_none() -> None:
    signal = Signal(1.0)
    bars = Throttled(signal, 0.1, lambda: signal.now_s)
    assert [bars("en0"), bars("en0")] == [None, None]
    signal.now_s += 9.1
    assert [bars("en0"), bars("en0")] == [2, 2]


def test_another_adapter_is_asked_about_at_once() -> None:
    signal = Signal(1.0)
    bars = Throttled(signal, 0.1, lambda: signal.now_s)
    assert [bars("en0"), bars("en1"), bars("en0")] == [None, 2, None]


def test_failed_question_is_asked_again() -> None:
    def fails(_adapter: str) -> int:
        raise OSError("no answer")

    bars = Throttled(fails, 0.1)
    for _ in range(2):
        with pytest.raises(OSError, match="no answer"):
            bars("en0")
