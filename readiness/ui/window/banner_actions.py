"""Actions of the banner's button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.ui.state.banner import Action, Banner
from readiness.ui.state.events import AllConfirmed, MeetingRequested, Step
from readiness.ui.state.state import may_start

if TYPE_CHECKING:
    from readiness.ui.window.main_window import MainWindow

STEPS = {Action.TO_EQUIPMENT: Step.EQUIPMENT, Action.TO_ROOM: Step.ROOM, Action.TO_START: Step.START}


def act(window: MainWindow, banner: Banner) -> None:
    """Perform the banner's action."""
    if banner.action in STEPS:
        window.go(STEPS[banner.action])
    elif banner.action in (Action.CONFIRM_ALL, Action.CONFIRM_MOST):
        _confirm(window)
    elif banner.action is Action.OPEN_MEETING:
        window.dispatch(MeetingRequested(now=True))
    elif banner.action is Action.NEXT_MEETING:
        window.prepare_next()
    elif banner.finding:
        _see_to(window, banner.action, banner.finding.check)


def _confirm(window: MainWindow) -> None:
    window.dispatch(AllConfirmed())
    if may_start(window.state):
        window.dispatch(MeetingRequested(now=True))
    else:
        window.go(Step.ROOM)


def _see_to(window: MainWindow, action: Action, check: str) -> None:
    match action:
        case Action.TO_ITEM if window.room.checklist and window.state.guideline:
            item_of_check = next(item for item in window.state.guideline.items if item.check_id == check)
            window.room.checklist.ask(item_of_check.id)
        case Action.ANSWER:
            window.to_equipment()
            window.equipment.ask(check)
        case Action.MEND:
            window.mend_controller.mend(check)
        case Action.OPEN_PLACE:
            window.open_place_of(check)
        case Action.RETEST:
            window.retest(check)
