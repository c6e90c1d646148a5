"""Running checks once, each probe when the devices it needs are free: for `readiness check` and the acceptance test."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from readiness.checks import rehearsal
from readiness.checks.registry import AFTERWARDS, AT_ONCE, ON_REQUEST
from readiness.model import AnyCheck, CheckMeasurement, Finding, Judged, Request, wait_on_dependencies


@dataclass(slots=True)
class CheckRun:
    """The result of a run.

    Attributes:
        findings: one per check, in the order of the checks.
        measurements: the last measurement, by check; a check without one is missing.
        seconds: time from the start of the run to the finding, by check.
    """

    findings: tuple[Finding, ...] = ()
    measurements: dict[str, CheckMeasurement] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


def run_checks(checks: Sequence[AnyCheck], request: Request) -> CheckRun:
    """Run the checks once. Chrome's own answers overrule findings, and findings that only follow from others wait.

    Probes that play sound wait until the listening ones are done, and Chrome until every device is released.
    """
    from readiness.engine import runner

    started_s = time.monotonic()
    done, found = CheckRun(), {}
    for event in chain.from_iterable(
        runner.run(probes, checks, request) for probes in (AT_ONCE.probes, ON_REQUEST.probes, AFTERWARDS.probes)
    ):
        if isinstance(event.what, Judged):
            check = event.what.finding.check
            found[check] = event.what.finding
            done.seconds[check] = round(time.monotonic() - started_s, 3)
            if event.what.measurement is not None:
                done.measurements[check] = event.what.measurement
    found |= rehearsal.apply_chrome_results(done.measurements, request.policy)
    done.findings = wait_on_dependencies([found[check.id] for check in checks], checks)
    return done
