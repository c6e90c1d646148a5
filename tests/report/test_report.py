"""Reports as tables; what the schema accepts and rejects."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace
from rule_findings import finding_of

from readiness.assets import asset
from readiness.checks import connection
from readiness.checks.registry import AT_ONCE
from readiness.i18n import Words
from readiness.model import AnyCheck, Finding, Outcome, Policy, facts_of
from readiness.policy.sections import values
from readiness.report.contents import Report, first_action
from readiness.report.document import as_data, document, finding_document
from readiness.report.json_text import as_json
from readiness.report.text import as_text

SCHEMA = json.loads(asset("report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
ENGLISH, SWEDISH = Words("en"), Words("sv")
TITLES = {check.id: check.title for check in AT_ONCE.checks}


def finding(check: str, outcome: Outcome, **measured: object) -> Finding:
    remedy = "" if outcome is Outcome.PASS else f"Do something about {check}."
    code = f"{check}.{outcome.word}"
    return Finding(
        check=check, code=code, outcome=outcome, headline=f"So it is with {check}.", remedy=remedy, measured=measured
    )


def report(*findings: Finding, duration_s: float = 4.25) -> Report:
    started_at = datetime(2026, 11, 23, 8, 59, tzinfo=UTC)
    return Report(findings=findings, started_at=started_at, duration_s=duration_s, policy=values(Policy()))


def parsed(made: Report, words: Words = ENGLISH) -> Any:
    return json.loads(as_json(made, words))


EVERY_RULE = [finding_of(check, rule) for check in AT_ONCE.checks for rule in check.rules]
EVERY_SILENCE = [
    check.not_assessed(why) for check in AT_ONCE.checks for why in ("not_assessed", "timed_out", "crashed")
]


def test_schema_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("words", [ENGLISH, SWEDISH], ids=["en", "sv"])
def test_every_possible_finding_fits_the_schema(words: Words) -> None:
    made = parsed(report(*EVERY_RULE, *EVERY_SILENCE), words)
    assert len(made["findings"]) == len(EVERY_RULE) + len(EVERY_SILENCE)
    assert not list(VALIDATOR.iter_errors(made))


def test_measurements_of_every_kind_fit_the_schema() -> None:
    facts = {"on": True, "share": 0.25, "count": 3, "kind": "wifi", "evidence": ("name", "usb"), "missing": None}
    made = parsed(report(finding("headset", Outcome.PASS, **facts)))
    assert not list(VALIDATOR.iter_errors(made))
    assert made["findings"][0]["measured"] == facts | {"evidence": ["name", "usb"]}


GOOD = as_data(document(report(finding("camera", Outcome.FAIL, width_px=640)), ENGLISH))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "readiness-report/2"),
        (("verdict",), "maybe"),
        (("duration_s",), -1),
        (("more",), 1),
        (("findings", 0, "code"), "camera"),
        (("findings", 0, "code"), "Camera.ok"),
        (("findings", 0, "outcome"), "PASS"),
        (("findings", 0, "remedy"), ""),
        (("findings", 0, "subject"), "Annas kamera"),
        (("findings", 0, "measured"), {"Width": 640}),
        (("findings", 0, "measured"), {"size": {"width_px": 640}}),
        (("policy",), {"camera": 1}),
    ],
    ids=str,
)
def test_schema_rejects_invalid_reports(path: tuple[str | int, ...], value: object) -> None:
    assert VALIDATOR.is_valid(GOOD)
    broken: Any = copy.deepcopy(GOOD)
    place = broken
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not VALIDATOR.is_valid(broken)


@pytest.mark.parametrize("key", SCHEMA["required"])
def test_schema_requires_every_key(key: str) -> None:
    assert not VALIDATOR.is_valid({name: value for name, value in GOOD.items() if name != key})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_non_finite_number_becomes_null(value: float) -> None:
    made = parsed(report(finding("microphone", Outcome.WARN, snr_db=value)))
    assert made["findings"][0]["measured"] == {"snr_db": None}


@pytest.mark.parametrize("check", AT_ONCE.checks, ids=lambda check: check.id)
def test_private_names_never_appear(check: AnyCheck) -> None:
    private = [name for name, about in facts_of(check.measurement).items() if about.private]
    measurement = check.measurement(**dict.fromkeys(private, "Anna Andersson"))
    assert "Anna" not in as_json(report(check.judge(measurement, check.policy())), SWEDISH)


def test_name_is_shown_but_not_reported() -> None:
    network = connection.Measurement(has_route=True, has_link=True, link_kind="wifi", adapter_label="Annas Wi-Fi")
    found = connection.CHECK.judge(network, connection.Policy())
    assert found.subject == "Annas Wi-Fi"
    written = as_json(report(found), SWEDISH)
    assert "wifi" in written
    assert "Annas" not in written


@pytest.mark.parametrize(
    ("outcomes", "first", "verdict"),
    [
        ((), None, "no_go"),
        ((Outcome.PASS, Outcome.PASS, Outcome.PASS), None, "go"),
        ((Outcome.PASS, Outcome.WARN, Outcome.WARN), "lighting", "go_with_remarks"),
        ((Outcome.WARN, Outcome.PASS, Outcome.FAIL), "framing", "no_go"),
        ((Outcome.WARN, Outcome.FAIL, Outcome.FAIL), "lighting", "no_go"),
        ((Outcome.WARN, Outcome.NOT_ASSESSED, Outcome.FAIL), "lighting", "no_go"),
    ],
    ids=str,
)
def test_first_action_prefers_failures_to_remarks(
    outcomes: tuple[Outcome, ...], first: str | None, verdict: str
) -> None:
    found = tuple(
        finding(check, outcome) for check, outcome in zip(("camera", "lighting", "framing"), outcomes, strict=False)
    )
    action = first_action(found)
    assert (action.check if action else None) == first
    assert report(*found).verdict.value == verdict


def test_placeholders_in_sentences_are_filled_in() -> None:
    finding = Finding(
        check="browser",
        code="browser.too_old",
        outcome=Outcome.FAIL,
        headline="Chrome {version} is too old.",
        remedy="Leave {version} behind.",
        measured={"version": "99"},
    )
    made = as_data(finding_document(finding, ENGLISH))
    assert (made["headline"], made["remedy"]) == ("Chrome 99 is too old.", "Leave 99 behind.")


def test_text_has_verdict_action_and_every_check_in_this_order() -> None:
    lines = as_text(
        report(finding("camera", Outcome.WARN), finding("lighting", Outcome.FAIL), finding("framing", Outcome.PASS)),
        ENGLISH,
        {check: TITLES[check] for check in ("camera", "lighting", "framing")},
    ).splitlines()
    assert lines[:3] == ["Not ready", "→ So it is with lighting. Do something about lighting.", ""]
    assert [" ".join(line.split()) for line in lines[3:]] == [
        "REMARK Camera So it is with camera.",
        "Do something about camera.",
        "PROBLEM Light So it is with lighting.",
        "Do something about lighting.",
        "OK Framing So it is with framing.",
    ]


@pytest.mark.parametrize(
    ("outcome", "heading"),
    [(Outcome.PASS, "Klart"), (Outcome.WARN, "Klart, med anmärkningar"), (Outcome.FAIL, "Inte klart än")],
)
def test_text_in_swedish_begins_with_the_answer(outcome: Outcome, heading: str) -> None:
    text = as_text(report(finding("camera", outcome)), SWEDISH, {"camera": TITLES["camera"]})
    assert text.splitlines()[0] == heading
    assert ("→" in text) is (outcome is not Outcome.PASS)


def test_device_name_cannot_control_the_terminal() -> None:
    hostile = finding("camera", Outcome.FAIL, name="C920\x1b[2J\u202e\x9b31m")
    made = report(replace(hostile, headline="{name} cannot be opened.", subject="\x1b]0;x\x07"))
    for text in (as_text(made, ENGLISH, TITLES), as_json(made, ENGLISH)):
        assert all(line.isprintable() for line in text.split("\n"))
    assert "C920" in as_text(made, ENGLISH, TITLES)
