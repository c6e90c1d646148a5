"""What the banner says of a state. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from readiness.checks.mends import button_text
from readiness.checks.microphone import READ_ALOUD
from readiness.i18n import N_
from readiness.model import Finding, Outcome, Verdict, verdict
from readiness.ui.state.banner import (
    NOT_READY,
    OPEN,
    OVERRIDING,
    READY,
    REMARKS,
    TESTING,
    WORKS,
    Action,
    Banner,
)
from readiness.ui.state.banner_of_room import room_banner
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.checklist_answers import assurances, is_routine
from readiness.ui.state.events import Step
from readiness.ui.state.mend_state import mend_offered
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.state.preview_texts import SENTENCE
from readiness.ui.state.row_texts import TRIED_MEANWHILE, activity_of, advice_of
from readiness.ui.state.state import (
    State,
    blocking,
    findings,
    interrupted,
    is_overriding,
    may_start,
    opens_place,
    overdue_rows,
    title_of,
    waits,
)

UNCHANGED = N_("Nothing has changed since {time}")
FEW_WORDS = N_("Nothing has changed since {time}, so a few words are enough.")

EXPIRED = Banner(
    verdict=Verdict.NO_GO,
    tone=Tone.WORKING,
    title=NOT_READY,
    headline=N_("It is a while since the tests."),
    advice=N_("Something may have changed since then."),
    action=Action.TEST_ALL,
)

BY_ENTER = N_("Enter = the program does it for you")


def banner_of(state: State) -> Banner:
    """Return the verdict and the most important next action.

    Blocking findings come before remarks, and equipment before the room. Findings that wait for
    another check are skipped. Known findings are shown while other checks are still running.
    """
    if state.meeting_open:
        return _meeting_open(state)
    if state.expired:
        return EXPIRED
    if state.refusal:
        return _refused(state)
    return _overriding(state) if state.step is Step.START and is_overriding(state) else _of_findings(state)


def _of_findings(state: State) -> Banner:
    faults = faulty_rows(state)
    if faults:
        return _equipment(state, faults)
    broken_off = [row for row in state.rows if interrupted(state, row)]
    if broken_off:
        return _interrupted(broken_off[0])
    waiting = [row for row in state.rows if waits(state, row)]
    if waiting:
        return _testing(state, waiting)
    blocked = [each for each in state.room if each.blocks]
    if blocked and state.step is Step.EQUIPMENT and is_routine(state):
        return _routine(state, blocked)
    if blocked and state.step is Step.EQUIPMENT and state.guideline:
        return _to_the_room(state)
    return room_banner(state, blocked) if blocked else _ready(state)


def faulty_rows(state: State) -> list[RowState]:
    """Return the rows that block and do not merely wait for another check."""
    return [
        row
        for row in (*state.rows, *(row for row in state.extra_rows if row.shown))
        if row.finding.blocks and not row.finding.waits_for and not waits(state, row) and not interrupted(state, row)
    ]


def _equipment(state: State, faults: Sequence[RowState]) -> Banner:
    row = faults[0]
    action = _action_for(state, row)
    mend = mend_offered(state, row) if action is Action.MEND else None
    only_asked = all(each.finding.asks for each in faults)
    return Banner(
        verdict=Verdict.NO_GO,
        tone=Tone.WORKING if only_asked else Tone.PROBLEM,
        title=NOT_READY,
        count=N_("{count} of {total} to see to"),
        counted={"count": len(faults), "total": len(state.rows)},
        about=row.check.title,
        headline=row.finding.headline,
        advice=BY_ENTER if action is Action.MEND else advice_of(state, row),
        finding=row.finding,
        action=action,
        button=button_text(mend) if mend else "",
    )


def _action_for(state: State, row: RowState) -> Action:
    if state.probes[row.probe].runs_afterwards:
        return Action.RETEST
    if row.finding.asks:
        return Action.ANSWER
    if mend_offered(state, row):
        return Action.MEND
    if opens_place(state, row.finding):
        return Action.OPEN_PLACE
    if not state.probes[row.probe].running:
        return Action.RETEST
    return Action.NONE if state.step is Step.EQUIPMENT else Action.TO_EQUIPMENT


def _interrupted(row: RowState) -> Banner:
    return Banner(
        verdict=Verdict.NO_GO,
        tone=Tone.WORKING,
        title=NOT_READY,
        about=row.check.title,
        headline=N_("The test was broken off."),
        advice=N_("Go back to Equipment. It goes on there by itself."),
        finding=row.finding,
        action=Action.TO_EQUIPMENT,
    )


def _overdue(state: State, row: RowState) -> Banner:
    return Banner(
        verdict=Verdict.NO_GO,
        tone=Tone.WORKING,
        title=NOT_READY,
        about=row.check.title,
        headline=TRIED_MEANWHILE,
        action=Action.TO_ROOM if state.step is Step.EQUIPMENT else Action.NONE,
    )


def _testing(state: State, waiting: Sequence[RowState]) -> Banner:
    activity = next((each for row in waiting if (each := activity_of(state, row))), "")
    return Banner(
        verdict=None,
        tone=Tone.WORKING,
        title=TESTING,
        count=N_("{done} of {total} done"),
        counted={"done": len(state.rows) - len(waiting), "total": len(state.rows), **_since(state)},
        headline=activity or N_("Starting the tests …"),
        advice=_meanwhile(state, activity),
    )


def _meanwhile(state: State, activity: str) -> str:
    """Return what stands below the activity: the sentence itself, since in a small window the meter is out of sight."""
    if activity == READ_ALOUD:
        return SENTENCE
    return FEW_WORDS if state.unchanged_since else N_("You will soon see whether everything works.")


def _since(state: State) -> Mapping[str, object]:
    """Return the time of the day's last go if nothing has changed since, as facts."""
    return {"time": f"{state.unchanged_since.astimezone():%H:%M}"} if state.unchanged_since else {}


def _routine(state: State, blocked: Sequence[Finding]) -> Banner:
    """Return the banner for confirming the whole list; other questions are asked afterwards."""
    rest = {each.check for each in blocked} - {item.check_id for item in assurances(state)}
    return Banner(
        verdict=Verdict.NO_GO,
        tone=Tone.GOOD,
        title=WORKS,
        count=UNCHANGED,
        counted=_since(state),
        headline=N_("Is everything in the list true?"),
        advice=N_("Enter = yes to all, ask the rest") if rest else N_("Enter = yes to all, open the meeting"),
        action=Action.CONFIRM_LISTED if rest else Action.CONFIRM_ALL,
    )


def _to_the_room(state: State) -> Banner:
    """Return the banner that leads to the checklist, with remarks about the equipment."""
    left = sum(each.blocks for each in state.room)
    remarks = [row for row in state.rows if row.finding.outcome is Outcome.WARN]
    counted = {"count": left, "remarks": len(remarks)}
    if not remarks:
        return Banner(
            verdict=Verdict.NO_GO,
            tone=Tone.GOOD,
            title=WORKS,
            count=N_("Questions left: {count}"),
            counted=counted,
            headline=N_("The room and you are next."),
            advice=N_("Answer the questions about the room and yourself."),
            action=Action.TO_ROOM,
        )
    first = remarks[0]
    return Banner(
        verdict=Verdict.NO_GO,
        tone=Tone.GOOD,
        title=WORKS,
        count=N_("Remarks: {remarks} · Questions left: {count}"),
        counted=counted,
        about=first.check.title,
        headline=first.finding.headline,
        advice=first.finding.remedy,
        finding=first.finding,
        action=Action.TO_ROOM,
    )


def _ready(state: State) -> Banner:
    if overdue := overdue_rows(state):
        return _testing(state, overdue) if waits(state, overdue[0]) else _overdue(state, overdue[0])
    answer = verdict(findings(state))
    on_page = state.step is Step.START or state.meeting_requested  # the page itself has the button
    if answer is not Verdict.GO_WITH_REMARKS:
        return Banner(
            verdict=answer,
            tone=Tone.GOOD,
            title=READY,
            count=UNCHANGED if state.unchanged_since else "",
            counted=_since(state),
            headline=N_("Everything works."),
            advice=N_("Open the meeting when you want to."),
            action=Action.NONE if on_page else Action.OPEN_MEETING,
        )
    remarks = [finding for finding in findings(state) if finding.outcome is Outcome.WARN]
    if state.step is Step.START:
        message = N_("Read the remark below.") if len(remarks) == 1 else N_("Read the remarks below.")
        first = Finding(check="", code="", outcome=Outcome.PASS, headline=message)
        advice = N_("Then open the meeting.")
    else:
        first, advice = remarks[0], remarks[0].remedy
    return Banner(
        verdict=answer,
        tone=Tone.REMARK,
        title=REMARKS,
        count=N_("Remarks: {count}"),
        counted={"count": len(remarks)},
        about=title_of(state, first.check),
        headline=first.headline,
        advice=advice,
        finding=remarks[0],
        action=Action.NONE if on_page else Action.TO_START,
    )


def _overriding(state: State) -> Banner:
    first = blocking(state)[0]
    return Banner(
        verdict=Verdict.NO_GO,
        tone=Tone.PROBLEM,
        title=OVERRIDING,
        about=title_of(state, first.check),
        headline=first.headline,
        advice=N_("You start in spite of this, and give a reason."),
        finding=first,
    )


def _refused(state: State) -> Banner:
    """Return the banner after a failed attempt to open the meeting, with the reason."""
    elsewhere = Action.NONE if state.step is Step.EQUIPMENT else Action.TO_EQUIPMENT
    return Banner(
        verdict=Verdict.NO_GO,
        tone=Tone.PROBLEM,
        title=NOT_READY,
        headline=N_("The meeting did not open."),
        advice=state.refusal,
        action=Action.OPEN_MEETING if may_start(state) else elsewhere,
    )


def _meeting_open(state: State) -> Banner:
    ready = verdict(findings(state)) is not Verdict.NO_GO
    return Banner(
        verdict=Verdict.GO if ready else None,
        tone=Tone.GOOD if ready else Tone.UNKNOWN,
        title=OPEN,
        headline=N_("Chrome has the camera and the microphone now."),
        advice=N_("When the meeting is over, see what is left to do."),
        action=Action.NEXT_MEETING,
    )
