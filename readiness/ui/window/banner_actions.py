"""Actions of the banner's button."""

from __future__ import annotations

from readiness.ui.session.state_store import StateStore
from readiness.ui.state.banner import Action, Banner
from readiness.ui.state.events import AllConfirmed, MeetingRequested
from readiness.ui.state.state import may_start
from readiness.ui.state.step import Step
from readiness.ui.window.pages import Pages

STEPS = {Action.TO_EQUIPMENT: Step.EQUIPMENT, Action.TO_ROOM: Step.ROOM, Action.TO_START: Step.START}


def act(banner: Banner, store: StateStore, pages: Pages) -> None:
    """Perform the banner's action."""
    if banner.action in STEPS:
        store.go(STEPS[banner.action])
    elif banner.action in (Action.CONFIRM_ALL, Action.CONFIRM_LISTED):
        _confirm(store)
    elif banner.action is Action.OPEN_MEETING:
        store.dispatch(MeetingRequested(now=True))
    elif banner.action is Action.TEST_ALL:
        store.test_all()
    elif banner.action is Action.NEXT_MEETING:
        store.prepare_next()
        if pages.room.checklist:
            pages.room.checklist.to_top()
    elif banner.finding:
        _perform_for_check(banner.action, banner.finding.check, store, pages)


def _confirm(store: StateStore) -> None:
    store.dispatch(AllConfirmed())
    if may_start(store.state):
        store.dispatch(MeetingRequested(now=True))
    else:
        store.go(Step.ROOM)


def _perform_for_check(action: Action, check: str, store: StateStore, pages: Pages) -> None:
    match action:
        case Action.TO_ITEM if pages.room.checklist and store.state.guideline:
            item_of_check = next(item for item in store.state.guideline.items if item.check_id == check)
            pages.room.checklist.ask(item_of_check.id)
        case Action.ANSWER:
            store.to_equipment()
            pages.equipment.ask(check)
        case Action.MEND:
            store.mends.mend(check)
        case Action.OPEN_PLACE:
            store.open_settings_of(check)
        case Action.RETEST:
            store.retest(check)
