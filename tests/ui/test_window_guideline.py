"""Which guideline the window uses, and its notices about problems with it."""

from __future__ import annotations

import threading
from collections.abc import Collection
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace
from opened_window import open_window, window_config
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from readiness.assets import asset
from readiness.guideline.data import Guideline
from readiness.guideline.loader import load
from readiness.guideline.policy import GuidelinePolicy
from readiness.i18n import Words
from readiness.model import Policy
from readiness.policy.problem import Problem
from readiness.ui.state.events import LanguageChanged
from readiness.ui.window.footer import out_of_force
from readiness.ui.window.guideline_in_use import guideline_in_use
from readiness.ui.window.main_window import MainWindow
from readiness.ui.window.start_notices import guideline_notices, policy_notices

BUILT_IN = asset("guideline.toml")
ENGLISH = Words("en")


def named(file: Path) -> Policy:
    return Policy((GuidelinePolicy(file=str(file)),))


def shown(window: MainWindow) -> list[str]:
    """Every text that can be read in the window just now."""
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def test_regional_guideline_is_used(tmp_path: Path) -> None:
    own = tmp_path / "nord.toml"
    own.write_text(BUILT_IN.read_text(encoding="utf-8").replace("Regionhälsan", "Region Nord"), encoding="utf-8")
    chosen = guideline_in_use(named(own))
    assert chosen.guideline
    assert chosen.guideline.document.applies_to == "Region Nord"
    assert guideline_notices(chosen, ENGLISH) == ()


def test_broken_guideline_is_reported_and_the_built_in_one_used(tmp_path: Path, qtbot: QtBot) -> None:
    own = tmp_path / "nord.toml"
    own.write_text("[document]\nid = 1\n", encoding="utf-8")
    chosen = guideline_in_use(named(own))
    (notice,) = guideline_notices(chosen, ENGLISH)
    assert chosen.guideline == load(BUILT_IN)
    assert f"{own}, line 2: document.id: " in notice
    window = open_window(qtbot, guideline=chosen.guideline, notices=partial(guideline_notices, chosen))
    assert notice in shown(window)
    assert window.room.checklist
    assert window.room.checklist.questions
    window.store.dispatch(LanguageChanged("sv"))
    assert notice not in shown(window)
    assert guideline_notices(chosen, Words("sv"))[0] in shown(window)
    window.close()


def test_a_server_that_hangs_is_not_waited_for(tmp_path: Path) -> None:
    hangs, own = threading.Event(), tmp_path / "nord.toml"

    def read(file: Path, checks: Collection[str]) -> Guideline:
        if file == own:
            hangs.wait()
        return load(file, checks)

    chosen = guideline_in_use(named(own), read)
    hangs.set()
    assert chosen.guideline == load(BUILT_IN)
    (notice,) = guideline_notices(chosen, ENGLISH)
    assert f"{own}: " in notice


@pytest.mark.parametrize(
    ("day", "notice"),
    [
        ("2026-06-23", "does not apply until 2026-06-24"),
        ("2026-06-24", ""),
        ("2028-06-11", ""),
        ("2028-06-12", "expired on 2028-06-11"),
        ("1980-01-01", "does not apply until 2026-06-24"),  # a clock that has lost its battery
    ],
)
def test_guideline_not_in_force_is_reported_and_still_used(day: str, notice: str, qtbot: QtBot) -> None:
    now = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    window = MainWindow(window_config(guideline=load(BUILT_IN), now=lambda: now))
    qtbot.addWidget(window)
    window.show()
    assert any(notice in text for text in shown(window))
    assert bool(out_of_force(window.store.state, ENGLISH)) is bool(notice)
    assert len(window.store.state.room) > 5
    window.close()


def test_policy_problems_are_reported_with_a_remedy() -> None:
    of_it = Problem("nord.toml: line 3")
    notices = policy_notices((of_it, replace(of_it, of_person=True)), ENGLISH)
    assert notices[0].endswith("Tell IT support: nord.toml: line 3")
    assert notices[1] == "Your own settings file is not all in force: nord.toml: line 3"
    assert policy_notices((), ENGLISH) == ()
