"""Which checklist answers are kept after a meeting, and for how long. No I/O, no clock.

Answers about one meeting are never carried over, nor is a "no": the person may have fixed the matter since.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from readiness.guideline.checklist import Answer, Situation, answers_for, items_for
from readiness.guideline.data import Guideline, Item, Per

DISTANCE_WORK = "switch.distance_work"
"""The key under which the switch is stored. It cannot clash with an item's id, as those contain no dot."""


class StoredAnswer(msgspec.Struct, frozen=True):
    """An answer and the day it was given."""

    answer: Answer
    on: date


def outlives_the_meeting(item: Item) -> bool:
    """Whether answers to the item may be stored at all."""
    return item.per is not Per.MEETING


def expires_on(stored: StoredAnswer, ask_again_days: int) -> date:
    """Return the first day on which a stored answer no longer counts."""
    return stored.on + timedelta(days=ask_again_days)


def still_valid(
    guideline: Guideline, stored: Mapping[str, StoredAnswer], today: date, ask_again_days: int
) -> Mapping[str, Answer]:
    """Return the stored answers that still count without asking: neither expired nor dated in the future."""
    return {
        item.id: stored[item.id].answer
        for item in guideline.items
        if item.per is Per.KEPT
        and _is_good(item, stored)
        and stored[item.id].on <= today < expires_on(stored[item.id], ask_again_days)
    }


def same_as_last(
    guideline: Guideline, situation: Situation, stored: Mapping[str, StoredAnswer], today: date
) -> Mapping[str, Answer]:
    """Return today's answers that "same as last time" repeats, for the applicable items."""
    return {
        item.id: stored[item.id].answer
        for item in items_for(guideline, situation)
        if item.per is Per.DAY and _is_good(item, stored) and stored[item.id].on == today
    }


def situation_today(stored: Mapping[str, StoredAnswer], today: date) -> Situation:
    """Return today's situation: the place of work is remembered, facts about a patient never are."""
    where = stored.get(DISTANCE_WORK)
    return Situation(distance_work=where is not None and where.on == today and where.answer is Answer.YES)


def _is_good(item: Item, stored: Mapping[str, StoredAnswer]) -> bool:
    return item.asked and item.id in stored and stored[item.id].answer in set(answers_for(item)) - {Answer.NO}
