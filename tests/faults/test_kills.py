"""No process survives a killed program, whatever the moment; `make faults` kills a hundred."""

from __future__ import annotations

import random

import pytest

from faults.kills import kill_one


@pytest.mark.slow
@pytest.mark.parametrize("stopped", [False, True])
def test_no_process_survives_a_killed_program(stopped: bool) -> None:  # noqa: FBT001
    rng = random.Random()  # noqa: S311  (moments in time, not secrets)
    assert [kill_one(rng, stopped=stopped) for _ in range(3)] == [[]] * 3
