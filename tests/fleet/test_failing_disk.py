"""Disks that are full, files that are damaged or gone while the questions run: a sentence, and nothing half saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from asking import AS_OF, SILENT_DAYS, fleet_answers
from synthetic_fleet import FleetModel

from readiness.fleet.archive_layout import files_of, month_folders
from readiness.fleet.collect import Afterwards, collect
from readiness.fleet.export import Destinations, save
from readiness.fleet.parquet_check import FilesError
from readiness.fleet.query_engine import QueryEngine
from readiness.fleet.questions import ask
from readiness.fleet.rejected import Fault
from readiness.fleet.rejected_summary import RejectedSummary
from readiness.fleet.sources import opened
from readiness.i18n import Words
from readiness.report.json_text import as_line

pytestmark = pytest.mark.slow


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    lines = (as_line(report, Words("en")) for report in FleetModel(stations=5, days=60).reports())
    (tmp_path / "inbox.ndjson").write_text("\n".join(lines), "utf-8")
    collect(tmp_path / "inbox.ndjson", tmp_path / "archive", AS_OF, Afterwards())
    return tmp_path / "archive"


@pytest.fixture
def engine(archive: Path, tmp_path: Path) -> Iterator[QueryEngine]:
    (tmp_path / "scratch").mkdir()
    with opened(archive, AS_OF, tmp_path / "scratch") as (engine, _):
        yield engine


def test_tables_and_page_are_saved_all_or_none(archive: Path, engine: QueryEngine, tmp_path: Path) -> None:
    tables = tmp_path / "tables"
    (tables / "silent.csv").mkdir(parents=True)
    to = Destinations(csv=str(tables), html=str(tmp_path / "fleet.html"))
    with pytest.raises(OSError, match="not a regular file"):
        save(fleet_answers(archive), engine, Words("en"), to)
    assert list(tables.iterdir()) == [tables / "silent.csv"]
    assert not (tmp_path / "fleet.html").exists()


def test_files_that_vanish_while_they_are_asked_are_listed_again(archive: Path, engine: QueryEngine) -> None:
    files = files_of(month_folders(archive))
    files[0].unlink()
    with pytest.raises(FilesError) as caught:
        ask(engine, AS_OF, SILENT_DAYS, RejectedSummary())
    assert caught.value.faults == {files[0]: Fault.UNREADABLE}
    with TemporaryDirectory() as scratch, opened(archive, AS_OF, Path(scratch), left_out=caught.value.faults) as again:
        assert again[1].counts == {}, "what a merge has replaced is no fault"
