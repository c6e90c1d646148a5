"""The tray's status: never ready if the last test is too old."""

from __future__ import annotations

from datetime import datetime

import pytest

from readiness.i18n import Words
from readiness.model import Verdict
from readiness.ui.state import banner
from readiness.ui.state.banner import Banner
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.tray.tray_status import tray_status

NOW = datetime(2026, 11, 23, 9, 30).astimezone()
GO = Banner(verdict=Verdict.GO, tone=Tone.GOOD, title=banner.READY)
REMARKS = Banner(verdict=Verdict.GO_WITH_REMARKS, tone=Tone.REMARK, title=banner.REMARKS)
NO_GO = Banner(
    verdict=Verdict.NO_GO, tone=Tone.PROBLEM, title=banner.NOT_READY, about="Camera", headline="The picture is black."
)
WORKS = Banner(verdict=Verdict.NO_GO, tone=Tone.GOOD, title=banner.WORKS, headline="The room and you are next.")
TESTING = Banner(verdict=None, tone=Tone.WORKING, title=banner.TESTING)
MEETING = Banner(verdict=Verdict.GO, tone=Tone.GOOD, title=banner.OPEN, headline="Chrome has the camera.")


@pytest.mark.parametrize(
    ("shown", "tests_count", "tone", "title"),
    [
        (GO, True, Tone.GOOD, "Redo"),
        (GO, False, Tone.UNKNOWN, "Inte redo"),
        (REMARKS, True, Tone.REMARK, "Redo"),
        (REMARKS, False, Tone.UNKNOWN, "Inte redo"),
        (NO_GO, True, Tone.PROBLEM, "Inte redo"),
        (NO_GO, False, Tone.PROBLEM, "Inte redo"),
        (WORKS, True, Tone.WORKING, "Inte redo"),  # the questions are left: no green tick in the tray
        (TESTING, False, Tone.WORKING, "Inte redo"),
        (MEETING, False, Tone.GOOD, "Mötet är öppet"),
    ],
)
def test_status_of_the_icon(shown: Banner, tone: Tone, title: str, *, tests_count: bool) -> None:
    status = tray_status(shown, NOW, tests_count=tests_count, meeting_is_over=False)
    assert (status.tone, Words("sv")(status.title)) == (tone, title)
    assert status.detail or shown is TESTING


@pytest.mark.parametrize(("shown", "seen_at", "is_over"), [(GO, None, False), (MEETING, NOW, True)])
def test_a_window_not_yet_opened_and_a_meeting_that_is_over_are_not_ready(
    shown: Banner, seen_at: datetime | None, *, is_over: bool
) -> None:
    status = tray_status(shown, seen_at, tests_count=True, meeting_is_over=is_over)
    assert (status.tone, Words("sv")(status.title)) == (Tone.UNKNOWN, "Inte redo")


def test_a_no_names_its_check_and_a_go_its_time() -> None:
    assert tray_status(NO_GO, NOW, tests_count=True, meeting_is_over=False).about == "Camera"
    status = tray_status(GO, NOW, tests_count=True, meeting_is_over=False)
    assert Words("sv")(status.detail, status.facts) == "Testat 09:30."
