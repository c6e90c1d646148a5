"""Which answers live on, and for how long."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from readiness.assets import asset
from readiness.guideline.answer_retention import (
    DISTANCE_WORK,
    StoredAnswer,
    expires_on,
    outlives_the_meeting,
    same_as_last,
    situation_today,
    still_valid,
)
from readiness.guideline.checklist import Answer, Situation
from readiness.guideline.data import Per
from readiness.guideline.loader import load

GUIDELINE = load(asset("guideline.toml"))
TODAY = date(2026, 11, 23)
YEAR = 365
EVERYTHING = {item.id: StoredAnswer(Answer.YES, TODAY) for item in GUIDELINE.items if item.asked}


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("answer", "is_valid"),
    [
        (StoredAnswer(Answer.YES, TODAY), True),
        (StoredAnswer(Answer.YES, days_ago(YEAR - 1)), True),
        (StoredAnswer(Answer.YES, days_ago(YEAR)), False),
        (StoredAnswer(Answer.YES, days_ago(-1)), False),  # the clock was wrong then, or is now
        (StoredAnswer(Answer.NO, TODAY), False),
        (StoredAnswer(Answer.NOT_APPLICABLE, TODAY), False),  # which training does not offer
    ],
)
def test_stored_answer_is_valid_until_the_policy_asks_again(answer: StoredAnswer, is_valid: bool) -> None:  # noqa: FBT001  (a table)
    assert ("training" in still_valid(GUIDELINE, {"training": answer}, TODAY, YEAR)) is is_valid


def test_only_answers_kept_for_a_year_are_valid_without_a_question() -> None:
    expected = {item.id for item in GUIDELINE.items if item.per is Per.KEPT}
    assert set(still_valid(GUIDELINE, EVERYTHING, TODAY, YEAR)) == expected


@pytest.mark.parametrize("situation", [Situation(), Situation(distance_work=True, minor=True, without_bankid=True)])
def test_same_as_last_never_answers_questions_about_one_meeting(situation: Situation) -> None:
    repeated = same_as_last(GUIDELINE, situation, EVERYTHING, TODAY)
    assert repeated
    per = {item.id: item.per for item in GUIDELINE.items}
    assert {per[item] for item in repeated} == {Per.DAY}
    assert repeated.keys().isdisjoint({"private", "sign", "badge", "child", "identity_control", "booked"})


@pytest.mark.parametrize(
    "answer",
    [StoredAnswer(Answer.YES, days_ago(1)), StoredAnswer(Answer.YES, days_ago(-1)), StoredAnswer(Answer.NO, TODAY)],
)
def test_answers_of_yesterday_and_negative_answers_are_asked_again(answer: StoredAnswer) -> None:
    assert not same_as_last(GUIDELINE, Situation(), {"work_clothes": answer}, TODAY)


def test_not_applicable_is_repeated() -> None:
    last = {"work_clothes": StoredAnswer(Answer.NOT_APPLICABLE, TODAY)}
    assert same_as_last(GUIDELINE, Situation(), last, TODAY) == {"work_clothes": Answer.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("answers", "distance_work"),
    [
        ({}, False),
        ({DISTANCE_WORK: StoredAnswer(Answer.YES, TODAY)}, True),
        ({DISTANCE_WORK: StoredAnswer(Answer.NO, TODAY)}, False),
        ({DISTANCE_WORK: StoredAnswer(Answer.YES, days_ago(1))}, False),
    ],
)
def test_workplace_is_remembered_for_the_day_and_the_patient_never(
    answers: dict[str, StoredAnswer],
    distance_work: bool,  # noqa: FBT001  (a table)
) -> None:
    assert situation_today(answers, TODAY) == Situation(distance_work=distance_work)


def test_stored_answer_has_an_expiry_date() -> None:
    assert expires_on(StoredAnswer(Answer.YES, TODAY), YEAR) == date(2027, 11, 23)


def test_items_whose_answer_outlives_a_meeting() -> None:
    lasting = {item.id for item in GUIDELINE.items if item.asked and outlives_the_meeting(item)}
    assert lasting == {"training", "distance_routines", "work_clothes", "suitable_clothes"}
