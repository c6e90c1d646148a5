"""What went wrong in the system is said as the system says it."""

from __future__ import annotations

import errno
from pathlib import Path

import duckdb
import pytest

from readiness.fleet.duckdb_connection import as_os_error, in_memory


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_full_disk_is_the_system_s_error(tmp_path: Path, kind: str) -> None:
    with in_memory("200MB", tmp_path) as database, pytest.raises(duckdb.Error) as caught:
        database.execute(f"COPY (SELECT * FROM range(1000000)) TO '/dev/full' (FORMAT {kind}, USE_TMP_FILE false)")  # noqa: S608
    assert as_os_error(caught.value).errno == errno.ENOSPC


def test_another_error_is_one_line(tmp_path: Path) -> None:
    with in_memory("200MB", tmp_path) as database, pytest.raises(duckdb.Error) as caught:
        database.execute("SELECT * FROM read_parquet('/dev/null')")
    assert str(as_os_error(caught.value)).count("\n") == 0
    assert as_os_error(caught.value).errno is None
