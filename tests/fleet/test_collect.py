"""Collection stores each report once and loses none even when interrupted, and leaves the inbox as requested."""

from __future__ import annotations

import base64
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from asking import AS_OF, fleet_answers
from synthetic_fleet import FleetModel

from readiness.fleet import ledger
from readiness.fleet.archive_layout import STAGING, files_of, month_folders
from readiness.fleet.collect import Afterwards, Collected, collect
from readiness.fleet.fleet_error import FleetError
from readiness.fleet.inbox import Delivery, chunks
from readiness.fleet.parallel_reader import read_chunks
from readiness.fleet.rejected import Fault
from readiness.i18n import Words
from readiness.report.contents import Report
from readiness.report.json_text import as_json, as_line

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).parents[2]
ENGLISH = Words("en")
KEEP = Afterwards()


@pytest.fixture(scope="module")
def reports() -> Sequence[Report]:
    return tuple(FleetModel(stations=40, days=60).reports())


@pytest.fixture
def inbox(reports: Sequence[Report], tmp_path: Path) -> Path:
    """Single files, line files, duplicates, and a truncated file that is a day old."""
    folder = tmp_path / "inbox"
    (folder / "unit").mkdir(parents=True)
    half = len(reports) // 2
    for nth, report in enumerate(reports[:half]):
        (folder / "unit" / f"{nth}.json").write_text(as_json(report, ENGLISH), "utf-8")
    lines = [as_line(report, ENGLISH) for report in (*reports[half:], *reports[half - 9 : half])]
    (folder / "all.ndjson").write_text("\n".join([lines[0], '{"schema": "readiness', *lines[1:]]), "utf-8")
    (folder / "unit" / "torn.json").write_text("{", "utf-8")
    day_ago = time.time() - 86400
    for path in folder.rglob("*.*"):
        os.utime(path, (day_ago, day_ago))
    return folder


def collected(inbox: Path, archive: Path, afterwards: Afterwards = KEEP) -> Collected:
    return collect(inbox, archive, AS_OF, afterwards)


def test_repeated_delivery_stores_a_report_once(inbox: Path, tmp_path: Path, reports: Sequence[Report]) -> None:
    archive = tmp_path / "archive"
    first = collected(inbox, archive)
    assert (first.reports, first.already_there, first.left) == (len(reports), 9, 0)
    assert first.rejected.counts == {Fault.TORN: 2}
    again = collected(inbox, archive)
    assert (again.reports, again.already_there, again.files) == (0, 0, 0), "what was collected is not read again"
    shutil.copytree(inbox, tmp_path / "elsewhere")
    third = collected(tmp_path / "elsewhere", archive)
    assert (third.reports, third.already_there) == (0, len(reports) + 9)
    answers = fleet_answers(archive)
    assert (answers.reports, answers.unusable) == (len(reports), {"torn": 2})


def test_archive_has_the_hive_layout(inbox: Path, tmp_path: Path, reports: Sequence[Report]) -> None:
    archive = tmp_path / "archive"
    collected(inbox, archive)
    months = {f"{report.started_at:%Y-%m}" for report in reports}
    assert {path.name for path in month_folders(archive)} == {f"month={month}" for month in months}
    everything = f"{archive}/*/*.parquet"
    by_month = duckdb.execute(
        "SELECT month, count(*) FROM read_parquet($files, hive_partitioning = true, hive_types = {month: VARCHAR})"
        " WHERE strftime(day, '%Y-%m') = month GROUP BY ALL",
        {"files": everything},
    ).fetchall()
    assert sum(count for _, count in by_month) == len(reports)


def test_unusable_input_is_set_aside_with_its_reason(inbox: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    (inbox / "picture.json").write_bytes(b"\x89PNG\xff")
    for _ in range(2):
        collected(inbox, archive)
    set_aside = [
        json.loads(line) for path in (archive / "_set_aside").iterdir() for line in path.read_text("utf-8").splitlines()
    ]
    assert sorted(set_aside, key=lambda each: str(each["place"])) == [
        {"place": "all.ndjson:2", "reason": "torn", "content": '{"schema": "readiness\n'},
        {"place": "picture.json", "reason": "torn", "content_base64": base64.b64encode(b"\x89PNG\xff").decode()},
        {"place": str(Path("unit", "torn.json")), "reason": "torn", "content": "{"},
    ]


def test_names_of_any_bytes_are_set_aside_and_moved(inbox: Path, tmp_path: Path, reports: Sequence[Report]) -> None:
    names = (b"r\xe5ttning.json", b"two\nlines.json", b"<b onload=alert(1)>'[*]?.json")
    for name in names:
        torn = inbox / os.fsdecode(name)
        torn.write_bytes(b'{"' + name)
        os.utime(torn, (0, 0))
    archive, moved = tmp_path / "archive", tmp_path / "moved"
    done = collected(inbox, archive, Afterwards(move_to=moved))
    assert (done.reports, done.rejected.counts[Fault.TORN], done.left) == (len(reports), 2 + len(names), 0)
    assert set(names) <= set(os.listdir(os.fsencode(moved)))  # noqa: PTH208
    assert "r\N{REPLACEMENT CHARACTER}ttning.json" in {place for place, _ in done.rejected.examples}
    assert fleet_answers(archive).unusable == {"torn": 2 + len(names)}


def test_inbox_is_moved_or_deleted_on_request(inbox: Path, tmp_path: Path, reports: Sequence[Report]) -> None:
    archive, moved = tmp_path / "archive", tmp_path / "moved"
    files = sorted(str(path.relative_to(inbox)) for path in inbox.rglob("*.*"))
    assert collected(inbox, archive, Afterwards(move_to=moved)).reports == len(reports)
    assert sorted(str(path.relative_to(moved)) for path in moved.rglob("*.*")) == files
    assert not list(inbox.rglob("*.*"))
    assert collected(moved, archive, Afterwards(delete=True)).already_there == len(reports) + 9
    assert not list(moved.rglob("*.*"))


def test_file_still_being_written_is_left(inbox: Path, tmp_path: Path) -> None:
    growing = inbox / "growing.json"
    growing.write_text('{"schema": "readi', "utf-8")
    assert collected(inbox, tmp_path / "archive", Afterwards(delete=True)).left == 1
    assert [path.name for path in inbox.rglob("*.*")] == ["growing.json"]


def test_files_collected_by_an_earlier_run_are_deleted(inbox: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    collected(inbox, archive)
    done = collected(inbox, archive, Afterwards(delete=True))
    assert (done.reports, done.already_there) == (0, 0)
    assert not list(inbox.rglob("*.*"))


def test_concurrent_collectors_exclude_each_other(inbox: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    with ledger.opened(archive), pytest.raises(FleetError, match="Another collection"):
        collected(inbox, archive)
    assert collected(inbox, archive).left == 0


def test_vanished_file_is_counted_and_tried_again(inbox: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    there, gone = inbox / "all.ndjson", inbox / "gone.json"
    listed = [Delivery(path, path.name, 9, 9) for path in (there, gone)]
    results = list(read_chunks(chunks(listed), scratch, AS_OF, whole=True, keep_rejected=True))
    assert [(each.where, each.fault) for each in results[0].rejected() if each.fault is Fault.UNREADABLE] == [
        ("gone.json", Fault.UNREADABLE)
    ]
    assert results[0].reports


def test_unreadable_subfolder_is_skipped_alone(inbox: Path, tmp_path: Path, reports: Sequence[Report]) -> None:
    deep = os.open(inbox, os.O_RDONLY)
    for _ in range(17):  # longer than any path the system takes
        os.mkdir("x" * 250, dir_fd=deep)
        deep, above = os.open("x" * 250, os.O_RDONLY, dir_fd=deep), deep
        os.close(above)
    os.close(deep)
    done = collected(inbox, tmp_path / "archive")
    assert done.reports == len(reports)
    assert done.rejected.counts[Fault.UNREADABLE] == 1
    assert done.left == 1


def test_folder_named_like_a_partition_is_an_ordinary_folder(inbox: Path, tmp_path: Path) -> None:
    plain = fleet_answers(inbox)
    tricky = tmp_path / "verdict=go" / "[station=1]"
    tricky.parent.mkdir()
    inbox.rename(tricky)
    assert fleet_answers(tricky).ready == plain.ready < plain.stations
    archive = tmp_path / "verdict=go" / "archive"
    collected(tricky, archive)
    assert fleet_answers(archive).ready == plain.ready


def test_columns_of_other_versions_are_null_or_ignored(inbox: Path, tmp_path: Path, reports: Sequence[Report]) -> None:
    archive = tmp_path / "archive"
    collected(inbox, archive)
    month = month_folders(archive)[0]
    for nth, file in enumerate(files_of([month])):
        other = "* EXCLUDE (override, policy_notices)" if nth % 2 else "*, 'later' AS later"
        changed = month / f"changed-{nth}.parquet"
        reports_of = f"read_parquet('{file}', hive_partitioning = false)"
        duckdb.sql(f"COPY (SELECT {other} FROM {reports_of}) TO '{changed}'")  # noqa: S608
        file.unlink()
    assert fleet_answers(archive).reports == len(reports)


def run(inbox: Path, archive: Path, *arguments: str, **options: Any) -> Any:
    command = [sys.executable, "-m", "readiness", "fleet", "collect", str(inbox), "--into", str(archive), *arguments]
    return subprocess.Popen(
        [*command, "--as-of", "2026-11-23", "--lang", "en"], cwd=CHECKOUT, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, start_new_session=True, **options,
    )  # fmt: skip


@pytest.fixture(scope="module")
def large_inbox(reports: Sequence[Report], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Several chunks' worth: every report many times, each time of another station."""
    folder = tmp_path_factory.mktemp("large")
    texts = [as_line(report, ENGLISH) for report in reports]
    for nth in range(8):
        lines = [text.replace('"station-', f'"{nth}-station-') for text in texts]
        (folder / f"{nth}.ndjson").write_text("\n".join(lines), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("after_s", "how"), [(0.9, signal.SIGKILL), (1.8, signal.SIGKILL), (1.3, signal.SIGINT)], ids=str
)
def test_killed_collection_loses_and_duplicates_nothing(
    large_inbox: Path, tmp_path: Path, reports: Sequence[Report], after_s: float, how: signal.Signals
) -> None:
    inbox, archive = tmp_path / "inbox", tmp_path / "archive"
    shutil.copytree(large_inbox, inbox)
    with run(inbox, archive) as process:
        time.sleep(after_s)
        process.send_signal(how)
        process.communicate(timeout=60)
    if how is signal.SIGINT and process.returncode == 130:
        assert not list((archive / STAGING).glob("*")), "Ctrl-C leaves nothing half"
    collect(inbox, archive, AS_OF + timedelta(days=1), Afterwards(delete=True))
    assert fleet_answers(archive).reports == 8 * len(reports)
    assert not list(inbox.iterdir())


def test_full_disk_leaves_archive_and_inbox_intact(inbox: Path, tmp_path: Path, reports: Sequence[Report]) -> None:
    archive = tmp_path / "archive"
    before = sorted(path.name for path in inbox.rglob("*.*"))

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    with run(inbox, archive, preexec_fn=no_room) as process:
        _, stderr = process.communicate(timeout=60)
    assert (process.returncode, stderr.count("\n")) == (2, 1), stderr
    assert sorted(path.name for path in inbox.rglob("*.*")) == before
    assert collected(inbox, archive).reports == len(reports)


@pytest.fixture
def other_disk() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        yield Path(folder)


def test_move_to_a_full_disk_leaves_the_file_and_nothing_half(tmp_path: Path, other_disk: Path) -> None:
    inbox, archive = tmp_path / "inbox", tmp_path / "archive"
    inbox.mkdir()
    (inbox / "large.json").write_bytes(b"{" * 2_000_000)
    assert inbox.stat().st_dev != other_disk.stat().st_dev

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    with run(inbox, archive, "--move-to", str(other_disk), preexec_fn=no_room) as process:
        stdout, _ = process.communicate(timeout=60)
    assert stdout.splitlines()[-2:] == [
        "Files that stay in the inbox: 1.",
        "Some could not be moved or deleted: it is too large",
    ]
    assert (list(inbox.iterdir()), list(other_disk.iterdir())) == ([inbox / "large.json"], [])
    assert collected(inbox, archive, Afterwards(move_to=other_disk)).left == 0
    assert [path.stat().st_size for path in other_disk.iterdir()] == [2_000_000]
