"""The report as a SQLite file, for osquery's automatic tables and any SQL tool."""

from __future__ import annotations

import json
import sqlite3

from readiness import __version__
from readiness.i18n import Words
from readiness.report.contents import Report
from readiness.report.document import facts

_TABLES = """
CREATE TABLE report (
    station TEXT, unit TEXT, verdict TEXT, started_at TEXT, duration_s REAL, app_version TEXT, policy TEXT,
    policy_notices INTEGER, site TEXT
);
CREATE TABLE finding (station TEXT, "check" TEXT, code TEXT, outcome TEXT, headline TEXT, remedy TEXT);
CREATE TABLE measured (station TEXT, "check" TEXT, fact TEXT, value TEXT);
"""


def as_sqlite(report: Report, words: Words) -> bytes:
    """Return the file's content: tables `report` (one row), `finding` (one per check) and `measured` (one per fact).

    The journal mode is rollback, because a reader without write access to the folder could not open a WAL database.
    """
    station, policy = report.station, json.dumps(report.policy, ensure_ascii=False)
    started_at = report.started_at.isoformat(timespec="seconds")
    with sqlite3.connect(":memory:") as database:
        database.executescript(_TABLES)
        database.execute(
            "INSERT INTO report VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                station,
                report.unit,
                report.verdict.value,
                started_at,
                round(report.duration_s, 3),
                __version__,
                policy,
                report.policy_notices,
                report.site,
            ),
        )
        for finding in report.findings:
            texts = (words(finding.headline, finding.measured), words(finding.remedy, finding.measured))
            row = (station, finding.check, finding.code, finding.outcome.word, *texts)
            database.execute("INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?)", row)
            measured = ((station, finding.check, name, _text(value)) for name, value in facts(finding).items())
            database.executemany("INSERT INTO measured VALUES (?, ?, ?, ?)", measured)
        database.commit()
        content = database.serialize()
    database.close()
    return content


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
