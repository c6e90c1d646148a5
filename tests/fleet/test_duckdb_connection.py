"""Memory does not depend on the computer; what went wrong in the system is said as the system says it."""

from __future__ import annotations

import errno
from pathlib import Path

import duckdb
import pytest

import readiness.fleet
from readiness.fleet.duckdb_connection import as_os_error, in_memory


@pytest.mark.parametrize("threads_count", [1, 5])
def test_threads_are_not_as_many_as_processors(threads_count: int) -> None:
    """With DuckDB's default, questions to an intact archive ran out of memory on eight processors."""
    with in_memory("200MB", threads=threads_count) as database:
        assert database.execute("SELECT current_setting('threads')").fetchall() == [(threads_count,)]


def test_no_other_module_opens_a_database() -> None:
    folder = Path(readiness.fleet.__file__).parent
    assert [file.name for file in folder.glob("*.py") if "duckdb.connect(" in file.read_text("utf-8")] == [
        "duckdb_connection.py"
    ]


@pytest.mark.linux
@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_full_disk_is_the_system_s_error(tmp_path: Path, kind: str) -> None:
    with in_memory("200MB", tmp_path) as database, pytest.raises(duckdb.Error) as caught:
        database.execute(f"COPY (SELECT * FROM range(1000000)) TO '/dev/full' (FORMAT {kind}, USE_TMP_FILE false)")  # noqa: S608
    assert as_os_error(caught.value).errno == errno.ENOSPC


def test_too_little_memory_is_the_system_s_error() -> None:
    with in_memory("20MB") as database, pytest.raises(duckdb.Error) as caught:
        database.execute("SELECT list(i::VARCHAR || repeat('x', 100)) FROM range(1000000) t(i)")
    assert as_os_error(caught.value).errno == errno.ENOMEM


def test_another_error_is_one_line(tmp_path: Path) -> None:
    with in_memory("200MB", tmp_path) as database, pytest.raises(duckdb.Error) as caught:
        database.execute("SELECT * FROM read_parquet('/dev/null')")
    assert str(as_os_error(caught.value)).count("\n") == 0
    assert as_os_error(caught.value).errno is None
