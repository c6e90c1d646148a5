"""Which answers live on after a meeting, and for how long. No I/O, no clock.

What belongs to one meeting is never carried over, and neither is a "no": whoever said it may have seen to it since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from readiness.guideline.checklist import Answer, Situation, answers_for, items_for
from readiness.guideline.data import Guideline, Item, Per

DISTANCE_WORK = "switch.distance_work"
"""Under which name the switch is kept; no item can have it, since their ids hold no full stop."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, and the day it was given."""

    answer: Answer
    on: date


def outlives_the_meeting(item: Item) -> bool:
    """Whether the answer may be kept at all."""
    return item.per is not Per.MEETING


def asked_again(given: Given, ask_again_days: int) -> date:
    """The day from which a kept answer no longer counts."""
    return given.on + timedelta(days=ask_again_days)


def standing(
    guideline: Guideline, given: Mapping[str, Given], today: date, ask_again_days: int
) -> Mapping[str, Answer]:
    """Answers that still count without a word: kept ones, not too old, and not from a day that has not come yet."""
    return {
        item.id: given[item.id].answer
        for item in guideline.items
        if item.per is Per.KEPT
        and _is_good(item, given)
        and given[item.id].on <= today < asked_again(given[item.id], ask_again_days)
    }


def same_as_last(
    guideline: Guideline, situation: Situation, given: Mapping[str, Given], today: date
) -> Mapping[str, Answer]:
    """Answers of today that "same as last time" gives again, for the items that apply."""
    return {
        item.id: given[item.id].answer
        for item in items_for(guideline, situation)
        if item.per is Per.DAY and _is_good(item, given) and given[item.id].on == today
    }


def situation_today(given: Mapping[str, Given], today: date) -> Situation:
    """Where one works is as it was earlier today; what is true of a patient is never carried over to another."""
    where = given.get(DISTANCE_WORK)
    return Situation(distance_work=where is not None and where.on == today and where.answer is Answer.YES)


def _is_good(item: Item, given: Mapping[str, Given]) -> bool:
    return item.asked and item.id in given and given[item.id].answer in set(answers_for(item)) - {Answer.NO}
