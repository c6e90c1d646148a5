"""The archive's columns follow from the report's one type."""

from __future__ import annotations

from datetime import date

import msgspec
from example_reports import LATEST, SMALLEST

from readiness.fleet.archive_schema import NOT_KEPT, columns
from readiness.fleet.report_reader import read_report
from readiness.report.document import Document, FindingDocument


def test_every_field_of_a_report_is_a_column() -> None:
    assert set(Document.__struct_fields__) - NOT_KEPT <= columns().keys()
    for name in set(FindingDocument.__struct_fields__) - NOT_KEPT:
        assert f'"{name}"' in columns()["findings"]


def test_removed_field_is_null() -> None:
    row = read_report(msgspec.json.encode(SMALLEST), LATEST)
    assert (row.station, row.unit, row.app_version, row.policy, row.override) == ("a", "", None, None, None)
    assert (row.day, row.blocking, row.started_us) == (date(2026, 11, 23), ["camera.absent"], 1_795_417_200_000_000)


def test_added_field_is_accepted() -> None:
    later = SMALLEST | {"schema": "readiness-report/2", "region": {"name": "x"}, "weather": [1]}
    assert read_report(msgspec.json.encode(later), LATEST).station == "a"


def test_waiting_check_is_not_a_blocking_one() -> None:
    waiting = {"check": "lighting", "code": "lighting.waits", "outcome": "not_assessed", "waits_for": "camera"}
    report = SMALLEST | {"findings": [*SMALLEST["findings"], waiting]}
    assert read_report(msgspec.json.encode(report), LATEST).blocking == ["camera.absent"]
