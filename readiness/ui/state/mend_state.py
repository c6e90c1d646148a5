"""Faults that the program offers to mend. No Qt."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from readiness.checks.mends import MendPolicy, mend_for, mend_texts
from readiness.host.audio.mend_types import Mend
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.events import MendAvailability, Mended, MendEvent, MendUndone
from readiness.ui.state.state import State, row_of, with_rows


def mend_offered(state: State, row: RowState) -> Mend | None:
    """Return what the row's button would mend, by the latest measurement; None if it is not possible."""
    mend, looked = _wanted(state, row), state.mend_offers.get(row.check.id)
    return mend if mend and looked and looked.possible and _same(mend, looked.mend) else None


def availability_to_check(state: State) -> Iterator[MendAvailability]:
    """Yield the mends whose availability has not been queried yet."""
    for row in state.every_row:
        mend = _wanted(state, row)
        if mend and row.check.id not in state.mend_offers:
            yield MendAvailability(row.check.id, mend)


def apply_mend_event(state: State, event: MendEvent) -> State:
    """Return the state after a query, a mend or an undo."""
    match event:
        case MendAvailability(check=check, possible=None):
            return replace(state, mend_offers={**state.mend_offers, check: event})
        case MendAvailability(check=check):
            offer = state.mend_offers.get(check)
            known = offer is not None and _same(offer.mend, event.mend)
            return replace(state, mend_offers={**state.mend_offers, check: event}) if known else state
        case Mended(check=check, undo=undo):
            undos = {**state.undos, check: (*state.undos.get(check, ()), undo)}
            state = with_rows(state, lambda row: replace(row, opened=row.opened or row.check.id == check))
            return replace(state, undos=undos)
        case MendUndone(check=check):
            return replace(state, undos={**state.undos, check: state.undos.get(check, ())[:-1]})


def forget_stale(state: State) -> State:
    """Discard query results of faults that are gone; a fault that returns is queried again."""
    if not state.mend_offers:
        return state
    wanted = {row.check.id: _wanted(state, row) for row in state.every_row}
    offers = {check: each for check, each in state.mend_offers.items() if _same(wanted[check], each.mend)}
    return state if len(offers) == len(state.mend_offers) else replace(state, mend_offers=offers)


def forget_outdated_confirmation(before: State, state: State) -> State:
    """Remove the confirmation of a mend if its check has since changed for the worse."""
    for check, undos in state.undos.items():
        if undos and state.notice == mend_texts(undos[-1].mend).confirmation:
            was, now = row_of(before, check), row_of(state, check)
            changed = was.shown and now.shown and was.own_finding.code != now.own_finding.code
            if changed and now.own_finding.outcome >= was.own_finding.outcome:
                return replace(state, notice="")
    return state


def has_helped(state: State, row: RowState, mend: Mend) -> bool:
    """Whether the row no longer blocks, and the same mend would not be offered again."""
    return not row.finding.blocks and not _same(_wanted(state, row), mend)


def _wanted(state: State, row: RowState) -> Mend | None:
    if row.shown is None or row.finding.waits_for:
        return None
    return mend_for(row.own_finding, row.shown.measurement or row.latest, state.policy.of(MendPolicy))


def _same(mend: Mend | None, other: Mend) -> bool:
    """Whether both change the same setting in the same direction; the amount varies with each spoken word."""
    return mend is not None and (mend.kind, mend.device, mend.change_db > 0) == (
        other.kind,
        other.device,
        other.change_db > 0,
    )
