"""The window's state before the first event. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.guideline.data import Guideline
from readiness.model import AnyCheck, Policy, Probe
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.state import ProbeStatus, State


def initial_state(  # noqa: PLR0913  (the parts of a window, by name)
    checks: Sequence[AnyCheck],
    probes: Sequence[Probe],
    policy: Policy,
    guideline: Guideline | None,
    language: str,
    *,
    on_request_checks: Sequence[AnyCheck] = (),
    on_request_probes: Sequence[Probe] = (),
    afterwards_checks: Sequence[AnyCheck] = (),
    afterwards_probes: Sequence[Probe] = (),
) -> State:
    """Return the initial state: one row per check, in the order of `checks`."""
    probe_of = {
        kind: probe.name for probe in (*probes, *on_request_probes, *afterwards_probes) for kind in probe.yields
    }
    rows = tuple(RowState(check=check, probe=probe_of[check.measurement]) for check in checks)
    own_probes = [probe for probe in probes if probe.name in {row.probe for row in rows}]
    statuses = (
        *(ProbeStatus(probe=each, deadline_s=each.deadline_s(policy)) for each in own_probes),
        *(ProbeStatus(probe=each, deadline_s=each.deadline_s(policy), on_request=True) for each in on_request_probes),
        *(
            ProbeStatus(probe=each, deadline_s=each.deadline_s(policy), runs_afterwards=True)
            for each in afterwards_probes
        ),
    )
    return State(
        rows=rows,
        probes={status.probe.name: status for status in statuses},
        extra_rows=tuple(
            RowState(check=check, probe=probe_of[check.measurement])
            for check in (*on_request_checks, *afterwards_checks)
        ),
        guideline=guideline,
        language=language,
        policy=policy,
    )
