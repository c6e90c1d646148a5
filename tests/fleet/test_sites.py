"""The site of a station: in the changes, beside the unit, and absent from reports of older versions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest
from asking import AS_OF, fleet_answers
from synthetic_fleet import FleetModel

from readiness.fleet.archive_schema import columns
from readiness.fleet.collect import Afterwards, collect
from readiness.fleet.display_table import ListedStation
from readiness.fleet.html_page import html_page
from readiness.fleet.text import text
from readiness.i18n import Words
from readiness.model import Verdict
from readiness.report.contents import Report
from readiness.report.json_text import as_line

pytestmark = pytest.mark.slow

ENGLISH = Words("en")


@pytest.fixture(scope="module")
def reports() -> Sequence[Report]:
    return tuple(FleetModel(stations=60, days=30).reports())


def written(path: Path, documents: Sequence[dict[str, object]]) -> Path:
    path.write_text("\n".join(map(json.dumps, documents)), "utf-8")
    return path


def documents(reports: Sequence[Report]) -> list[dict[str, object]]:
    return [json.loads(as_line(report, ENGLISH)) for report in reports]


def test_a_site_that_lost_its_network_is_a_change(reports: Sequence[Report], tmp_path: Path) -> None:
    texts = documents(reports)
    for report, document in zip(reports, texts, strict=True):
        if report.site == "Ort 3" and (AS_OF - report.started_at.date()).days < 7:
            document["verdict"] = Verdict.NO_GO.value
    answers = fleet_answers(written(tmp_path / "all.ndjson", texts))
    changes = [each for each in answers.changes if each.kind == "site"]
    assert [(each.value, each.share) for each in changes] == [("Ort 3", 1)]
    assert ["Site", "Ort", "3"] in [line.split()[:3] for line in text(answers, ENGLISH).splitlines()]


def test_stations_are_listed_with_their_site(reports: Sequence[Report], tmp_path: Path) -> None:
    answers = fleet_answers(written(tmp_path / "all.ndjson", documents(reports)))
    site_of = {report.station: report.site for report in reports}
    listed: list[ListedStation] = [*answers.turned, *answers.flapping, *answers.never_ready, *answers.silent]
    assert listed
    assert all(each.site == site_of[each.station] for each in listed)
    assert ">Site</span></th>" in html_page(answers, ENGLISH)


def test_an_archive_of_a_version_without_sites_is_read(reports: Sequence[Report], tmp_path: Path) -> None:
    collect(written(tmp_path / "all.ndjson", documents(reports)), tmp_path / "archive", AS_OF, Afterwards())
    older_columns = ", ".join(f'"{name}"' for name in columns() if name != "site")
    for file in (tmp_path / "archive").glob("month=*/*.parquet"):
        older = file.with_name("older")
        duckdb.execute(f"COPY (SELECT {older_columns} FROM '{file}') TO '{older}' (FORMAT parquet)")  # noqa: S608
        older.replace(file)
    answers = fleet_answers(tmp_path / "archive")
    assert (answers.reports, answers.unusable) == (len(reports), {})
    assert not [each for each in answers.changes if each.kind == "site"]
    assert {each.site for each in answers.silent} == {""}
    assert "Site" not in text(answers, ENGLISH) + html_page(answers, ENGLISH)


def test_reports_without_a_site_are_of_no_site(reports: Sequence[Report], tmp_path: Path) -> None:
    texts = documents(reports)
    for document in texts:
        del document["site"]
        if document["unit"] == "Vårdcentral 3":
            document["site"] = ""
    answers = fleet_answers(written(tmp_path / "all.ndjson", texts))
    assert answers.reports == len(reports)
    assert not [each for each in answers.changes if each.kind == "site"]


def test_units_of_one_name_at_two_sites_are_two_units(tmp_path: Path) -> None:
    """Reception at B has never been ready this week; Reception at A always is."""
    good = documents(list(FleetModel(stations=1, days=3).reports()))[0]
    good |= {"unit": "Reception", "findings": [{"check": "camera", "code": "camera.ok", "outcome": "pass"}]}
    delivered: list[dict[str, object]] = [
        good | {"station": f"{site}{nth}", "site": site, "started_at": day, "verdict": verdict}
        for site, this_week in (("A", "go"), ("B", "no_go"))
        for day, verdict in (("2026-11-12T08:00:00+01:00", "go"), ("2026-11-20T08:00:00+01:00", this_week))
        for nth in range(20)
    ]
    answers = fleet_answers(written(tmp_path / "all.ndjson", delivered))
    assert [(each.site, each.unit, each.week.day, each.stations, each.go_share) for each in answers.weeks] == [
        ("A", "Reception", 9, 20, 1),
        ("B", "Reception", 9, 20, 1),
        ("A", "Reception", 16, 20, 1),
        ("B", "Reception", 16, 20, 0),
    ]
    units = [each for each in answers.changes if each.kind == "unit"]
    assert [(each.site, each.value, each.share, each.share_before) for each in units] == [("B", "Reception", 1, 0)]
    page = html_page(answers, ENGLISH)
    assert '<tr><td><span class="s">Reception</span></td><td><span class="s">B</span></td>' in page
    assert "Unit Reception, B" in page
    assert "Reception, B" in text(answers, ENGLISH)
