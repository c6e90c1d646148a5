"""Checks that depend on another: one fault gives one finding, and the verdict is the same as without dependencies."""

from __future__ import annotations

import pytest

from readiness.checks import background, camera, framing, lighting
from readiness.checks.registry import AT_ONCE
from readiness.model import AnyCheck, Finding, Outcome, Verdict, facts_of, verdict, wait_on_dependencies

ABSENT = camera.Measurement(cameras_count=0)
PICTURE: tuple[AnyCheck, ...] = (camera.CHECK, lighting.CHECK, framing.CHECK, background.CHECK)


def found(check: str, what: str, outcome: Outcome) -> Finding:
    return Finding(check=check, code=f"{check}.{what}", outcome=outcome, headline="So it is.", remedy="Do this.")


def test_a_camera_that_is_not_there_is_one_fault_and_no_go() -> None:
    by_itself = [camera.CHECK.judge(ABSENT, camera.Policy()), *(check.not_assessed() for check in PICTURE[1:])]
    findings = wait_on_dependencies(by_itself, PICTURE)
    assert [each.code for each in findings] == ["camera.absent", "lighting.waits", "framing.waits", "background.waits"]
    assert [each.code for each in findings if each.blocks] == ["camera.absent"]
    assert {each.outcome for each in findings[1:]} == {Outcome.NOT_ASSESSED}
    assert {each.waits_for for each in findings[1:]} == {"camera"}
    assert verdict(findings) is Verdict.NO_GO


@pytest.mark.parametrize(
    ("first", "own", "expected"),
    [
        (found("camera", "stalled", Outcome.FAIL), found("framing", "no_face", Outcome.FAIL), "framing.waits"),
        (found("camera", "crashed", Outcome.NOT_ASSESSED), found("framing", "tilted", Outcome.WARN), "framing.waits"),
        (found("camera", "stalled", Outcome.FAIL), found("framing", "ok", Outcome.PASS), "framing.ok"),
        (found("camera", "blurred", Outcome.WARN), found("framing", "no_face", Outcome.FAIL), "framing.no_face"),
        (found("camera", "ok", Outcome.PASS), found("framing", "no_face", Outcome.FAIL), "framing.no_face"),
        (found("headset", "absent", Outcome.FAIL), found("framing", "no_face", Outcome.FAIL), "framing.no_face"),
        (found("connection", "none", Outcome.FAIL), found("path", "unreachable", Outcome.WARN), "path.waits"),
        (found("connection", "wireless", Outcome.FAIL), found("path", "unreachable", Outcome.WARN), "path.unreachable"),
        (found("headset", "absent", Outcome.FAIL), found("microphone", "absent", Outcome.FAIL), "microphone.waits"),
        (
            found("headset", "not_found", Outcome.FAIL),
            found("microphone", "not_found", Outcome.FAIL),
            "microphone.waits",
        ),
        (
            found("headset", "no_answer", Outcome.NOT_ASSESSED),
            found("microphone", "timed_out", Outcome.NOT_ASSESSED),
            "microphone.waits",
        ),
        (found("headset", "built_in", Outcome.FAIL), found("microphone", "muted", Outcome.FAIL), "microphone.muted"),
        (found("headset", "absent", Outcome.FAIL), found("microphone", "ok", Outcome.PASS), "microphone.ok"),
    ],
)
def test_only_blocking_findings_hold_back_dependents_that_did_not_pass(
    first: Finding, own: Finding, expected: str
) -> None:
    assert [each.code for each in wait_on_dependencies([first, own], AT_ONCE.checks)] == [first.code, expected]


def test_waiting_finding_still_reports_its_measurement() -> None:
    own = framing.CHECK.judge(framing.Measurement(faces_count=0), framing.Policy())
    _, waiting = wait_on_dependencies([found("camera", "black", Outcome.FAIL), own], PICTURE)
    assert waiting.measured == own.measured


def test_every_dependency_is_a_check_with_those_codes() -> None:
    rules = {check.id: {rule.what for rule in check.rules} for check in AT_ONCE.checks}
    for check in AT_ONCE.checks:
        for each in check.depends_on:
            assert each.codes <= rules[each.check], f"{check.id} depends on codes that {each.check} does not have"


def test_fact_without_label_is_shown_unchanged() -> None:
    assert facts_of(camera.Measurement)["source_kind"].words["physical"] == "an ordinary camera"
    assert facts_of(camera.Measurement)["vid_pid"].words == {}
