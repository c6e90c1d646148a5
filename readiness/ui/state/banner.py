"""What the banner says: the verdict and its one next action. No Qt."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from readiness.i18n import N_
from readiness.model import Finding, Outcome, Verdict, verdict
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.events import Step
from readiness.ui.state.state import State, blocking, findings, insists, opens_place, waits

ANSWER_IT = N_("Look at what you are wearing, and answer.")
UNCHANGED = N_("Nothing has changed since {time}")
FEW_WORDS = N_("Nothing has changed since {time}, so a few words are enough.")


class Action(enum.Enum):
    """What the banner's button does."""

    NONE = ""
    TO_EQUIPMENT = N_("Go to Equipment")
    TO_ROOM = N_("Go to Room and person")
    TO_ITEM = N_("Show")
    TO_START = N_("Continue")
    OPEN_MEETING = N_("Open the meeting in Chrome")
    OPEN_PLACE = N_("Open settings")
    ANSWER = N_("Answer")
    RETEST = N_("Test again")
    NEXT_MEETING = N_("Prepare the next meeting")


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """`verdict` is None while tests are under way. Texts are message ids; `finding` is the one to see to now.

    `pending`: nothing is wrong, something has only not been answered yet; it is no go, but no alarm either.
    """

    verdict: Verdict | None
    title: str
    count: str = ""
    counted: Mapping[str, object] = field(default_factory=dict)
    headline: str = ""
    advice: str = ""
    finding: Finding | None = None
    action: Action = Action.NONE
    pending: bool = False


def banner(state: State) -> Banner:
    """The verdict, and the first of the worst things to do about it, in the order things are shown.

    What blocks (fails, or was never assessed) comes before remarks; the equipment before the room, since a camera
    that cannot be opened explains the rows after it. A finding that is known is said while other tests go on.
    """
    if state.departed:
        return _departed(state)
    return _insisted(state) if state.step is Step.START and insists(state) else _of_findings(state)


def _of_findings(state: State) -> Banner:
    row = next((row for row in state.rows if row.finding.blocks and not waits(state, row)), None)
    if row:
        return _problem(state, row.finding, _action_for(state, row))
    waiting = [row for row in state.rows if waits(state, row)]
    if waiting:
        return _testing(state, waiting)
    item = max(
        (each for each in state.room if each.blocks), key=lambda each: each.outcome is Outcome.FAIL, default=None
    )
    if item and state.step is Step.EQUIPMENT and state.guideline:
        return _to_the_room(state)
    if item:
        return _problem(state, item, _action_in_the_room(state))
    return _ready(state)


def _problem(state: State, finding: Finding, action: Action) -> Banner:
    rows = [row for row in state.rows if row.finding.blocks and not waits(state, row)]
    count, counted = _count_of_rows(state, rows) if rows else _count_of_questions(state)
    return Banner(
        verdict=Verdict.NO_GO,
        title=N_("Not ready yet"),
        count=count,
        counted=counted,
        headline=finding.headline,
        advice=ANSWER_IT if action is Action.ANSWER else finding.remedy,
        finding=finding,
        action=action,
        pending=all(row.finding.asks for row in rows) if rows else _only_unanswered(state),
    )


def _count_of_rows(state: State, rows: list[RowState]) -> tuple[str, Mapping[str, object]]:
    return N_("{count} of {total} to see to"), {"count": len(rows), "total": len(state.rows)}


def _count_of_questions(state: State) -> tuple[str, Mapping[str, object]]:
    """A question answered with no is not left; without a checklist there is nothing to count."""
    if state.guideline is None:
        return "", {}
    blocked = [each for each in state.room if each.blocks]
    against = sum(each.outcome is Outcome.FAIL for each in blocked)
    left = len(blocked) - against
    if not against:
        return N_("Questions left: {count}"), {"count": left}
    says = N_("To see to: {against}. Questions left: {count}") if left else N_("To see to: {against}")
    return says, {"against": against, "count": left}


def _only_unanswered(state: State) -> bool:
    return (
        all(each.outcome is Outcome.NOT_ASSESSED for each in state.room if each.blocks) and state.guideline is not None
    )


def _action_in_the_room(state: State) -> Action:
    """The way to the question; without a checklist there is none to go to."""
    if state.guideline is None:
        return Action.NONE
    return Action.TO_ITEM if state.step is Step.ROOM else Action.TO_ROOM


def _action_for(state: State, row: RowState) -> Action:
    if row.finding.asks:
        return Action.ANSWER
    if opens_place(state, row.finding):
        return Action.OPEN_PLACE
    if not state.works[row.probe].running:
        return Action.RETEST
    return Action.NONE if state.step is Step.EQUIPMENT else Action.TO_EQUIPMENT


def _testing(state: State, waiting: list[RowState]) -> Banner:
    activity = next((state.works[row.probe].activity for row in waiting if state.works[row.probe].activity), "")
    return Banner(
        verdict=None,
        title=N_("Testing …"),
        count=N_("{done} of {total} done"),
        counted={"done": len(state.rows) - len(waiting), "total": len(state.rows), **_since(state)},
        headline=activity or N_("Starting the tests …"),
        advice=FEW_WORDS if state.unchanged_since else N_("You will soon see whether everything works."),
    )


def _since(state: State) -> Mapping[str, object]:
    """The time of today's go, when nothing has changed since."""
    return {"time": f"{state.unchanged_since.astimezone():%H:%M}"} if state.unchanged_since else {}


def _to_the_room(state: State) -> Banner:
    return Banner(
        verdict=Verdict.NO_GO,
        title=N_("The equipment works"),
        count=N_("Questions left: {count}"),
        counted={"count": sum(each.blocks for each in state.room)},
        headline=N_("The room and you are next."),
        advice=N_("Answer the questions about the room and yourself."),
        action=Action.TO_ROOM,
        pending=_only_unanswered(state),
    )


def _ready(state: State) -> Banner:
    answer = verdict(findings(state))
    onward = Action.TO_START if answer is Verdict.GO_WITH_REMARKS else Action.OPEN_MEETING
    if state.step is Step.START or state.leaving:
        onward = Action.NONE  # the page has the button
    remarks = [finding for finding in findings(state) if finding.outcome is Outcome.WARN]
    if answer is Verdict.GO_WITH_REMARKS:
        return Banner(
            verdict=answer,
            title=N_("Ready, with remarks"),
            count=N_("Remarks: {count}"),
            counted={"count": len(remarks)},
            headline=remarks[0].headline,
            advice=remarks[0].remedy,
            finding=remarks[0],
            action=onward,
        )
    return Banner(
        verdict=answer,
        title=N_("Ready to start"),
        count=UNCHANGED if state.unchanged_since else "",
        counted=_since(state),
        headline=N_("Everything works."),
        advice=N_("Open the meeting when you want to."),
        action=onward,
    )


def _insisted(state: State) -> Banner:
    first = blocking(state)[0]
    return Banner(
        verdict=Verdict.NO_GO,
        title=N_("Not ready, but may start"),
        headline=first.headline,
        advice=N_("You start in spite of this, and give a reason."),
        finding=first,
    )


def _departed(state: State) -> Banner:
    ready = verdict(findings(state)) is not Verdict.NO_GO
    return Banner(
        verdict=Verdict.GO if ready else None,
        title=N_("The meeting is open"),
        headline=N_("Chrome has the camera and the microphone now."),
        advice=N_("When the meeting is over, see what is left to do."),
        action=Action.NEXT_MEETING,
        pending=not ready,
    )
