"""A meeting started despite a no-go is reported, and the verdict is unchanged."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from jsonschema import Draft202012Validator

from readiness.assets import asset
from readiness.i18n import Words
from readiness.meeting_policy import Reason
from readiness.model import Finding, Outcome
from readiness.report.contents import Report
from readiness.report.document import as_data, document

BLACK = Finding(check="camera", code="camera.black", outcome=Outcome.FAIL, headline="It is dark.", remedy="Open it.")


@pytest.mark.parametrize("reason", [None, *Reason])
def test_report_contains_the_override_reason(reason: Reason | None) -> None:
    report = Report(
        findings=(BLACK,), started_at=datetime(2026, 11, 23, tzinfo=UTC), duration_s=1.0, policy={}, override=reason
    )
    data = as_data(document(report, Words("en")))
    schema = json.loads(asset("report.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(data)
    assert data["verdict"] == "no_go"
    assert data.get("override") == (reason.value if reason else None)
