"""The guideline file that ships with the program."""

from __future__ import annotations

from datetime import date, time

import pytest

from readiness.assets import asset
from readiness.guideline.data import Group, Item, Per, Weight
from readiness.guideline.loader import load

CHECKS = ("camera", "lighting", "framing", "headset", "microphone", "browser", "connection")
GUIDELINE = load(asset("guideline.toml"), CHECKS)
ASKED = [item for item in GUIDELINE.items if item.asked]


def named(item: Item) -> str:
    return item.id


def test_guideline_names_its_document() -> None:
    document = GUIDELINE.document
    assert (document.id, document.version) == ("RHS9919-529963968-5", "4.0")
    assert (document.valid_from, document.valid_to) == (date(2026, 6, 24), date(2028, 6, 11))


def test_guideline_has_the_support_contact() -> None:
    support = GUIDELINE.support
    assert (support.name, support.phone) == ("VGRIT Servicecenter", "010-473 71 00")
    assert (support.opens, support.closes) == (time(8), time(17))
    written = support.phone.replace(" ", "")
    assert written in GUIDELINE.sentence("stop.call").text


@pytest.mark.parametrize(
    "sentence_id",
    [
        "equipment.camera",
        "equipment.browser",
        "equipment.headset",
        "equipment.connection",
        "surroundings.room",
        "surroundings.sign",
        "surroundings.background",
        "surroundings.face",
    ],
)
def test_sentences_that_checks_refer_to(sentence_id: str) -> None:
    assert GUIDELINE.sentence(sentence_id).text


def test_every_check_answers_something() -> None:
    assert {check for item in GUIDELINE.items for check in item.checks} == set(CHECKS)


def test_no_group_is_empty_and_items_are_ordered_by_group() -> None:
    order = [item.group for item in GUIDELINE.items]
    assert list(dict.fromkeys(order)) == list(Group)
    assert order == sorted(order, key=list(Group).index)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("item", ASKED, ids=named)
def test_a_question_is_a_question_and_its_findings_are_short(item: Item, language: str) -> None:
    words = item.words(language)
    assert "?" in words.text
    for headline in (words.yes, words.no):
        assert len(headline.split()) <= 8
        assert headline.endswith(".")
    assert words.remedy.endswith(".")
    assert len({words.text, words.yes, words.no, words.remedy}) == 4


@pytest.mark.parametrize("item", GUIDELINE.items, ids=named)
def test_both_languages_are_there(item: Item) -> None:
    assert item.sv.text != item.en.text


@pytest.mark.parametrize("item_id", ["physical_not_needed", "suits_patient", "enough_known", "follow_up"])
def test_negative_answer_to_socialstyrelsens_questions_advises_a_physical_visit(item_id: str) -> None:
    (item,) = (each for each in GUIDELINE.items if each.id == item_id)
    assert item.weight is Weight.MUST
    assert not item.not_applicable
    for wanted in ("fysiskt besök", "förklara", "vänligt", "pedagogiskt"):
        assert wanted in item.sv.remedy
    for wanted in ("physical visit", "explain", "kindly"):
        assert wanted in item.en.remedy


@pytest.mark.parametrize("item_id", ["private", "sign", "badge", "child", "identity_control"])
def test_items_asked_before_every_meeting(item_id: str) -> None:
    (item,) = (each for each in GUIDELINE.items if each.id == item_id)
    assert item.per is Per.MEETING
