"""What step 3 says while the meeting may not be opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from fake_device_probes import CHECKS, CONNECT, LINK, PROBES
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from readiness.assets import asset
from readiness.checks.registry import CheckGroup
from readiness.guideline.checklist import Answer, Situation, items_for
from readiness.guideline.data import Weight
from readiness.guideline.loader import load
from readiness.i18n import Words
from readiness.meeting_policy import Override, Service
from readiness.model import Judged, Policy
from readiness.ui.start.start_page import NOT_READY, TOO_OLD, TRIED_AGAIN, StartPage
from readiness.ui.state.initial_state import initial_state

GUIDELINE = load(asset("guideline.toml"))


@pytest.mark.parametrize(("overdue", "expected"), [(False, NOT_READY), (True, TRIED_AGAIN)])
def test_fault_that_chrome_is_asked_about_again_is_nothing_to_mend(
    qtbot: QtBot, *, overdue: bool, expected: str
) -> None:
    state = initial_state(
        CheckGroup(CHECKS[:1], PROBES[:1]), Policy(), None, "en", afterwards=CheckGroup((LINK,), (CONNECT,))
    )
    status = replace(state.probes["connect"], overdue=overdue)
    page = StartPage(None, Service(), Override())
    qtbot.addWidget(page)
    page.show_state(replace(state, probes={**state.probes, "connect": status}), Words("en"), datetime.now(UTC))
    assert not page.open_button.isEnabled()
    shown = [label.text() for label in page.findChildren(QLabel)]
    assert [text for text in (NOT_READY, TRIED_AGAIN) if text in shown] == [expected]


ASKED = [item for item in GUIDELINE.items if item.asked]
ALL_WELL = {item.id: Answer.YES for item in ASKED}
ADVISED = next(item.id for item in items_for(GUIDELINE, Situation()) if item.asked and item.weight is Weight.SHOULD)


@pytest.mark.parametrize(
    ("answers", "titles"),
    [(ALL_WELL, []), ({}, ["What is left"]), (ALL_WELL | {ADVISED: Answer.NO}, ["Know this first"])],
    ids=["answered", "unanswered", "remark"],
)
def test_tests_that_have_expired_leave_the_questions_to_see_to(
    qtbot: QtBot, answers: Mapping[str, Answer], titles: list[str]
) -> None:
    """A computer that slept has woken up with tests that do not answer; that is no fault to look for."""
    state = initial_state(CheckGroup((LINK,), (CONNECT,)), Policy(), GUIDELINE, "en")
    silent = Judged(LINK.not_assessed("silent"), None, settled=True)
    page = StartPage(GUIDELINE, Service(), Override())
    qtbot.addWidget(page)
    rows = (replace(state.rows[0], shown=silent),)
    page.show_state(replace(state, rows=rows, answers=answers, expired=True), Words("en"), datetime.now(UTC))
    page.show()
    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert TOO_OLD in shown
    assert [text for text in ("Know this first", "What is left") if text in shown] == titles
    assert not [text for text in shown if silent.finding.headline in text]
