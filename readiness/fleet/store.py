"""The reports in a database in memory, ready to be asked."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import duckdb

from readiness.fleet.collect import SetAside, gather
from readiness.i18n import N_

MEMORY = "700MB"
"""DuckDB goes to the disk beyond this, so that the whole stays under 1 GiB."""

_FINDING = """STRUCT("check" VARCHAR, code VARCHAR, outcome VARCHAR,
    measured STRUCT(family VARCHAR, vid_pid VARCHAR, device_class VARCHAR))[]"""
_COLUMNS = f"""{{"schema": 'VARCHAR', station: 'VARCHAR', unit: 'VARCHAR', started_at: 'VARCHAR',
    verdict: 'VARCHAR', app_version: 'VARCHAR', findings: '{_FINDING}'}}"""

_FROM_LINES = f"""
CREATE TEMP TABLE raw AS
SELECT station, coalesce(unit, '') AS unit, started_at, verdict, app_version, findings, "schema",
    try_cast(started_at AS TIMESTAMPTZ) AS moment, try_cast(left(started_at, 10) AS DATE) AS day
FROM read_json(?, format = 'newline_delimited', ignore_errors = true, maximum_object_size = 16777216,
    columns = {_COLUMNS})
"""  # noqa: S608  (no part of it comes from outside)

_FROM_PARQUET = """
CREATE TEMP TABLE raw AS
SELECT station, unit, started_at, verdict, app_version, findings, 'readiness-report/1' AS "schema",
    try_cast(started_at AS TIMESTAMPTZ) AS moment, try_cast(left(started_at, 10) AS DATE) AS day
FROM read_parquet(?)
"""

_USABLE = """"schema" = 'readiness-report/1' AND trim(station) <> '' AND verdict IN ('go', 'go_with_remarks', 'no_go')
    AND findings IS NOT NULL AND moment IS NOT NULL AND day <= $latest"""

_UNUSABLE_COUNT = f"SELECT count(*) FROM raw WHERE ({_USABLE}) IS NOT TRUE"  # noqa: S608  (all of it stands here)

_REPORTS = f"""
CREATE TEMP TABLE report AS
SELECT DISTINCT ON (station, moment) rowid AS id, station, unit, started_at, moment, day, verdict
FROM raw WHERE {_USABLE}
"""  # noqa: S608

_FINDINGS = """
CREATE TEMP TABLE finding AS
SELECT id, station, day, f."check" AS "check", f.code AS code, f.outcome AS outcome,
    nullif(concat_ws(' ', f.measured.family, f.measured.vid_pid), '') AS product, f.measured.device_class AS class
FROM (SELECT rowid AS id, station, day, unnest(findings) AS f FROM raw WHERE rowid IN (SELECT id FROM report))
"""

_LATEST = """
CREATE TEMP TABLE latest AS
SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY station ORDER BY moment DESC) AS nth FROM report)
WHERE nth <= 2
"""


class FleetError(Exception):
    """The reports cannot be asked. `says` is a message id whose places `facts` fills."""

    def __init__(self, says: str, **facts: object) -> None:
        super().__init__(says)
        self.says = says
        self.facts = facts


@contextmanager
def opened(path: Path, as_of: date, aside: SetAside) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the tables `report`, `finding` and `latest` (a station's last two), closed afterwards.

    Args:
        path: a folder of reports, a `.ndjson` with one a line, or a `.parquet` that this program wrote.
        as_of: today; a report from a later day than tomorrow (stations' clocks differ) is set aside.
        aside: gets what cannot be used.

    Raises:
        FleetError: there is nothing there, or it is of another kind.
    """
    latest = as_of + timedelta(days=1)
    with tempfile.TemporaryDirectory(prefix="readiness-fleet-") as scratch:
        settings: dict[str, str | bool | int | float | list[str]] = {"memory_limit": MEMORY, "temp_directory": scratch}
        with duckdb.connect(config=settings) as database:
            _load(database, path, Path(scratch), latest, aside)
            if path.suffix == ".ndjson" and database.execute(_UNUSABLE_COUNT, {"latest": latest}).fetchall()[0][0]:
                database.execute("DROP TABLE raw")
                _load_one_by_one(database, path, Path(scratch), latest, aside)
            database.execute(_REPORTS, {"latest": latest})
            database.execute(_FINDINGS)
            database.execute(_LATEST)
            yield database


def _load(database: duckdb.DuckDBPyConnection, path: Path, scratch: Path, latest: date, aside: SetAside) -> None:
    if path.is_dir():
        _load_one_by_one(database, path, scratch, latest, aside)
    elif not path.is_file():
        raise FleetError(N_("There is no file or folder called {name}."), name=path.name)
    elif path.suffix in {".ndjson", ".parquet"}:
        query = _FROM_PARQUET if path.suffix == ".parquet" else _FROM_LINES
        try:
            database.execute(query, [_plain(path)])
        except duckdb.Error:
            raise FleetError(N_("{name} cannot be read as reports."), name=path.name) from None
    else:
        raise FleetError(N_("{name} is neither a folder, .ndjson nor .parquet."), name=path.name)


def _load_one_by_one(
    database: duckdb.DuckDBPyConnection, path: Path, scratch: Path, latest: date, aside: SetAside
) -> None:
    """Slower, and names each report that cannot be used."""
    lines = scratch / "reports.ndjson"
    with lines.open("wb") as into:
        gather(path, into, latest, aside)
    database.execute(_FROM_LINES, [str(lines)])


def _plain(path: Path) -> str:
    """The path as one file: DuckDB takes stars, question marks and brackets in a name for a pattern."""
    return "".join(f"[{each}]" if each in "*?[" else each for each in str(path))
