"""The tray's status: never ready if the last test is too old."""

from __future__ import annotations

from datetime import datetime, timedelta

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
    ("shown", "minutes", "tone", "title"),
    [
        (GO, 0, Tone.GOOD, "Redo"),
        (GO, 15, Tone.GOOD, "Redo"),
        (GO, 16, Tone.UNKNOWN, "Inte redo"),
        (GO, -60, Tone.UNKNOWN, "Inte redo"),  # the clock was put back an hour
        (REMARKS, 3, Tone.REMARK, "Redo"),
        (REMARKS, 16, Tone.UNKNOWN, "Inte redo"),
        (NO_GO, 0, Tone.PROBLEM, "Inte redo"),
        (NO_GO, 60, Tone.PROBLEM, "Inte redo"),
        (WORKS, 0, Tone.WORKING, "Inte redo"),  # the questions are left: no green tick in the tray
        (TESTING, 0, Tone.WORKING, "Inte redo"),
        (MEETING, 60, Tone.GOOD, "Mötet är öppet"),
        (MEETING, 60 * 23, Tone.UNKNOWN, "Inte redo"),  # of yesterday
        (GO, None, Tone.UNKNOWN, "Inte redo"),
    ],
)
def test_status_of_the_icon(shown: Banner, minutes: int | None, tone: Tone, title: str) -> None:
    seen_at = None if minutes is None else NOW - timedelta(minutes=minutes)
    status = tray_status(shown, seen_at, NOW)
    assert (status.tone, Words("sv")(status.title)) == (tone, title)
    assert status.detail or shown is TESTING


def test_a_no_names_its_check_and_a_go_its_time() -> None:
    assert tray_status(NO_GO, NOW, NOW).about == "Camera"
    status = tray_status(GO, NOW, NOW)
    assert Words("sv")(status.detail, status.facts) == "Testat 09:30."
