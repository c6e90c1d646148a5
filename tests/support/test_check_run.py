"""Checks run once: one finding each, in their order, with what was measured and how long it took."""

from __future__ import annotations

from readiness.checks import browser, connection, network_path
from readiness.model import AnyCheck, Policy, Request
from readiness.support.check_run import run_checks


def test_each_check_has_a_finding_in_the_order_of_the_checks() -> None:
    checks: list[AnyCheck] = [connection.CHECK, network_path.CHECK, browser.CHECK]
    done = run_checks(checks, Request(policy=Policy()))
    assert [finding.check for finding in done.findings] == ["connection", "path", "browser"]
    assert done.seconds.keys() == {"connection", "path", "browser"}
    assert isinstance(done.measurements["browser"], browser.Measurement)
