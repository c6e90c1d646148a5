"""What step 3 says is left, and what it says to know."""

from __future__ import annotations

from readiness.assets import asset
from readiness.checks.registry import AT_ONCE
from readiness.guideline.loader import load
from readiness.model import Finding, Outcome, Policy
from readiness.ui.start.finding_notes import findings_to_show
from readiness.ui.state.initial_state import initial_state

GUIDELINE = load(asset("guideline.toml"))


def found(check: str, outcome: Outcome, headline: str) -> Finding:
    return Finding(check=check, code=f"{check}.x", outcome=outcome, headline=headline, remedy="Do it.")


CABLE = found("connection", Outcome.WARN, "Wireless.")
CAMERA = found("camera", Outcome.FAIL, "No camera.")


def test_what_blocks_comes_first_and_nothing_is_repeated() -> None:
    light = found("lighting", Outcome.NOT_ASSESSED, "No picture.")
    framing = found("framing", Outcome.NOT_ASSESSED, "No picture.")
    good = found("browser", Outcome.PASS, "Chrome is there.")
    assert findings_to_show((CABLE, light, framing, CAMERA, good)) == (light, CAMERA, CABLE)


def test_questions_that_must_be_answered_are_one_line_before_the_remarks() -> None:
    asked = initial_state(AT_ONCE, Policy(), GUIDELINE, "sv").room
    must = [each for each in asked if each.blocks]
    assert 1 < len(must) < len(asked), "one that may be left without an answer is a remark"
    camera, together, cable, *others = findings_to_show((CABLE, *asked, CAMERA))
    assert (camera, cable) == (CAMERA, CABLE)
    assert together.measured == {"count": len(must)}, "as many as the banner says"
    assert [each.check for each in others] == [each.check for each in asked if not each.blocks]
