"""The configurations in docs/fleet fit what the program writes and the commands it has."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readiness.checks.registry import AT_ONCE, EVERY_ID
from readiness.cli.parser import parser
from readiness.i18n import Words
from readiness.report.contents import Report
from readiness.report.prometheus import as_metrics
from readiness.report.sqlite import as_sqlite

FLEET = Path(__file__).parents[2] / "docs" / "fleet"
REPORT = Report(
    findings=tuple(check.not_assessed() for check in AT_ONCE.checks),
    started_at=datetime(2026, 11, 23, 8, 59, tzinfo=UTC),
    duration_s=1.0,
    policy={},
    station="station",
    unit="unit",
)
OSQUERY = json.loads((FLEET / "osquery" / "readiness.conf").read_text("utf-8"))
TABLES = OSQUERY["auto_table_construction"]


@pytest.fixture
def report(tmp_path: Path) -> sqlite3.Connection:
    path = tmp_path / "report.sqlite"
    path.write_bytes(as_sqlite(REPORT, Words("sv")))
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


@pytest.mark.parametrize("name", TABLES)
def test_osquery_tables_have_their_declared_columns(report: sqlite3.Connection, name: str) -> None:
    rows = report.execute(TABLES[name]["query"])
    assert [column[0] for column in rows.description] == TABLES[name]["columns"]
    report.close()


def test_osquery_schedule_queries_existing_tables(report: sqlite3.Connection) -> None:
    tables = sqlite3.connect(":memory:")
    for name, table in TABLES.items():
        rows = report.execute(table["query"]).fetchall()
        columns = ", ".join(f'"{column}"' for column in table["columns"])
        tables.execute(f"CREATE TABLE {name} ({columns})")
        tables.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(table['columns']))})", rows)  # noqa: S608
    for scheduled in OSQUERY["schedule"].values():
        assert len(tables.execute(scheduled["query"]).fetchall()) == len(REPORT.findings)
    tables.close()
    report.close()


@pytest.mark.parametrize("file", ["grafana/readiness.json", "prometheus/readiness.rules.yml"])
def test_queries_use_existing_metrics(file: str) -> None:
    written = set(re.findall(r"^# TYPE (\w+)", as_metrics(REPORT), re.MULTILINE))
    queried = set(re.findall(r"\breadiness_\w+", (FLEET / file).read_text("utf-8")))
    assert queried
    assert queried <= written


@pytest.mark.parametrize("file", ["intune/detect.ps1", "configmgr/discovery.ps1"])
def test_scripts_are_ascii_and_use_valid_arguments(file: str) -> None:
    text = (FLEET / file).read_text("utf-8")
    assert text.isascii()
    checks = re.search(r"\$checks = '([\w,]+)'", text)
    command = re.search(r"& \$program (.*?) 2>", text)
    assert checks
    assert command
    words = command[1].replace("$checks", checks[1]).replace("$folder", "folder").split()
    arguments = parser(Words("en")).parse_args(words)
    assert arguments.command == "check"
    assert set(arguments.only) <= set(EVERY_ID)
