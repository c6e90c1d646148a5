"""What the banner says of the checklist. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.i18n import N_
from readiness.model import Finding, Outcome, Verdict
from readiness.ui.state.banner import NOT_READY, UNSUITABLE, Action, Banner
from readiness.ui.state.events import Step
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.state.state import State


def room_banner(state: State, blocked: Sequence[Finding]) -> Banner:
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
