"""Damaged, unreadable and other programs' Parquet files in the archive: left out and named, the others are asked."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from asking import AS_OF, fleet_answers
from damage import damage
from synthetic_fleet import FleetModel

from readiness.fleet.archive_layout import files_of, month_folders
from readiness.fleet.archive_schema import columns
from readiness.fleet.collect import Afterwards, collect
from readiness.fleet.compaction import compact
from readiness.fleet.duckdb_connection import in_memory
from readiness.fleet.parquet_check import quick_fault
from readiness.fleet.rejected import Fault
from readiness.i18n import Words
from readiness.report.json_text import as_line

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).parents[2]
LINES = [as_line(report, Words("en")) for report in FleetModel(stations=5, days=60).reports()]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fleet")
    (folder / "inbox.ndjson").write_text("\n".join(LINES), "utf-8")
    collect(folder / "inbox.ndjson", folder / "archive", AS_OF, Afterwards())
    return folder / "archive"


@pytest.fixture
def archive(collected: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(collected, tmp_path / "archive"))


def last_file(archive: Path) -> Path:
    return files_of(month_folders(archive))[-1]


def rows_in(file: Path) -> int:
    return len(duckdb.execute(f"SELECT 1 FROM read_parquet('{file}', hive_partitioning = false)").fetchall())  # noqa: S608


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    typed = [sys.executable, "-m", "readiness", "fleet", *map(str, arguments), "--as-of", AS_OF.isoformat()]
    return subprocess.run(typed, cwd=CHECKOUT, capture_output=True, text=True, check=False)


def asked(archive: Path, *options: str) -> dict[str, object]:
    done = command(archive, "--json", *options)
    assert (done.returncode, done.stderr) == (0, "")
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("column", ["verdict", "started_us", "unit", "devices, browser, version"])
def test_all_but_a_damaged_file_is_asked(archive: Path, column: str) -> None:
    file = last_file(archive)
    lost = rows_in(file)
    damage(file, column)
    answers = asked(archive)
    assert 0 < lost < len(LINES)
    assert answers["reports"] == len(LINES) - lost
    assert answers["unusable"] == {"damaged": 1}
    assert answers["unusable_examples"] == [[f"{file.parent.name}/{file.name}", "damaged"]]


def test_damage_that_only_saving_meets_leaves_the_file_out_too(archive: Path, tmp_path: Path) -> None:
    file = last_file(archive)
    damage(file, "findings, list, element, measured")
    assert asked(archive)["unusable"] == {}
    answers = asked(archive, "--parquet", str(tmp_path / "saved.parquet"))
    assert answers["unusable"] == {"damaged": 1}
    assert rows_in(tmp_path / "saved.parquet") == answers["reports"]


def test_source_that_is_one_damaged_file_is_said_to_be_so(archive: Path) -> None:
    damage(last_file(archive), "unit")
    done = command(last_file(archive), "--lang", "en")
    assert (done.returncode, done.stderr) == (2, f"readiness: {last_file(archive).name} cannot be read as reports.\n")


CHANGED = {
    "a verdict of its own": "* REPLACE (CASE WHEN station_number > 0 THEN 'maybe' ELSE verdict END AS verdict)",
    "no list of codes": "* REPLACE (NULL::VARCHAR[] AS blocking)",
    "codes that are null": "* REPLACE ([NULL::VARCHAR] AS blocking)",
    "no station": "* REPLACE (NULL::VARCHAR AS station)",
    "a clock of its own": "* REPLACE (9223372036854775807 AS started_us)",
    "a calendar of its own": "* REPLACE (DATE '294247-01-10' AS day)",
    "a type of its own": "* REPLACE (station_number::VARCHAR AS station_number)",
    "fields of its own types": "* REPLACE ({'camera': {'product': 1}} AS devices)",
    "fewer columns": "* EXCLUDE (verdict)",
}


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED)
def test_file_of_another_program_is_left_out(archive: Path, changed: str) -> None:
    file = last_file(archive)
    other = file.with_name("other.parquet")
    duckdb.sql(f"COPY (SELECT {changed} FROM read_parquet('{file}', hive_partitioning = false)) TO '{other}'")  # noqa: S608
    answers = fleet_answers(archive)
    assert (answers.reports, answers.unusable) == (len(LINES), {"foreign": 1})


def test_file_with_texts_that_no_statistics_hold_is_ours(tmp_path: Path) -> None:
    lines = [LINES[0].replace("station-00000", name) for name in ("\N{BLACK HEART SUIT}" * 200, "a\\u0000b", "plain")]
    (tmp_path / "inbox.ndjson").write_text("\n".join(lines), "utf-8")
    collect(tmp_path / "inbox.ndjson", tmp_path / "archive", AS_OF, Afterwards())
    answers = fleet_answers(tmp_path / "archive")
    assert (answers.reports, answers.unusable) == (len(lines), {})


def test_file_without_rows_is_ours(tmp_path: Path) -> None:
    nothing = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in columns().items())
    duckdb.sql(f"COPY (SELECT {nothing} WHERE false) TO '{tmp_path}/none.parquet'")
    with duckdb.connect() as database:
        assert quick_fault(database, tmp_path / "none.parquet") is None
        assert quick_fault(database, tmp_path / "gone.parquet") is Fault.UNREADABLE


def delivered_again(archive: Path) -> int:
    again = archive.parent / "again.ndjson"
    again.write_text("\n".join(LINES), "utf-8")
    return collect(again, archive, AS_OF, Afterwards()).reports


@pytest.mark.parametrize("column", ["verdict", "started_us"])
def test_collecting_goes_on_beside_a_damaged_file(archive: Path, column: str) -> None:
    lost = rows_in(last_file(archive))
    damage(last_file(archive), column)
    assert delivered_again(archive) == lost, "what is damaged comes in again, the rest is there"
    assert asked(archive)["reports"] == len(LINES)


def test_collecting_waits_for_a_file_that_cannot_be_read(archive: Path) -> None:
    file = last_file(archive)
    file.unlink()
    file.mkdir()
    with pytest.raises(OSError, match=file.name) as caught:
        delivered_again(archive)
    assert caught.value.errno == errno.EIO
    file.rmdir()


@pytest.mark.parametrize("spoil", [lambda file: damage(file, "unit"), lambda file: file.write_bytes(b"PAR1")])
def test_damaged_and_other_files_are_not_merged(archive: Path, spoil: Callable[[Path], object]) -> None:
    month = month_folders(archive)[-1]
    whole = files_of([month])[0]
    parts = [month / f"reports-{nth}.parquet" for nth in range(4)]
    for part in parts:
        shutil.copy(whole, part)
    duckdb.sql(f"COPY (SELECT 1 AS number) TO '{month}/other.parquet'")
    spoil(parts[0])
    with in_memory("200MB", archive.parent) as database:
        compact(database, archive, "merged", max_small_files=2, small_bytes=100_000_000)
    assert {file.name for file in files_of([month])} == {"reports-merged.parquet", "other.parquet", parts[0].name}
    assert rows_in(month / "reports-merged.parquet") == 4 * rows_in_first(whole, month)


def rows_in_first(whole: Path, month: Path) -> int:
    """Rows of the month by the made-up reports themselves, as the file has been merged."""
    assert not whole.exists()
    return sum(month.name.removeprefix("month=") in line for line in LINES)


@pytest.mark.parametrize("name", ["_ledger.sqlite", "_lock.sqlite"])
def test_damaged_ledger_is_told_and_nothing_counts_twice_without_it(archive: Path, name: str) -> None:
    (archive / name).write_bytes(b"\xff" * 4096)
    assert asked(archive)["reports"] == len(LINES)
    done = command("collect", archive.parent / "archive", "--into", archive, "--lang", "en")
    assert (done.returncode, done.stderr) == (
        2,
        f"readiness: {name} is damaged. Move it away and collect again: nothing counts twice.\n",
    )
    (archive / name).unlink()
    assert delivered_again(archive) == 0
    assert asked(archive)["reports"] == len(LINES)
