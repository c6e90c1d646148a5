"""Nothing outlives a killed program, at whatever moment; `make faults` kills a hundred."""

from __future__ import annotations

import random

import pytest

from faults.kills import kill_one


@pytest.mark.slow
@pytest.mark.parametrize("stopped", [False, True])
def test_nothing_is_left_of_a_killed_program(stopped: bool) -> None:  # noqa: FBT001
    chance = random.Random()  # noqa: S311  (moments, not secrets)
    assert [kill_one(chance, stopped=stopped) for _ in range(3)] == [[]] * 3
