"""What camera and microphone say beside a question, and starting despite a no-go: by tables."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from readiness.assets import asset
from readiness.checks import alone, framing, leak, microphone
from readiness.checks.registry import AT_ONCE, CheckGroup
from readiness.guideline.checklist import Answer
from readiness.guideline.data import Group, Item
from readiness.guideline.loader import load
from readiness.meeting_policy import Override, Reason
from readiness.model import CheckMeasurement, Finding, Judged, Outcome, Policy
from readiness.ui.state.answer_hints import answer_hints, doubtful
from readiness.ui.state.checklist_answers import answer, answer_group, begin_meeting, left_in
from readiness.ui.state.events import OverrideChosen, RepeatedAnswers
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.reducer import apply
from readiness.ui.state.state import State, is_overriding, may_override, may_start

GUIDELINE = load(asset("guideline.toml"))
PRIVATE, BADGE = (next(item for item in GUIDELINE.items if item.id == name) for name in ("private", "badge"))
TODAY = date(2026, 11, 23)
ONE, TWO = (alone.Measurement(faces_count=count, doubtful_count=0) for count in (1, 2))
PERHAPS = alone.Measurement(faces_count=1, doubtful_count=1)
ALONE, BESIDE = microphone.Measurement(), microphone.Measurement(room_voices_dbfs=-48.0)


def state(policy: Policy = Policy()) -> State:  # noqa: B008  (it is frozen)
    return begin_meeting(initial_state(AT_ONCE, policy, GUIDELINE, "en"), TODAY)


def found(before: State, check: str, code: str, outcome: Outcome, measurement: CheckMeasurement | None = None) -> State:
    finding = Finding(check=check, code=f"{check}.{code}", outcome=outcome, headline="It is so.", remedy="Do it.")
    judged = Judged(finding, measurement, settled=True)
    rows = (replace(row, shown=judged, latest=measurement) if row.check.id == check else row for row in before.rows)
    return replace(before, rows=tuple(rows))


def all_well(policy: Policy = Policy()) -> State:  # noqa: B008  (it is frozen)
    made = state(policy)
    for check in AT_ONCE.checks:
        made = found(made, check.id, "ok", Outcome.PASS, ONE if check is alone.CHECK else None)
    for item in GUIDELINE.items:
        made = answer(made, item.id, Answer.YES) if item.asked else made
    return made


@pytest.mark.parametrize(
    ("check", "code", "outcome", "measurement", "item", "texts", "against"),
    [
        ("alone", "ok", Outcome.PASS, ONE, PRIVATE, ["no other face"], False),
        ("alone", "several_people", Outcome.WARN, TWO, PRIVATE, ["{count} faces"], True),
        ("alone", "cannot_tell", Outcome.WARN, PERHAPS, PRIVATE, ["may be somebody else"], True),
        ("alone", "no_face", Outcome.NOT_ASSESSED, alone.Measurement(faces_count=0), PRIVATE, [], False),
        ("alone", "not_assessed", Outcome.NOT_ASSESSED, None, PRIVATE, [], False),
        ("microphone", "room_voices", Outcome.WARN, None, PRIVATE, ["another voice"], True),
        ("microphone", "drowned", Outcome.FAIL, BESIDE, PRIVATE, ["another voice"], True),
        ("microphone", "ok", Outcome.PASS, ALONE, PRIVATE, [], False),
        ("microphone", "room_sounds", Outcome.WARN, ALONE, PRIVATE, ["other sounds"], True),
        ("microphone", "noisy", Outcome.WARN, None, PRIVATE, [], False),
        ("microphone", "quiet", Outcome.WARN, None, PRIVATE, [], False),
        ("headset", "ok", Outcome.PASS, None, PRIVATE, ["stays with you"], False),
        ("headset", "loudspeaker", Outcome.WARN, None, PRIVATE, ["loudspeaker"], True),
        ("headset", "webcam", Outcome.FAIL, None, PRIVATE, ["Without a headset"], True),
        ("headset", "ask", Outcome.NOT_ASSESSED, None, PRIVATE, [], False),
        (
            "framing",
            "ok",
            Outcome.PASS,
            framing.Measurement(faces_count=1, chest_in_view=True),
            BADGE,
            ["can be"],
            False,
        ),
        ("framing", "ok", Outcome.PASS, framing.Measurement(chest_in_view=False), BADGE, ["is not in"], True),
        ("framing", "ok", Outcome.PASS, framing.Measurement(faces_count=1), BADGE, [], False),
    ],
)
def test_evidence_gives_its_hint(
    *,
    check: str,
    code: str,
    outcome: Outcome,
    measurement: CheckMeasurement,
    item: Item,
    texts: list[str],
    against: bool,
) -> None:
    hints = answer_hints(found(state(), check, code, outcome, measurement), item)
    assert len(hints) == len(texts)
    assert all(text in clue.text for text, clue in zip(texts, hints, strict=True))
    assert doubtful(found(state(), check, code, outcome, measurement), item) is against


@pytest.mark.parametrize(
    ("headset", "outcome", "leaks", "text", "against"),
    [
        ("ok", Outcome.PASS, "heard", "out of a loudspeaker", True),
        ("ok", Outcome.PASS, "ok", "test sound stayed", False),
        ("ok", Outcome.PASS, "too_noisy", "stays with you", False),
        ("webcam", Outcome.FAIL, "ok", "test sound stayed", False),
        ("webcam", Outcome.FAIL, "muted", "Without a headset", True),
        ("loudspeaker", Outcome.WARN, "ok", "out of a loudspeaker", True),
    ],
)
def test_leak_measurement_precedes_the_headset_class(
    *, headset: str, outcome: Outcome, leaks: str, text: str, against: bool
) -> None:
    tested = initial_state(
        AT_ONCE,
        Policy(),
        GUIDELINE,
        "en",
        on_request=CheckGroup((leak.CHECK,), (leak.PROBE,)),
    )
    rule = next(rule for rule in leak.CHECK.rules if rule.what == leaks)
    finding = Finding(
        check="leak", code=f"leak.{leaks}", outcome=rule.outcome, headline=rule.headline, remedy=rule.remedy
    )
    extra = replace(tested.extra_rows[0], shown=Judged(finding, None, settled=True))
    (clue,) = answer_hints(found(replace(tested, extra_rows=(extra,)), "headset", headset, outcome), PRIVATE)
    assert text in clue.text
    assert clue.against is against


def test_contradicting_evidence_comes_first() -> None:
    both = found(found(state(), "alone", "ok", Outcome.PASS, ONE), "microphone", "room_voices", Outcome.WARN)
    assert [clue.against for clue in answer_hints(both, PRIVATE)] == [True, False]


def test_yes_to_all_skips_doubtful_and_answered_items() -> None:
    doubted = answer(found(state(), "alone", "several_people", Outcome.WARN, TWO), "sign", Answer.NO)
    assert {item.id for item in left_in(doubted, Group.ROOM)} == {"background"}
    answers = answer_group(doubted, Group.ROOM).answers
    assert answers == {"sign": Answer.NO, "background": Answer.YES}


def test_same_as_last_keeps_existing_answers() -> None:
    dressed = answer(state(), "work_clothes", Answer.YES)
    undressed = replace(dressed, answers={"work_clothes": Answer.NO})
    assert apply(undressed, RepeatedAnswers(), 0).answers == {"work_clothes": Answer.NO}
    assert apply(replace(dressed, answers={}), RepeatedAnswers(), 0).answers == {"work_clothes": Answer.YES}


ALLOWED = Policy((Override(allowed=True),))


@pytest.mark.parametrize(
    ("policy", "item", "may"),
    [
        (Policy(), "badge", False),
        (ALLOWED, "badge", True),
        (ALLOWED, "private", False),
        (Policy((Override(allowed=True, never=()),)), "private", True),
        (Policy((Override(allowed=True, never=("room.badge.no",)),)), "badge", False),
    ],
)
def test_findings_that_may_be_overridden(policy: Policy, item: str, *, may: bool) -> None:
    stopped = answer(all_well(policy), item, Answer.NO)
    assert may_override(stopped) is may
    assert not may_start(stopped)
    assert may_start(apply(stopped, OverrideChosen(Reason.CANNOT_WAIT), 0)) is may


def test_override_covers_no_later_failure_and_can_be_withdrawn() -> None:
    agreed = apply(answer(all_well(ALLOWED), "badge", Answer.NO), OverrideChosen(Reason.CANNOT_WAIT), 0)
    assert is_overriding(agreed)
    assert not is_overriding(found(agreed, "camera", "black", Outcome.FAIL))
    assert not is_overriding(apply(agreed, OverrideChosen(None), 0))
    assert not is_overriding(answer(agreed, "badge", Answer.YES)), "nothing is left to pass over"
    assert may_start(answer(agreed, "badge", Answer.YES))


def test_nothing_is_overridden_while_tests_run() -> None:
    stopped = answer(all_well(ALLOWED), "badge", Answer.NO)
    probes = {name: replace(status, started_s=0.0) for name, status in stopped.probes.items()}
    testing = replace(stopped, probes=probes, rows=(replace(stopped.rows[0], shown=None), *stopped.rows[1:]))
    assert not may_override(testing)
    assert not may_start(testing)
