"""The window's state before the first event. No Qt."""

from __future__ import annotations

from readiness.checks.registry import NO_CHECKS, CheckGroup
from readiness.guideline.data import Guideline
from readiness.model import Policy, Probe
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.state import ProbeStatus, State


def initial_state(  # noqa: PLR0913  (the parts of a window, by name)
    at_once: CheckGroup,
    policy: Policy,
    guideline: Guideline | None,
    language: str,
    *,
    on_request: CheckGroup = NO_CHECKS,
    afterwards: CheckGroup = NO_CHECKS,
) -> State:
    """Return the initial state: one row per check. A probe that runs by itself is left out if it measures for none."""
    groups = (at_once, on_request, afterwards)
    probe_of = {kind: probe.name for group in groups for probe in group.probes for kind in probe.yields}

    def rows(group: CheckGroup) -> tuple[RowState, ...]:
        return tuple(RowState(check=check, probe=probe_of[check.measurement]) for check in group.checks)

    def status(probe: Probe, group: CheckGroup) -> ProbeStatus:
        return ProbeStatus(
            probe=probe,
            deadline_s=probe.deadline_s(policy),
            on_request=group is on_request,
            runs_afterwards=group is afterwards,
        )

    measuring = {probe_of[check.measurement] for check in at_once.checks}
    return State(
        rows=rows(at_once),
        extra_rows=(*rows(on_request), *rows(afterwards)),
        probes={
            probe.name: status(probe, group)
            for group in groups
            for probe in group.probes
            if group is not at_once or probe.name in measuring
        },
        guideline=guideline,
        language=language,
        policy=policy,
    )
