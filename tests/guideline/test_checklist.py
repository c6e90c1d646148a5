"""What applies, and what the answers mean."""

from __future__ import annotations

import itertools
from datetime import date, datetime

import pytest

from readiness.assets import asset
from readiness.guideline.checklist import Answer, Situation, answers_for, findings, items_for
from readiness.guideline.data import Item, Validity, Weight
from readiness.guideline.loader import load
from readiness.model import Outcome, Verdict, verdict

GUIDELINE = load(asset("guideline.toml"))
ORDINARY = Situation()
SITUATIONS = [
    Situation(distance_work=distance, minor=minor, without_bankid=without)
    for distance, minor, without in itertools.product((False, True), repeat=3)
]


def asked_items(situation: Situation) -> list[Item]:
    return [item for item in items_for(GUIDELINE, situation) if item.asked]


def all_yes(situation: Situation) -> dict[str, Answer]:
    return {item.id: Answer.YES for item in asked_items(situation)}


@pytest.mark.parametrize(
    ("situation", "there", "not_there"),
    [
        (ORDINARY, {"work_clothes", "bankid", "agent", "badge"},
         {"suitable_clothes", "distance_routines", "guardian", "child", "child_record", "identity_control"}),
        (Situation(distance_work=True), {"suitable_clothes", "distance_routines", "badge", "sign"}, {"work_clothes"}),
        (Situation(minor=True), {"guardian", "child", "child_record"}, {"agent", "identity_control"}),
        (Situation(without_bankid=True), {"identity_control", "reason_without_bankid"}, {"bankid", "agent"}),
        (Situation(minor=True, without_bankid=True), {"child", "child_record", "identity_control"}, {"guardian"}),
    ],
)  # fmt: skip
def test_items_that_apply_in_a_situation(situation: Situation, there: set[str], not_there: set[str]) -> None:
    found = {item.id for item in items_for(GUIDELINE, situation)}
    assert there <= found
    assert found.isdisjoint(not_there)


def test_every_item_applies_in_some_situation() -> None:
    found = {item.id for situation in SITUATIONS for item in items_for(GUIDELINE, situation)}
    assert found == {item.id for item in GUIDELINE.items}


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_all_yes_is_go_and_each_question_gives_one_finding(situation: Situation) -> None:
    found = findings(GUIDELINE, situation, all_yes(situation), "sv")
    assert [each.check for each in found] == [f"room.{item.id}" for item in asked_items(situation)]
    assert {each.code for each in found} == {f"room.{item.id}.ok" for item in asked_items(situation)}
    assert verdict(found) is Verdict.GO


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_nothing_answered_is_no_go(situation: Situation) -> None:
    assert verdict(findings(GUIDELINE, situation, {}, "sv")) is Verdict.NO_GO


@pytest.mark.parametrize(
    ("item_id", "answer", "code", "outcome"),
    [
        ("sign", Answer.YES, "room.sign.ok", Outcome.PASS),
        ("sign", Answer.NOT_APPLICABLE, "room.sign.not_applicable", Outcome.PASS),
        ("sign", Answer.NO, "room.sign.no", Outcome.FAIL),
        ("sign", None, "room.sign.unanswered", Outcome.NOT_ASSESSED),
        ("private", Answer.NOT_APPLICABLE, "room.private.unanswered", Outcome.NOT_ASSESSED),
        ("training", Answer.NO, "room.training.no", Outcome.WARN),
        ("training", None, "room.training.unanswered", Outcome.WARN),
        ("training", Answer.NOT_APPLICABLE, "room.training.unanswered", Outcome.WARN),
    ],
)
def test_finding_of_each_answer(item_id: str, answer: Answer | None, code: str, outcome: Outcome) -> None:
    answers = all_yes(ORDINARY)
    answers.pop(item_id)
    if answer:
        answers[item_id] = answer
    found = findings(GUIDELINE, ORDINARY, answers, "sv")
    (changed,) = (each for each in found if each.check == f"room.{item_id}")
    assert (changed.code, changed.outcome) == (code, outcome)
    assert verdict(found) is verdict([changed])


def test_answers_to_inapplicable_items_are_ignored() -> None:
    answers = all_yes(ORDINARY) | {"guardian": Answer.NO, "camera": Answer.NO, "unheard_of": Answer.NO}
    assert verdict(findings(GUIDELINE, ORDINARY, answers, "sv")) is Verdict.GO


@pytest.mark.parametrize("language", ["sv", "en"])
def test_headline_and_remedy_come_from_the_item(language: str) -> None:
    (item,) = (each for each in GUIDELINE.items if each.id == "badge")
    words = item.words(language)

    def badge(answers: dict[str, Answer]) -> tuple[str, str]:
        (found,) = (each for each in findings(GUIDELINE, ORDINARY, answers, language) if each.check == "room.badge")
        return found.headline, found.remedy

    assert badge({"badge": Answer.YES}) == (words.yes, "")
    assert badge({"badge": Answer.NO}) == (words.no, words.remedy)
    assert badge({})[0] == words.text


@pytest.mark.parametrize("item", [item for item in GUIDELINE.items if item.asked], ids=lambda item: item.id)
def test_not_applicable_is_offered_only_where_the_item_allows_it(item: Item) -> None:
    assert (Answer.NOT_APPLICABLE in answers_for(item)) == item.not_applicable


def test_informative_items_are_never_asked() -> None:
    assert not [item.id for item in GUIDELINE.items if item.weight is Weight.KNOW and (item.asked or item.checks)]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 6, 23), Validity.NOT_YET),
        (date(2026, 6, 24), Validity.IN_FORCE),
        (date(2028, 6, 11), Validity.IN_FORCE),
        (date(2028, 6, 12), Validity.EXPIRED),
    ],
)
def test_document_is_valid_between_its_dates(today: date, expected: Validity) -> None:
    assert GUIDELINE.document.validity(today) is expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23 08:00", True),
        ("2026-11-23 07:59", False),
        ("2026-11-23 16:59", True),
        ("2026-11-23 17:00", False),
        ("2026-11-27 12:00", True),
        ("2026-11-28 12:00", False),
        ("2026-11-29 12:00", False),
        ("2026-12-24 12:00", False),
    ],
)
def test_support_hours(moment: str, *, expected: bool) -> None:
    assert GUIDELINE.support.is_open(datetime.fromisoformat(moment), {date(2026, 12, 24)}) is expected
