"""What the banner says of the automatic tests: under way, broken off, too old or with a fault. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from readiness.checks.mends import mend_texts
from readiness.checks.microphone import READ_ALOUD
from readiness.i18n import N_
from readiness.model import Verdict
from readiness.ui.state.banner import NOT_READY, TESTING, Action, Banner
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.mend_state import mend_offered
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.state.preview_texts import SENTENCE
from readiness.ui.state.row_texts import TRIED_MEANWHILE, activity_of, advice_of
from readiness.ui.state.state import State, interrupted, opens_place, waits
from readiness.ui.state.step import Step

BY_ENTER = N_("Enter = the program does it for you")
FEW_WORDS = N_("Nothing has changed since {time}, so a few words are enough.")

EXPIRED = Banner(
    verdict=Verdict.NO_GO,
    tone=Tone.WORKING,
    title=NOT_READY,
    headline=N_("It is a while since the tests."),
    advice=N_("Something may have changed since then."),
    action=Action.TEST_ALL,
)


def faulty_rows(state: State) -> list[RowState]:
    """Return the rows that block and do not merely wait for another check."""
    return [
        row
        for row in (*state.rows, *(row for row in state.extra_rows if row.shown))
        if row.finding.blocks and not row.finding.waits_for and not waits(state, row) and not interrupted(state, row)
    ]


def fault_banner(state: State, faults: Sequence[RowState]) -> Banner:
    """Return the banner about the first fault, and how many there are."""
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
        button=mend_texts(mend).button if mend else "",
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


def interrupted_banner(state: State, row: RowState) -> Banner:
    """Return the banner about a test that the person left before it had ended, or whose device changed afterwards."""
    headline, advice = N_("The test was broken off."), N_("Go back to Equipment. It goes on there by itself.")
    if state.probes[row.probe].outdated:
        headline = N_("It was changed, unplugged or switched off.")
        advice = N_("Go back to Equipment. It is tested there again.")
    return Banner(
        verdict=Verdict.NO_GO,
        tone=Tone.WORKING,
        title=NOT_READY,
        about=row.check.title,
        headline=headline,
        advice=advice,
        finding=row.finding,
        action=Action.TO_EQUIPMENT,
    )


def overdue_banner(state: State, row: RowState) -> Banner:
    """Return the banner about a fault that Chrome had found, and that awaits its new answer."""
    return Banner(
        verdict=Verdict.NO_GO,
        tone=Tone.WORKING,
        title=NOT_READY,
        about=row.check.title,
        headline=TRIED_MEANWHILE,
        action=Action.TO_ROOM if state.step is Step.EQUIPMENT else Action.NONE,
    )


def testing_banner(state: State, waiting: Sequence[RowState]) -> Banner:
    """Return the banner while tests are under way, with what they do."""
    activity = next((each for row in waiting if (each := activity_of(state, row))), "")
    return Banner(
        verdict=None,
        tone=Tone.WORKING,
        title=TESTING,
        count=N_("{done} of {total} done"),
        counted={"done": len(state.rows) - len(waiting), "total": len(state.rows), **unchanged_facts(state)},
        headline=activity or N_("Starting the tests …"),
        advice=_meanwhile(state, activity),
    )


def _meanwhile(state: State, activity: str) -> str:
    """Return the text below the activity: the sentence itself, since in a small window the meter is out of sight."""
    if activity == READ_ALOUD:
        return SENTENCE
    return FEW_WORDS if state.unchanged_since else N_("You will soon see whether everything works.")


def unchanged_facts(state: State) -> Mapping[str, object]:
    """Return the time of the day's last go if nothing has changed since, as facts."""
    return {"time": f"{state.unchanged_since.astimezone():%H:%M}"} if state.unchanged_since else {}
