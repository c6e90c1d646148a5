"""What the banner says of a state: the checklist, the meeting, and by `banner_of_tests` the tests. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from readiness.i18n import N_
from readiness.model import Finding, Outcome, Verdict, verdict
from readiness.ui.state.banner import (
    NOT_READY,
    OPEN,
    OVERRIDING,
    READY,
    REMARKS,
    UNSUITABLE,
    WORKS,
    Action,
    Banner,
)
from readiness.ui.state.banner_of_tests import (
    EXPIRED,
    fault_banner,
    faulty_rows,
    interrupted_banner,
    overdue_banner,
    testing_banner,
    unchanged_facts,
)
from readiness.ui.state.checklist_answers import assurances, is_routine
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.state.state import (
    State,
    blocking,
    findings,
    interrupted,
    is_overriding,
    may_start,
    overdue_rows,
    title_of,
    waits,
)
from readiness.ui.state.step import Step

UNCHANGED = N_("Nothing has changed since {time}")


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
        return fault_banner(state, faults)
    broken_off = [row for row in state.rows if interrupted(state, row)]
    if broken_off:
        return interrupted_banner(state, broken_off[0])
    waiting = [row for row in state.rows if waits(state, row)]
    if waiting:
        return testing_banner(state, waiting)
    blocked = [each for each in state.room if each.blocks]
    if blocked and state.step is Step.EQUIPMENT and is_routine(state):
        return _routine(state, blocked)
    if blocked and state.step is Step.EQUIPMENT and state.guideline:
        return _to_the_room(state)
    return _about_room(state, blocked) if blocked else _ready(state)


def _routine(state: State, blocked: Sequence[Finding]) -> Banner:
    """Return the banner for confirming the whole list; other questions are asked afterwards."""
    rest = {each.check for each in blocked} - {item.check_id for item in assurances(state)}
    return Banner(
        verdict=Verdict.NO_GO,
        tone=Tone.GOOD,
        title=WORKS,
        count=UNCHANGED,
        counted=unchanged_facts(state),
        headline=N_("Is everything in the list true?"),
        advice=N_("Enter = yes to all, ask the rest") if rest else N_("Enter = yes to all, open the meeting"),
        action=Action.CONFIRM_LISTED if rest else Action.CONFIRM_ALL,
    )


def _to_the_room(state: State) -> Banner:
    """Return the banner that leads to the checklist, with remarks about the equipment."""
    left = sum(each.blocks for each in state.room)
    remarks = [row for row in state.rows if row.finding.outcome is Outcome.WARN]
    banner = Banner(
        verdict=Verdict.NO_GO,
        tone=Tone.GOOD,
        title=WORKS,
        count=N_("Questions left: {count}"),
        counted={"count": left, "remarks": len(remarks)},
        headline=N_("The room and you are next."),
        advice=N_("Answer the questions about the room and yourself."),
        action=Action.TO_ROOM,
    )
    if not remarks:
        return banner
    found = remarks[0].finding
    return replace(
        banner,
        count=N_("Remarks: {remarks} · Questions left: {count}"),
        about=remarks[0].check.title,
        headline=found.headline,
        advice=found.remedy,
        finding=found,
    )


def _about_room(state: State, blocked: Sequence[Finding]) -> Banner:
    """Return the banner about the checklist; questions answered with no come first and are counted separately."""
    refused = [each for each in blocked if each.outcome is Outcome.FAIL]
    first, left = (refused or list(blocked))[0], len(blocked) - len(refused)
    if not refused:
        count = N_("Questions left: {count}")
    else:
        count = N_("To see to: {against}. Questions left: {count}") if left else N_("To see to: {against}")
    known = state.guideline is not None
    where = Action.TO_ITEM if state.step is Step.ROOM else Action.TO_ROOM
    return Banner(
        verdict=Verdict.NO_GO,
        tone=Tone.PROBLEM if refused or not known else Tone.WORKING,
        title=UNSUITABLE if any(_is_unsuitable(state, each) for each in refused) else NOT_READY,
        count=count if known else "",
        counted={"against": len(refused), "count": left},
        headline=first.headline,
        advice=first.remedy,
        finding=first,
        action=where if known else Action.NONE,
    )


def _is_unsuitable(state: State, finding: Finding) -> bool:
    """Whether the answer means that the visit is unsuitable for a digital meeting."""
    items = state.guideline.items if state.guideline else ()
    return any(item.check_id == finding.check and item.no_ends_it for item in items)


def _ready(state: State) -> Banner:
    if overdue := overdue_rows(state):
        return testing_banner(state, overdue) if waits(state, overdue[0]) else overdue_banner(state, overdue[0])
    answer = verdict(findings(state))
    on_page = state.step is Step.START or state.meeting_requested  # the page itself has the button
    if answer is not Verdict.GO_WITH_REMARKS:
        return Banner(
            verdict=answer,
            tone=Tone.GOOD,
            title=READY,
            count=UNCHANGED if state.unchanged_since else "",
            counted=unchanged_facts(state),
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
