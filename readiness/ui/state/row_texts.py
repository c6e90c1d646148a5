"""What a check's row says: its headline and the line below it. No Qt."""

from __future__ import annotations

from readiness.checks.microphone import READ_ALOUD
from readiness.i18n import N_, Words
from readiness.model import Outcome
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.mend_state import mend_offered
from readiness.ui.state.state import State, not_yet_due, takes_long, waits

ANSWER_IT = N_("Look at what you are wearing, and answer.")
MENDABLE = N_("The program can do it for you.")
SAY_ANYTHING = N_("Say something")
TRIED_MEANWHILE = N_("Is tried while you answer the questions.")


def texts_of(state: State, row: RowState, words: Words) -> tuple[str, str]:
    """Return the headline and the line below it."""
    if waits(state, row):
        return _under_way(state, row, words)
    if not_yet_due(state, row):
        found = {each.check.id: each.own_finding for each in state.rows if each.shown}
        held_up = row.check.waiting(row.own_finding, found)
        return words(held_up.headline if held_up else TRIED_MEANWHILE), ""
    finding = row.finding
    headline = words(finding.headline, finding.measured)
    if finding.outcome is Outcome.PASS:
        return headline, _name(words.value(finding.subject))
    if finding.waits_for:  # the other check's row shows the remedy
        return headline, ""
    return headline, words(advice_of(state, row), finding.measured)


def _name(subject: str) -> str:
    from readiness.untrusted_text import printable  # when there is an answer, which is after the first paint

    return printable(subject)


def advice_of(state: State, row: RowState) -> str:
    """Return the message id of what to do about the row's finding."""
    if row.finding.asks:
        return ANSWER_IT
    return MENDABLE if mend_offered(state, row) else row.finding.remedy


def activity_of(state: State, row: RowState) -> str:
    """Return the message id of what the row's probe is doing; empty if it has not said so.

    Where nothing has changed since today's go, any words will do, and no sentence is shown.
    """
    activity = state.probes[row.probe].activity
    return SAY_ANYTHING if activity == READ_ALOUD and state.unchanged_since else activity


def _under_way(state: State, row: RowState, words: Words) -> tuple[str, str]:
    status = state.probes[row.probe]
    headline = words(activity_of(state, row) or N_("Testing …"))
    if status.failures:
        return headline, words(N_("It took too long. Trying once more."))
    first = next(each for each in state.every_row if each.probe == row.probe and waits(state, each))
    if not takes_long(state, row) or row is not first:  # five rows wait for the camera; one of them says how long
        return headline, ""
    return headline, words(N_("May take up to {seconds} seconds."), {"seconds": round(status.deadline_s)})
