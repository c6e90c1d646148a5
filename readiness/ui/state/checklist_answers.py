"""State changes by the checklist's answers, and which answers last until the next meeting. No Qt."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from readiness.guideline.answer_retention import (
    DISTANCE_WORK,
    StoredAnswer,
    outlives_the_meeting,
    same_as_last,
    situation_today,
    still_valid,
)
from readiness.guideline.checklist import Answer, Situation, items_for
from readiness.guideline.data import Group, Item
from readiness.guideline.policy import GuidelinePolicy
from readiness.ui.state.answer_hints import doubtful
from readiness.ui.state.events import (
    AllConfirmed,
    Answered,
    ChecklistEvent,
    GroupAnswered,
    MeetingTypeChanged,
    RepeatedAnswers,
)
from readiness.ui.state.state import State, overdue_rows


def begin_meeting(state: State, day: date) -> State:
    """Return the state at the start of a meeting on that day, with the answers that are still valid."""
    days = state.policy.of(GuidelinePolicy).ask_again_days
    answers = still_valid(state.guideline, state.stored_answers, day, days) if state.guideline else {}
    choices = state.choices.on_day(day)
    return replace(
        state, today=day, answers=answers, situation=situation_today(state.stored_answers, day), choices=choices
    )


def apply_checklist_event(state: State, event: ChecklistEvent) -> State:
    """Return the state after what the person has said in the checklist."""
    match event:
        case Answered(item=item, answer=given):
            return answer(state, item, given)
        case GroupAnswered(group=group):
            return answer_group(state, group)
        case RepeatedAnswers():
            return replace(state, answers={**state.answers, **repeatable(state)})
        case AllConfirmed():
            return _confirm_all(state)
        case MeetingTypeChanged(situation=situation):
            return _set_situation(state, situation)


def answer(state: State, item_id: str, given: Answer) -> State:
    """Return the state with an answer, which is stored if it may outlive the meeting."""
    state = replace(state, answers={**state.answers, item_id: given})
    item = next((each for each in state.guideline.items if each.id == item_id), None) if state.guideline else None
    if item is None or not outlives_the_meeting(item):
        return state
    return replace(state, stored_answers={**state.stored_answers, item_id: StoredAnswer(given, state.today)})


def _set_situation(state: State, situation: Situation) -> State:
    if situation.distance_work == state.situation.distance_work:
        return replace(state, situation=situation)
    where = StoredAnswer(Answer.YES if situation.distance_work else Answer.NO, state.today)
    return replace(state, situation=situation, stored_answers={**state.stored_answers, DISTANCE_WORK: where})


def left_in(state: State, group: Group) -> tuple[Item, ...]:
    """Return the group's open questions, without those that must be answered individually."""
    if state.guideline is None:
        return ()
    items = (item for item in items_for(state.guideline, state.situation) if item.asked and item.group is group)
    return tuple(item for item in items if item.id not in state.answers and not doubtful(state, item))


def answer_group(state: State, group: Group) -> State:
    """Return the state with yes to the group's open questions."""
    for item in left_in(state, group):
        state = answer(state, item.id, Answer.YES)
    return state


def repeatable(state: State) -> dict[str, Answer]:
    """Return the answers that "same as last time" would give."""
    if state.guideline is None:
        return {}
    last = same_as_last(state.guideline, state.situation, state.stored_answers, state.today)
    return {item: given for item, given in last.items() if item not in state.answers}


def assurances(state: State) -> tuple[Item, ...]:
    """Return the items that a single confirmation would answer: all open questions that no hint contradicts.

    Answers given earlier for the whole day apply again and are not listed.
    """
    if state.guideline is None:
        return ()
    answered = {*state.answers, *repeatable(state)}
    items = (item for item in items_for(state.guideline, state.situation) if item.asked and not item.checks)
    return tuple(item for item in items if item.id not in answered and not _asked_by_itself(state, item))


def _asked_by_itself(state: State, item: Item) -> bool:
    """Whether the item must be answered individually, due to a hint or because it was last answered with no."""
    last = state.stored_answers.get(item.id)
    return doubtful(state, item) or (last is not None and last.answer is Answer.NO)


def _confirm_all(state: State) -> State:
    """Return the state with the day's answers applied, and yes to all items of `assurances`."""
    items = assurances(state)
    state = replace(state, answers={**state.answers, **repeatable(state)})
    for item in items:
        state = answer(state, item.id, Answer.YES)
    return state


def is_routine(state: State) -> bool:
    """Whether a single confirmation is enough: a go earlier today, nothing changed since, and a list to confirm.

    Questions answered with no stay open, and contradicted ones are asked individually afterwards.
    """
    if state.unchanged_since is None or state.guideline is None or state.meeting_open or overdue_rows(state):
        return False
    return bool(assurances(state)) and Answer.NO not in state.answers.values()
