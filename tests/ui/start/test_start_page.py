"""What step 3 says while the meeting may not be opened."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fake_device_probes import CHECKS, CONNECT, LINK, PROBES
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from readiness.i18n import Words
from readiness.meeting_policy import Override, Service
from readiness.model import Policy
from readiness.ui.start.start_page import NOT_READY, TRIED_AGAIN, StartPage
from readiness.ui.state.initial_state import initial_state


@pytest.mark.parametrize(("overdue", "expected"), [(False, NOT_READY), (True, TRIED_AGAIN)])
def test_fault_that_chrome_is_asked_about_again_is_nothing_to_mend(
    qtbot: QtBot, *, overdue: bool, expected: str
) -> None:
    state = initial_state(
        CHECKS[:1], PROBES[:1], Policy(), None, "en", afterwards_checks=(LINK,), afterwards_probes=(CONNECT,)
    )
    status = replace(state.probes["connect"], overdue=overdue)
    page = StartPage(None, Service(), Override())
    qtbot.addWidget(page)
    page.show_state(replace(state, probes={**state.probes, "connect": status}), Words("en"), datetime.now(UTC))
    assert not page.open_button.isEnabled()
    shown = [label.text() for label in page.findChildren(QLabel)]
    assert [text for text in (NOT_READY, TRIED_AGAIN) if text in shown] == [expected]
