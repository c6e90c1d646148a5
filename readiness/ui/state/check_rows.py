"""The state of one check's row, and the debouncing of its findings. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from readiness.model import AnyCheck, CheckMeasurement, Finding, Judged

HOLD_S = 1.0
"""Time in seconds that a changed finding must hold before it is shown, so that the row does not flicker."""

DOUBT_S = 2.0
"""Time in seconds after which an unconfirmed finding is replaced by the newest, even if that has not held."""


class Overruled(msgspec.Struct, frozen=True):
    """What Chrome's own answer makes of a finding.

    Attributes:
        code: of the finding that was shown when Chrome answered; it overrules no other.
        finding: what is said instead.
    """

    code: str
    finding: Finding


class RowState(msgspec.Struct, frozen=True, kw_only=True):
    """One check.

    Attributes:
        check: the check.
        probe: the probe that measures it.
        shown: the finding shown.
        confirmed_s: when it was last confirmed by a measurement.
        pending: a different finding that has not yet held for `HOLD_S`.
        pending_since_s: when `pending` was first measured.
        waiting: the finding shown instead while the check waits for another one.
        latest: the newest measurement.
        overruled: what Chrome has answered otherwise, in this round of tests.
        opened: whether its details are shown.
    """

    check: AnyCheck
    probe: str
    shown: Judged | None = None
    confirmed_s: float = 0.0
    pending: Judged | None = None
    pending_since_s: float = 0.0
    waiting: Finding | None = None
    latest: CheckMeasurement | None = None
    overruled: Overruled | None = None
    opened: bool = False

    @property
    def finding(self) -> Finding:
        """The finding to show; without a measurement, a finding that says so."""
        return self.waiting or self.own_finding

    @property
    def own_finding(self) -> Finding:
        """What the check found, whatever holds it up."""
        if self.shown is None:
            return self.check.not_assessed()
        found, overruled = self.shown.finding, self.overruled
        return overruled.finding if overruled and overruled.code == found.code else found


def debounce(row: RowState, judged: Judged, now_s: float) -> RowState:
    """Apply a new finding: the first settled one is shown at once, later ones when they have held for `HOLD_S`."""
    row = replace(row, latest=judged.measurement or row.latest)
    if not judged.settled:
        return row
    if row.shown is None or row.shown.finding.code == judged.finding.code:
        return replace(row, shown=judged, confirmed_s=now_s, pending=None)
    same = row.pending is not None and row.pending.finding.code == judged.finding.code
    return promote_pending(replace(row, pending=judged, pending_since_s=row.pending_since_s if same else now_s), now_s)


def promote_pending(row: RowState, now_s: float) -> RowState:
    """Apply the passing of time: show the new finding when it has held, or when the shown one is outdated."""
    if row.pending and (now_s - row.pending_since_s >= HOLD_S or now_s - row.confirmed_s >= DOUBT_S):
        return replace(row, shown=row.pending, confirmed_s=now_s, pending=None)
    return row


def wait_on_dependencies(rows: Sequence[RowState]) -> tuple[RowState, ...]:
    """Mark those of all rows that wait for another check's finding. A check without a finding blocks no other."""
    found = {row.check.id: row.own_finding for row in rows if row.shown}
    return tuple(_waiting(row, row.check.waiting(row.own_finding, found) if row.shown else None) for row in rows)


def overrule(rows: Sequence[RowState], found: Mapping[str, Finding]) -> tuple[RowState, ...]:
    """Return the rows with the findings that Chrome's answers replace; `found` has these by check id."""
    return tuple(
        replace(row, overruled=Overruled(row.shown.finding.code, found[row.check.id]))
        if row.shown and row.check.id in found
        else replace(row, overruled=None)
        for row in rows
    )


def _waiting(row: RowState, waiting: Finding | None) -> RowState:
    return row if row.waiting == waiting else replace(row, waiting=waiting)
