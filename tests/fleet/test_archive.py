"""Rows are added to the archive's months within the memory limit, however large a report is."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.fleet.archive import add_batch, writer
from readiness.fleet.archive_layout import STAGING, files_of, month_folders
from readiness.fleet.archive_schema import columns
from readiness.fleet.duckdb_connection import AS_PARQUET, in_memory, sql_list, sql_text

ROWS, POLICY_BYTES = 60_000, 8_000
"""480 MB in memory, which is more than a collection may use."""

VALUES = {
    "station": "'station-' || i",
    "station_number": "i",
    "unit": "'ward'",
    "verdict": "'go'",
    "blocking": "[]",
    "started_at": "'2026-01-01'",
    "day": "DATE '2026-01-01' + (i % 59)::INTEGER",
    "started_us": "epoch_us(DATE '2026-01-01' + (i % 59)::INTEGER)",
    "policy": f"repeat(md5(i::VARCHAR), {POLICY_BYTES // 32})",
}


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    path = tmp_path / "batch.parquet"
    row = ", ".join(f'CAST({VALUES.get(name, "NULL")} AS {kind}) AS "{name}"' for name, kind in columns().items())
    with in_memory("1GB", tmp_path) as database:
        database.execute(
            f"COPY (SELECT {row} FROM range({ROWS}) AS made (i)) TO '{sql_text(path)}'"  # noqa: S608
            f" {AS_PARQUET}"
        )
    return path


def test_batch_larger_than_the_memory_limit_is_added(batch: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    (archive / STAGING).mkdir(parents=True)
    with writer(archive) as database:
        assert add_batch(database, archive, [batch], "one") == (ROWS, 0)
        assert add_batch(database, archive, [batch], "two") == (0, ROWS)
    files = files_of(month_folders(archive))
    assert {each.parent.name for each in files} == {"month=2026-01", "month=2026-02"}
    with in_memory("1GB", tmp_path) as database:
        found = database.execute(f"SELECT count(*), count(DISTINCT station) FROM read_parquet({sql_list(files)})")  # noqa: S608
        assert found.fetchall() == [(ROWS, ROWS)]
