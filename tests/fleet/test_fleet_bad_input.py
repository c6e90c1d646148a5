"""Torn, empty, foreign and hostile reports: counted, named, never fatal, never run."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from asking import fleet_answers
from command_line import readiness
from example_reports import GOOD, UNUSABLE, changed

from readiness.fleet.export import csv_files
from readiness.fleet.fleet_error import FleetError
from readiness.fleet.html_page import html_page
from readiness.fleet.inbox import lines
from readiness.fleet.rejected_summary import EXAMPLES
from readiness.fleet.text import text
from readiness.i18n import Words


@pytest.mark.slow
@pytest.mark.parametrize(("content", "why"), UNUSABLE.values(), ids=UNUSABLE)
def test_unusable_file_is_named_and_the_others_count(tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "good.json").write_bytes(changed())
    (tmp_path / "bad.json").write_bytes(content)
    answers = fleet_answers(tmp_path)
    assert answers.reports == 1
    assert answers.unusable == {why: 1}
    assert answers.unusable_examples == (("bad.json", why),)


def test_unusable_lines_are_named_by_number(tmp_path: Path) -> None:
    contents = [content for content, why in UNUSABLE.values() if why != "empty" and b"\n" not in content]
    reasons = [why for content, why in UNUSABLE.values() if why != "empty" and b"\n" not in content]
    (tmp_path / "all.ndjson").write_bytes(b"\r\n".join([changed(), *contents, b"", changed(station="another")]))
    answers = fleet_answers(tmp_path / "all.ndjson")
    assert answers.reports == 2
    assert [why for _, why in answers.unusable_examples] == reasons[:EXAMPLES]
    assert [where for where, _ in answers.unusable_examples] == [f"all.ndjson:{2 + nth}" for nth in range(EXAMPLES)]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_lines_that_powershell_appended_are_read(tmp_path: Path, encoding: str) -> None:
    units = ("Vårdcentral", "\u010a\u0a0a has line feeds among its bytes", "x" * (1 << 19))
    reports = [
        json.dumps(GOOD | {"unit": unit, "station": f"station-{nth}"}, ensure_ascii=False)
        for nth, unit in enumerate(units)
    ]
    rows = ["\ufeff" + reports[0], reports[1][:-90], "", reports[2] * 3, reports[1], "\ud800", reports[0][:9]]
    written_as = "\r\n".join(rows)
    odd_end = b"\x7b"
    answers = fleet_answers(written(tmp_path / "all.ndjson", written_as.encode(encoding, "surrogatepass") + odd_end))
    assert (answers.reports, answers.unusable) == (2, {"torn": 3, "too_large": 1})
    assert {each.unit for each in answers.weeks} == set(units[:2])


@pytest.mark.parametrize("name", ["all.ndjson", "ALL.NDJSON", "all.jsonl"])
def test_files_with_a_report_a_line_are_known_by_their_names(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    written(folder / name, b"\n".join([changed(), changed(station="another")]))
    (folder / "STATION.PROM").write_text("readiness_go 1\n")
    for source in (folder, folder / name):
        answers = fleet_answers(source)
        assert (answers.reports, answers.unusable) == (2, {})


def test_lines_in_utf_16_belong_to_the_beginning_of_their_file(tmp_path: Path) -> None:
    path = written(tmp_path / "all.ndjson", "one\ntwo\n".encode("utf-16"))
    assert [*lines(path, 0, 9), *lines(path, 9, 18)] == [b"one\n", b"two\n"]


def test_links_pipes_and_partial_files_are_ignored(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    (share / "good.json").write_bytes(changed())
    (share / ".being written.json.new").write_bytes(b"{")
    (share / "station.prom").write_text("readiness_go 1\n")
    os.mkfifo(share / "pipe.json")
    (tmp_path / "elsewhere.json").write_bytes(changed(station="another"))
    (share / "link.json").symlink_to(tmp_path / "elsewhere.json")
    (share / "round").symlink_to(share, target_is_directory=True)
    answers = fleet_answers(share)
    assert (answers.reports, answers.unusable) == (1, {})


def test_first_unusable_files_are_named_and_all_counted(tmp_path: Path) -> None:
    for nth in range(50):
        (tmp_path / f"{nth}.json").write_bytes(b"{" * (nth + 1))
    answers = fleet_answers(tmp_path)
    assert answers.unusable == {"torn": 50}
    assert len(answers.unusable_examples) == 20
    assert text(answers, Words("en")).splitlines()[2] == "  0.json: torn or not JSON"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda folder: folder / "nothing", "There is no file or folder called {name}."),
        (lambda folder: written(folder / "report.txt", b"{}"), "{name} is neither a folder, .ndjson nor .parquet."),
        (lambda folder: written(folder / "torn.parquet", b"PAR1 torn"), "{name} cannot be read as reports."),
    ],
)
def test_source_of_another_kind_is_reported(tmp_path: Path, make: Callable[[Path], Path], message: str) -> None:
    with pytest.raises(FleetError) as caught:
        fleet_answers(make(tmp_path))
    assert caught.value.message == message


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_empty_folder_gives_empty_answers(tmp_path: Path) -> None:
    answers = fleet_answers(tmp_path)
    assert answers.reports == 0
    assert text(answers, Words("en")).startswith("No reports.")
    assert "No reports." in html_page(answers, Words("en"))


HOSTILE = '<script>alert(1)</script>\x1b[31m"\u202e=cmd|calc'


def test_code_that_a_report_has_twice_counts_once(tmp_path: Path) -> None:
    found = {"check": "a", "code": "a.b", "outcome": "fail"}
    written(tmp_path / "twice.json", changed(verdict="no_go", findings=[found, found]))
    (told,) = fleet_answers(tmp_path).blocking
    assert (told.stations_now, told.stations) == (1, 1)


def test_content_of_reports_is_never_executed(tmp_path: Path) -> None:
    silent = {"started_at": "2026-10-01T07:00:00+02:00", "station": f"=1+1{HOSTILE}", "unit": HOSTILE}
    (tmp_path / "hostile.json").write_bytes(changed(**silent))
    answers = fleet_answers(tmp_path)
    page, shown = html_page(answers, Words("en")), text(answers, Words("en"))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not {"\x1b", "\u202e"} & set(page + shown)
    saved = csv_files(answers, tmp_path)[tmp_path / "silent.csv"].decode("utf-8-sig")
    station = next(csv.DictReader(saved.splitlines()))["station"]
    assert station.startswith("'=1+1")


@pytest.mark.parametrize("option", ["--silent-days=99999999999", "--as-of=0001-01-01"])
def test_days_before_the_calendar_begins_are_no_fault(tmp_path: Path, option: str) -> None:
    (tmp_path / "reports").mkdir()
    asked = readiness(tmp_path, "fleet", "reports", option)
    assert asked.returncode == 0, asked.stderr


def test_why_nothing_is_saved_is_told_in_the_persons_language(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    asked = readiness(tmp_path, "fleet", "reports", "--html", "reports", "--lang", "sv")
    assert asked.returncode == 2
    assert "det är ingen vanlig fil (" in asked.stderr
