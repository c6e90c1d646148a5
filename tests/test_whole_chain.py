"""The whole chain: Group Policy, a check, every format, a share, the report on a thousand stations."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from frozen_builds import run_in_wine, wine_rig
from prometheus_client.parser import text_string_to_metric_families
from synthetic_fleet import FleetModel
from wine_python import CHECKOUT

from readiness.i18n import Words
from readiness.model import Verdict
from readiness.report.contents import Report
from readiness.report.json_text import as_json

STATIONS, DAYS = 1_000, 3
UNIT = "Avdelning 3"
DECIDED = r"HKLM\Software\Policies\Readiness"
CHECKED = ("check", "--only", "browser,connection", "--format", "json,ndjson,sqlite,prom,intune", "--out")


def in_wine(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    more = {"READINESS_DATA": windows_path(data)}
    return wine_rig().run("-m", "readiness", *arguments, timeout_s=120, more=more)


def windows_path(path: Path) -> str:
    return "Z:" + str(path).replace("/", "\\")


@pytest.fixture
def decided_by_group_policy() -> Iterator[None]:
    rig = wine_rig()
    written = ((r"\station", "unit", UNIT), (r"\browser\outcomes", "missing", "warn"))
    try:
        for key, name, value in written:
            assert run_in_wine("reg", "add", DECIDED + key, "/v", name, "/d", value, "/f").returncode == 0
        yield
    finally:
        run_in_wine("reg", "delete", DECIDED, "/f")
        rig.stop()


@pytest.mark.wine
@pytest.mark.slow
@pytest.mark.usefixtures("decided_by_group_policy")
def test_from_group_policy_to_the_fleet_report(tmp_path: Path) -> None:
    share = tmp_path / "share"
    done = in_wine(*CHECKED, windows_path(share), data=tmp_path / "data")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    station = every_format_says_the_same(share, done.stdout)

    made_up = tuple(FleetModel(stations=STATIONS, days=DAYS).reports())
    for nth, report in enumerate(made_up):
        (share / f"{nth}.json").write_text(as_json(report, Words("sv")), "utf-8")
    answers = fleet_answers(share)
    by_hand = counted(made_up)
    assert answers["stations"] == len(by_hand.keys()) + 1
    assert answers["reports"] == len(made_up) + 1
    assert answers["ready"] == sum(own[-1].verdict is not Verdict.NO_GO for own in by_hand.values()) + 1
    turned = {
        name
        for name, own in by_hand.items()
        if len(own) > 1 and own[-1].verdict is Verdict.NO_GO and own[-2].verdict is not Verdict.NO_GO
    }
    assert {each["station"] for each in answers["turned"]} == turned
    assert station not in turned
    weeks = {each["unit"]: each for each in answers["weeks"]}
    assert (weeks[UNIT]["stations"], weeks[UNIT]["go_share"]) == (1, 1.0)
    assert answers["unusable"] == {}


def every_format_says_the_same(share: Path, printed: str) -> str:
    """The station that all of them name."""
    document = json.loads(next(share.glob("*.json")).read_text("utf-8"))
    line = json.loads(next(share.glob("*.ndjson")).read_text("utf-8"))
    assert line == document
    assert (document["unit"], document["verdict"]) == (UNIT, "go_with_remarks")
    assert document["policy"]["browser"]["outcomes"] == {"missing": "warn"}
    with sqlite3.connect(next(share.glob("*.sqlite"))) as database:
        rows = database.execute("SELECT station, unit, verdict FROM report").fetchall()
        codes = [code for (code,) in database.execute("SELECT code FROM finding")]
    database.close()
    assert rows == [(document["station"], UNIT, "go_with_remarks")]
    assert codes == [finding["code"] for finding in document["findings"]]
    metrics = next(share.glob("*.prom")).read_text("utf-8")
    samples = [sample for family in text_string_to_metric_families(metrics) for sample in family.samples]
    assert {sample.labels["unit"] for sample in samples if "unit" in sample.labels} == {UNIT}
    assert {sample.labels["station"] for sample in samples} == {document["station"]}
    assert json.loads(printed)["verdict"] == "go_with_remarks"
    assert json.loads(next(share.glob("*.intune.txt")).read_text("ascii")) == json.loads(printed)
    return str(document["station"])


def fleet_answers(share: Path) -> Any:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    done = subprocess.run(
        [sys.executable, "-m", "readiness", "fleet", str(share), "--json", "--as-of", tomorrow],
        cwd=CHECKOUT, env={**os.environ, "PYTHONPATH": str(CHECKOUT)}, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def counted(reports: Sequence[Report]) -> dict[str, list[Report]]:
    own: dict[str, list[Report]] = {}
    for report in sorted(reports, key=lambda each: each.started_at):
        own.setdefault(report.station, []).append(report)
    return own
