"""Which checks run on a station: those for its system that its policy gives something to test."""

from __future__ import annotations

from msgspec.structs import replace

from readiness.checks import connection
from readiness.checks.registry import applicable
from readiness.model import Policy

EVERYWHERE = connection.CHECK
ON_WINDOWS = replace(EVERYWHERE, id="windows", systems=("win32",))
NOTHING_TO_TEST = replace(EVERYWHERE, id="nothing", applies=lambda _: False)


def test_check_for_another_system_is_omitted() -> None:
    assert applicable([ON_WINDOWS, EVERYWHERE], Policy(), "linux") == (EVERYWHERE,)
    assert applicable([ON_WINDOWS, EVERYWHERE], Policy(), "win32") == (ON_WINDOWS, EVERYWHERE)


def test_check_with_nothing_to_test_is_omitted() -> None:
    assert applicable([NOTHING_TO_TEST, EVERYWHERE], Policy(), "linux") == (EVERYWHERE,)
