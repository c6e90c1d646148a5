"""Many small files become one; killed anywhere in between, every report is there once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import msgspec
import pytest
from asking import AS_OF, fleet_answers
from synthetic_fleet import FleetModel

from readiness.fleet.archive_layout import JOURNAL, MERGING, files_of, month_folders
from readiness.fleet.collect import Afterwards, collect
from readiness.fleet.compaction import MAX_SMALL_FILES, compact, finish
from readiness.fleet.duckdb_connection import in_memory
from readiness.i18n import Words
from readiness.report.json_text import as_line

REPORTS = [report for report in FleetModel(stations=20, days=18).reports() if report.started_at.month == 11]


FILES = MAX_SMALL_FILES + 1


def came_in(archive: Path, lines: Sequence[str]) -> None:
    inbox = archive.parent / "inbox.ndjson"
    inbox.write_text("\n".join(lines), "utf-8")
    collect(inbox, archive, AS_OF, Afterwards())


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A month in one file more than is left alone, as if each had been collected alone."""
    archive = tmp_path_factory.mktemp("fleet") / "archive"
    came_in(archive, [as_line(report, Words("en")) for report in REPORTS])
    whole = files_of(month_folders(archive))[0]
    for nth in range(FILES):
        part = f"SELECT * FROM read_parquet('{whole}', hive_partitioning = false) WHERE started_us // 1000000 % {FILES} = {nth}"  # noqa: S608,E501
        duckdb.sql(f"COPY ({part}) TO '{whole.parent}/reports-{nth:02}.parquet'")
    whole.unlink()
    return archive


@pytest.fixture
def archive(collected: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(collected, tmp_path / "archive"))


def merge(archive: Path, small_bytes: int = 1_000_000) -> None:
    with in_memory("200MB", archive.parent) as database:
        compact(database, archive, "merged", max_small_files=2, small_bytes=small_bytes)


def test_next_collection_compacts_to_one_file(archive: Path) -> None:
    assert len(files_of(month_folders(archive))) == FILES
    came_in(archive, [])
    assert len(files_of(month_folders(archive))) == 1
    assert fleet_answers(archive).reports == len(REPORTS)
    assert not (archive / MERGING).exists()


def moments(archive: Path) -> list[tuple[str, int]]:
    """Every report that is there, in order."""
    query = "SELECT station, started_us FROM read_parquet($1, hive_partitioning = false) ORDER BY ALL"
    return duckdb.execute(query, [[str(path) for path in files_of(month_folders(archive))]]).fetchall()


def removed(files: Sequence[Path]) -> None:
    for path in files:
        path.unlink()


def test_compaction_killed_at_any_point_keeps_every_report_once(archive: Path, tmp_path: Path) -> None:
    before = moments(archive)
    month = month_folders(archive)[0]
    small = files_of([month])
    shutil.copytree(archive, tmp_path / "whole")
    merge(tmp_path / "whole")
    merged = files_of(month_folders(tmp_path / "whole"))[0]
    folder = archive / MERGING / month.name
    folder.mkdir(parents=True)
    steps: list[Callable[[], object]] = [
        lambda: (folder / merged.name).write_bytes(merged.read_bytes()[:999]),  # still being written
        lambda: (folder / merged.name).write_bytes(merged.read_bytes()),
        lambda: (folder / JOURNAL).write_bytes(msgspec.json.encode([path.name for path in small])),
        lambda: removed(small[:1]),
        lambda: removed(small[1:]),
        lambda: (folder / merged.name).rename(month / merged.name),
    ]
    for nth, step in enumerate(steps):
        step()
        assert moments(archive) == before
        shutil.copytree(archive, tmp_path / f"after-{nth}")
        finish(tmp_path / f"after-{nth}")
        assert moments(tmp_path / f"after-{nth}") == before
        assert not (tmp_path / f"after-{nth}" / MERGING).exists()


def test_large_files_are_not_compacted(archive: Path) -> None:
    merge(archive, small_bytes=100)
    assert len(files_of(month_folders(archive))) == FILES
