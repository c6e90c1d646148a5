"""The page's plots, drawn from the answers: which numbers become which bars, and in which order."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from asking import NO_ANSWERS

from readiness.fleet.answers import Answers, Blocking, Change, CodeChange, PolicyCompare, Product, Recovery, Week
from readiness.fleet.page_plots import LISTED, MAX_BARS, plot
from readiness.i18n import Words

ENGLISH = Words("en")


def texts(key: str, answers: Answers) -> list[str]:
    drawn = plot(key, answers, ENGLISH, "")
    assert drawn is not None
    return re.findall(r"<text[^>]*>([^<]*)</text>", drawn)


def test_obstacle_is_named_by_what_the_person_sees_or_else_by_its_code() -> None:
    answers = replace(NO_ANSWERS, blocking=(Blocking("camera.absent", 9, 9, 7), Blocking("later.code", 9, 9, 2)))
    assert texts("blocking", answers) == ["No camera is connected.", "7", "later.code", "2"]


def test_recovery_without_anybody_who_recovered_has_no_bar() -> None:
    answers = replace(
        NO_ANSWERS, recovery=(Recovery("camera.black", 3, 3, None, None), Recovery("camera.absent", 4, 0, 2, 30))
    )
    assert texts("recovery", answers) == ["No camera is connected.", "30 h"]


def test_products_that_fail_most_come_first() -> None:
    answers = replace(
        NO_ANSWERS, products=(Product("headset", "Good", 9, 0.1), Product("browser", "Google Chrome", 2, 0.4, "150"))
    )
    assert texts("products", answers) == ["Browser Google Chrome 150", "40 %", "Headset Good", "10 %"]


def test_policy_comparison_shows_both_numbers() -> None:
    compare = PolicyCompare(
        stations=9, judged=9, no_go=1, no_go_then=4, codes=[CodeChange("camera.absent", 1, 4)], newly_no_go=[],
        no_longer_no_go=[],
    )  # fmt: skip
    assert texts("policy_codes", replace(NO_ANSWERS, policy_compare=compare)) == ["No camera is connected.", "1 → 4"]


def test_change_is_named_as_in_its_table() -> None:
    change = Change("unit", "Reception", None, 9, 0.4, 0.2, is_new=True, site="Visby")
    assert "Unit Reception, Visby (new)" in texts("changes", replace(NO_ANSWERS, changes=(change,)))


def test_no_plot_has_more_bars_or_weeks_than_fit() -> None:
    weeks = tuple(Week("A", date(2020, 1, 6) + timedelta(weeks=nth), 5, 0.5) for nth in range(LISTED + 9))
    answers = replace(NO_ANSWERS, weeks=weeks, blocking=tuple(Blocking(f"x.{nth}", 1, 1, nth) for nth in range(20)))
    drawn = plot("overall", answers, ENGLISH, "")
    assert drawn is not None
    assert drawn.count("<circle") == LISTED
    assert len(texts("blocking", answers)) == 2 * MAX_BARS


def test_other_tables_have_no_plot() -> None:
    assert plot("turned", NO_ANSWERS, ENGLISH, "") is None
