"""What people had the program mend, by headset and version: in every form."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from asking import AS_OF, fleet_answers
from synthetic_fleet import FleetModel

from readiness.fleet.answers import Answers, Mends
from readiness.fleet.archive_schema import columns
from readiness.fleet.collect import Afterwards, collect
from readiness.fleet.export import csv_files
from readiness.fleet.html_page import html_page
from readiness.fleet.text import text
from readiness.i18n import Words
from readiness.report.json_text import as_line

JABRA, LOGITECH = "Jabra Evolve2 0b0e:2412", "Logitech Zone 046d:0af7"
GOOD: dict[str, Any] = json.loads(as_line(next(FleetModel(stations=1, days=9).reports()), Words("en")))


def unmuted(product: str, version: str = "", *, helped: bool = True) -> dict[str, object]:
    return {"check": "microphone", "kind": "unmute", "helped": helped, "product": product, "version": version}


DELIVERED: dict[str, list[dict[str, object]] | None] = {
    "a": [unmuted(JABRA, "1.3.0"), unmuted(JABRA, "1.3.0", helped=False), unmuted(LOGITECH)],
    "b": [unmuted(JABRA, "1.3.0")],
    "c": [unmuted(JABRA, "1.4.0", helped=False)],
    "d": [{"check": "headset", "kind": "spun_round", "helped": True, "since": "a later version"}],
    "e": [],
    "f": None,
}
EXPECTED = [
    Mends("microphone", "unmute", JABRA, "1.3.0", 2, 3, 2 / 3),
    Mends("headset", "spun_round", "", "", 1, 1, 1.0),
    Mends("microphone", "unmute", JABRA, "1.4.0", 1, 1, 0.0),
    Mends("microphone", "unmute", LOGITECH, "", 1, 1, 1.0),
]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A report a station; the last one is of a version that reports no mends."""
    reports = [GOOD | {"station": station, "mends": mends} for station, mends in DELIVERED.items()]
    del reports[-1]["mends"]
    file = tmp_path / "all.ndjson"
    file.write_text("\n".join(map(json.dumps, reports)), "utf-8")
    return file


def test_they_are_counted_by_headset_and_version(inbox: Path, tmp_path: Path) -> None:
    answers = fleet_answers(inbox, parquet=tmp_path / "all.parquet")
    assert list(answers.mends) == EXPECTED
    collect(inbox, tmp_path / "archive", AS_OF, Afterwards())
    for again in (tmp_path / "archive", tmp_path / "all.parquet"):
        assert list(fleet_answers(again).mends) == EXPECTED


def test_they_are_shown_in_words_and_saved(inbox: Path, tmp_path: Path) -> None:
    answers = fleet_answers(inbox)
    assert "Switch on the microphone" in rendered(answers, "en")
    assert "Åtgärdat i fönstret" in rendered(answers, "sv")
    saved = csv_files(answers, tmp_path)[tmp_path / "mends.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(saved.splitlines()))
    assert [(row["product"], row["times"]) for row in rows] == [(each.product, str(each.times)) for each in EXPECTED]


def rendered(answers: Answers, language: str) -> str:
    """What text and page both say; each must say it."""
    shown, page = text(answers, Words(language)), html_page(answers, Words(language))
    assert Words(language)("Mended in the window") in shown
    assert JABRA in shown
    assert JABRA in page
    return shown + page


def test_report_with_malformed_mends_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text(json.dumps(GOOD | {"mends": "many"}), "utf-8")
    assert fleet_answers(tmp_path).unusable == {"foreign": 1}


def test_an_archive_of_a_version_without_mends_is_read(inbox: Path, tmp_path: Path) -> None:
    collect(inbox, tmp_path / "archive", AS_OF, Afterwards())
    (file,) = (tmp_path / "archive").glob("month=*/*.parquet")
    older_columns = ", ".join(f'"{name}"' for name in columns() if name != "mends")
    duckdb.execute(f"COPY (SELECT {older_columns} FROM '{file}') TO '{tmp_path / 'older'}' (FORMAT parquet)")  # noqa: S608
    (tmp_path / "older").replace(file)
    answers = fleet_answers(tmp_path / "archive")
    assert (answers.reports, answers.mends) == (len(DELIVERED), ())
