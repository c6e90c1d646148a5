"""The rehearsal's result replaces findings that were read from files, but nothing newer."""

from __future__ import annotations

from readiness.checks import browser, network_path, rehearsal
from readiness.checks.registry import CheckGroup
from readiness.model import AnyCheck, CheckMeasurement, Event, Judged, Policy, Verdict, verdict
from readiness.ui.state.events import ProbeStarting
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.reducer import apply
from readiness.ui.state.state import State, findings, row_of

FILES = browser.Measurement(chrome_found=True, chrome_version="156.0", camera_blocked_for_site=True)
UNTRUSTED = network_path.Measurement(is_configured=True, is_reached=True, certificate="expired")
CUT_OFF = network_path.Measurement(is_configured=True, is_reached=False)
SAYS_YES = rehearsal.Measurement(
    address_blocked=False, camera_permission="granted", microphone_permission="prompt", lightest_luma=180.0,
    is_frozen=False, is_silent=False, hosts_asked=1, hosts_reached=1,
)  # fmt: skip
CHECKS: tuple[AnyCheck, ...] = (browser.CHECK, network_path.CHECK)
PROBES = (browser.PROBE, network_path.PROBE)


def after_measurement(state: State, measurement: CheckMeasurement, at: float) -> State:
    checks: tuple[AnyCheck, ...] = (*CHECKS, rehearsal.CHECK)
    check, probe = next(
        (each, run)
        for each in checks
        for run in (*PROBES, rehearsal.PROBE)
        if isinstance(measurement, each.measurement) and each.measurement in run.yields
    )
    judged = Judged(check.judge(measurement, Policy().of(check.policy)), measurement, settled=True)
    return apply(state, Event(probe.name, judged), at)


def fresh() -> State:
    return initial_state(
        CheckGroup(CHECKS, PROBES), Policy(), None, "en", afterwards=CheckGroup((rehearsal.CHECK,), (rehearsal.PROBE,))
    )


def refused() -> State:
    return after_measurement(after_measurement(fresh(), FILES, 1.0), UNTRUSTED, 1.0)


def codes(state: State) -> dict[str, str]:
    return {row.check.id: row.finding.code for row in state.rows}


def test_permission_granted_by_chrome_overrules_the_files() -> None:
    state = refused()
    assert verdict(row.finding for row in state.rows) is Verdict.NO_GO
    state = after_measurement(state, SAYS_YES, 2.0)
    assert codes(state) == {"browser": "browser.ok", "path": "path.ok"}
    assert verdict(row.finding for row in state.rows) is Verdict.GO
    assert row_of(state, "rehearsal").finding.code == "rehearsal.ok"
    again = after_measurement(after_measurement(state, FILES, 30.0), UNTRUSTED, 30.0)
    assert codes(again) == {"browser": "browser.ok", "path": "path.ok"}, "the same as when Chrome was asked"


def test_rehearsal_waits_for_a_chrome_that_is_missing() -> None:
    """One fault, reported once."""
    nothing = after_measurement(fresh(), browser.Measurement(chrome_found=False), 2.0)
    assert codes(nothing)["browser"] == "browser.missing"
    row = row_of(after_measurement(nothing, rehearsal.Measurement(not_run="no_chrome"), 3.0), "rehearsal")
    assert (row.finding.code, row.finding.waits_for) == ("rehearsal.waits", "browser")


def test_later_problem_is_reported() -> None:
    state = after_measurement(refused(), SAYS_YES, 2.0)
    cut_off = after_measurement(after_measurement(state, CUT_OFF, 33.0), CUT_OFF, 35.0)
    assert codes(cut_off)["path"] == "path.unreachable"


def test_findings_from_files_stay_without_a_rehearsal() -> None:
    for why in ("hung", "not_allowed", "user_data_dir", "no_chrome"):
        state = after_measurement(refused(), rehearsal.Measurement(not_run=why), 2.0)
        assert codes(state) == {"browser": "browser.site_blocked", "path": "path.certificate_date"}
        assert not row_of(state, "rehearsal").finding.blocks


def test_restarted_rehearsal_overrules_nothing() -> None:
    state = after_measurement(refused(), SAYS_YES, 2.0)
    state = apply(state, ProbeStarting(rehearsal.PROBE.name, afresh=True), 3.0)
    assert codes(state)["browser"] == "browser.site_blocked"
    assert any(each.blocks for each in findings(state) if each.check == "path")
