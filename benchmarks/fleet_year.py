"""A region's year in an archive: 50,000 stations with five reports a day, asked after more and more days.

python benchmarks/fleet_year.py FOLDER [DAYS…]      (365 days are 91 million reports)

The rows are written straight into the archive's layout, a file for each night, because collecting 91 million reports of
9 kB takes hours and 800 GB. A station has the equipment of a made-up one, and each day five of that one's reports,
drawn at random. Findings and policies are left out, since only a comparison of policies reads them. The archive stays
in the folder.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import duckdb
from fleet import NOT_ASKED, readiness_fleet
from synthetic_reports import DISTINCT, lines

from readiness.fleet.archive_schema import columns
from readiness.fleet.duckdb_connection import AS_PARQUET

STATIONS, REPORTS_A_DAY = 50_000, 5
LAST_DAY = date(2026, 11, 22)

_TEMPLATE = """CREATE TABLE template AS
SELECT *, dense_rank() OVER (ORDER BY station) - 1 AS copied,
    row_number() OVER (PARTITION BY station ORDER BY started_us) - 1 AS nth,
    count(*) OVER (PARTITION BY station) AS of_station
FROM read_parquet('{files}', hive_partitioning = false)"""

_DAY = """COPY (
WITH drawn AS (
    SELECT number, copied, hash(number, visit, DATE '{day}') % of_station AS nth,
        make_timestamp(epoch_us(TIMESTAMP '{day}') + (6 + 2 * visit) * 3600000000
            + (hash(visit, number) % 7200)::BIGINT * 1000000) AS moment
    FROM range({stations}) AS stations(number), range({reports}) AS visits(visit)
    JOIN template ON copied = number % (SELECT max(copied) + 1 FROM template) AND nth = 0)
SELECT {names} FROM drawn JOIN template USING (copied, nth)
) TO '{target}' {as_parquet}"""

_CHANGED = {
    "station": "format('station-{:05d}', number)",
    "station_number": "(hash(number) >> 1)::BIGINT",
    "unit": "format('Vårdcentral {}', number % 1000)",
    "site": "format('Ort {}', number % 1000 % 40)",
    "started_us": "epoch_us(moment)",
    "started_at": "strftime(moment, '%Y-%m-%dT%H:%M:%S+00:00')",
    "day": "moment::DATE",
    **dict.fromkeys(NOT_ASKED, "NULL"),
}


def main() -> int:
    """Print a row for each number of days."""
    archive = Path(sys.argv[1])
    archive.mkdir(parents=True)
    (archive / "_ledger.sqlite").touch()
    print("|    reports |  GB |       s |   CPU s | CPU µs/report |  MiB |")
    print("|-----------:|----:|--------:|--------:|--------------:|-----:|")
    written = 0
    with tempfile.TemporaryDirectory() as scratch, duckdb.connect(config={"memory_limit": "2GB"}) as database:
        _make_template(database, Path(scratch))
        for days in map(int, sys.argv[2:] or ["365"]):
            for nth in range(written, days):
                _write_day(database, archive, LAST_DAY - timedelta(days=nth))
            written = days
            _print_row(archive, days * STATIONS * REPORTS_A_DAY)
    return 0


def _make_template(database: duckdb.DuckDBPyConnection, scratch: Path) -> None:
    (scratch / "all.ndjson").write_text("\n".join(lines(DISTINCT)), "utf-8")
    readiness_fleet(["collect", str(scratch / "all.ndjson"), "--into", str(scratch / "archive")])
    database.execute(_TEMPLATE.format(files=f"{scratch}/archive/*/*.parquet"))


def _write_day(database: duckdb.DuckDBPyConnection, archive: Path, day: date) -> None:
    month = archive / f"month={day:%Y-%m}"
    month.mkdir(exist_ok=True)
    names = ", ".join(f'CAST({_CHANGED.get(name, name)} AS {kind}) AS "{name}"' for name, kind in columns().items())
    query = _DAY.format(
        day=day,
        stations=STATIONS,
        reports=REPORTS_A_DAY,
        names=names,
        target=month / f"reports-{day}.parquet",
        as_parquet=AS_PARQUET,
    )
    database.execute(query)


def _print_row(archive: Path, reports: int) -> None:
    size_gb = sum(path.stat().st_size for path in archive.rglob("*.parquet")) / 1e9
    run = readiness_fleet([str(archive)])
    print(
        f"| {reports:10} | {size_gb:3.1f} | {run.wall_s:7.1f} | {run.cpu_s:7.1f} | {run.cpu_s / reports * 1e6:13.2f} "
        f"| {run.peak_mib:4.0f} |",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
