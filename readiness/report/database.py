"""The report as a small SQLite file, which osquery's automatic tables and any SQL tool can read."""

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
    policy_notices INTEGER
);
CREATE TABLE finding (station TEXT, "check" TEXT, code TEXT, outcome TEXT, headline TEXT, remedy TEXT);
CREATE TABLE measured (station TEXT, "check" TEXT, fact TEXT, value TEXT);
"""


def as_database(report: Report, words: Words) -> bytes:
    """The whole file: the tables `report` (one row), `finding` (one a check) and `measured` (one a fact).

    It is in SQLite's rollback mode, so that a reader without the right to write beside it can open it.
    """
    station, policy = report.station, json.dumps(report.policy, ensure_ascii=False)
    started_at = report.started_at.isoformat(timespec="seconds")
    with sqlite3.connect(":memory:") as database:
        database.executescript(_TABLES)
        database.execute(
            "INSERT INTO report VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                station,
                report.unit,
                report.verdict.value,
                started_at,
                round(report.duration_s, 3),
                __version__,
                policy,
                report.policy_notices,
            ),
        )
        for found in report.findings:
            told = (words(found.headline, found.measured), words(found.remedy, found.measured))
            row = (station, found.check, found.code, found.outcome.word, *told)
            database.execute("INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?)", row)
            measured = ((station, found.check, name, _text(value)) for name, value in facts(found).items())
            database.executemany("INSERT INTO measured VALUES (?, ?, ?, ?)", measured)
        database.commit()
        content = database.serialize()
    database.close()
    return content


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
