"""Changes since the last go: devices, versions, and findings by code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

import pytest

from readiness.i18n import Words
from readiness.storage.run import Run
from readiness.support.run_diff import changes, last_go, todays_go

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
FULL: Mapping[str, str] = {"camera": "camera.ok", "browser": "browser.ok"}
WORDS = Words("en")


def run(now: dict[str, str], minutes: float = 0, verdict: str = "go", codes: Mapping[str, str] = FULL) -> Run:
    return Run(
        started_at=MORNING + timedelta(minutes=minutes),
        verdict=verdict,
        app_version="1.0",
        codes=dict(codes),
        outcomes={},
        things=now,
    )


def differences(before: Run, after: Run) -> list[str]:
    return [each.localized(WORDS, before.started_at) for each in changes(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ({"browser": "156.0.1.2"}, {"browser": "157.0.3.4"}, "Chrome was updated 156 → 157."),
        ({"browser": "156.0.1.2"}, {"browser": "156.0.1.9"}, "Chrome was updated 156.0.1.2 → 156.0.1.9."),
        ({"browser": "156.0"}, {"browser": ""}, "Chrome was there on 2026-11-23; now it is not."),
        ({"microphone": "#a"}, {"microphone": "#b"}, "The microphone is another one than on 2026-11-23."),
        ({"microphone": "#a"}, {"microphone": ""}, "There was a microphone on 2026-11-23; now there is none."),
        ({"output": "#a"}, {"output": "#b"}, "The sound is played by another device than on 2026-11-23."),
        ({"camera": ""}, {"camera": "#a"}, "There is a camera now; on 2026-11-23 there was none."),
        ({"connection": "wired"}, {"connection": "wifi"}, "The connection is of another kind than on 2026-11-23."),
        ({"policy": "1"}, {"policy": "2"}, "IT has changed the limits since 2026-11-23."),
        ({"app": "1.0.0", "policy": "1"}, {"app": "1.1.0", "policy": "2"}, "Readiness was updated 1.0.0 → 1.1.0."),
    ],
)
def test_changed_device_is_reported(before: dict[str, str], after: dict[str, str], sentence: str) -> None:
    assert differences(run(before), run(after, 1)) == [sentence]


def test_untested_checks_have_not_changed() -> None:
    assert differences(run({"browser": "156"}), run({"camera": "#a"}, 1)) == []


def test_changed_finding_is_reported_by_its_codes() -> None:
    after = run({}, 1, "no_go", {"camera": "camera.black", "browser": "browser.ok"})
    assert differences(run({}), after) == ["Camera: camera.ok → camera.black"]


def test_last_go_is_the_latest_earlier_run_of_the_same_checks() -> None:
    part = run({}, 3, codes={"camera": "camera.ok"})
    bad, now = run({}, 4, "no_go"), run({}, 5, "no_go")
    assert last_go(()) is None
    assert last_go((run({}),)) is None
    assert last_go((run({}), run({}, 1, "go_with_remarks"), part, bad, now)) == run({}, 1, "go_with_remarks")
    assert last_go((run({}), run({}, 1), part, bad, run({}, 5, codes={"camera": "camera.ok"}))) == part


NOON = MORNING + timedelta(hours=4)
SEEN = {"camera": "#a", "browser": "156"}


@pytest.mark.parametrize(
    ("runs", "moment", "which"),
    [
        ((), NOON, None),
        ((run(SEEN),), NOON, 0),
        ((run(SEEN),), NOON + timedelta(days=1), None),
        ((run(SEEN),), MORNING - timedelta(minutes=1), None),
        ((run(SEEN), run(SEEN, 1, "no_go")), NOON, None),
        ((run(SEEN), run(SEEN, 1, "no_go", {"camera": "camera.ok"})), NOON, 0),
        ((run(SEEN, codes={"camera": "camera.ok"}),), NOON, None),
        ((run(SEEN, 0, "go_with_remarks"),), NOON, 0),
    ],
)
def test_todays_go_is_the_latest_full_run_of_today(runs: tuple[Run, ...], moment: datetime, which: int | None) -> None:
    assert todays_go(runs, FULL, moment) == (None if which is None else runs[which])


def test_day_is_that_of_the_local_time_zone() -> None:
    late = datetime(2026, 11, 24, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    assert todays_go((run(SEEN, 14 * 60),), FULL, late) is None
    assert todays_go((run(SEEN, 15.2 * 60),), FULL, late) is not None
