"""How answers to the checklist change what is shown, and which of them live on to the next meeting. No Qt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from readiness.guideline.answer_retention import (
    DISTANCE_WORK,
    Given,
    outlives_the_meeting,
    same_as_last,
    situation_today,
    standing,
)
from readiness.guideline.checklist import Answer, Situation, items_for
from readiness.guideline.data import Group, Item
from readiness.ui.state.answer_hints import doubtful
from readiness.ui.state.state import State


def remember(state: State, day: date) -> State:
    """`state` on that day, before anything has been answered: with the answers that still count."""
    answers = standing(state.guideline, state.given, day, state.ask_again_days) if state.guideline else {}
    choices = state.choices.on_day(day)
    return replace(state, today=day, answers=answers, situation=situation_today(state.given, day), choices=choices)


def answer(state: State, item_id: str, given: Answer) -> State:
    """`state` with an answer, which is kept when it may outlive the meeting."""
    state = replace(state, answers={**state.answers, item_id: given})
    item = next((each for each in state.guideline.items if each.id == item_id), None) if state.guideline else None
    if item is None or not outlives_the_meeting(item):
        return state
    return replace(state, given={**state.given, item_id: Given(given, state.today)})


def situate(state: State, situation: Situation) -> State:
    """`state` for that kind of meeting."""
    if situation.distance_work == state.situation.distance_work:
        return replace(state, situation=situation)
    where = Given(Answer.YES if situation.distance_work else Answer.NO, state.today)
    return replace(state, situation=situation, given={**state.given, DISTANCE_WORK: where})


def left_in(state: State, group: Group) -> tuple[Item, ...]:
    """Questions of the group without an answer; those that something speaks against must be answered one by one."""
    if state.guideline is None:
        return ()
    items = (item for item in items_for(state.guideline, state.situation) if item.asked and item.group is group)
    return tuple(item for item in items if item.id not in state.answers and not doubtful(state, item))


def answer_group(state: State, group: Group) -> State:
    """`state` with yes to what is left in the group."""
    for item in left_in(state, group):
        state = answer(state, item.id, Answer.YES)
    return state


def repeatable(state: State) -> dict[str, Answer]:
    """What "same as last time" would answer."""
    if state.guideline is None:
        return {}
    last = same_as_last(state.guideline, state.situation, state.given, state.today)
    return {item: given for item, given in last.items() if item not in state.answers}


def repeat(state: State) -> State:
    """`state` with those answers."""
    return replace(state, answers={**state.answers, **repeatable(state)})


def assurances(state: State) -> tuple[Item, ...]:
    """What one yes would answer: every question without an answer that nothing speaks against.

    What was answered earlier today for the day counts again without being listed.
    """
    if state.guideline is None:
        return ()
    answered = {*state.answers, *repeatable(state)}
    items = (item for item in items_for(state.guideline, state.situation) if item.asked and not item.checks)
    return tuple(item for item in items if item.id not in answered and not _asked_by_itself(state, item))


def _asked_by_itself(state: State, item: Item) -> bool:
    """Something speaks against a yes: what was seen or heard, or a no the last time."""
    last = state.given.get(item.id)
    return doubtful(state, item) or (last is not None and last.answer is Answer.NO)


def confirm_all(state: State) -> State:
    """`state` with the day's answers again, and yes to everything in the list."""
    items = assurances(state)
    state = repeat(state)
    for item in items:
        state = answer(state, item.id, Answer.YES)
    return state


def is_routine(state: State) -> bool:
    """Whether one yes is enough: a go earlier today, nothing changed since, and no question asked by itself but some.

    A question that was answered with no stays open, and what something speaks against is asked by itself afterwards.
    """
    if state.unchanged_since is None or state.guideline is None or state.departed:
        return False
    return bool(assurances(state)) and Answer.NO not in state.answers.values()
