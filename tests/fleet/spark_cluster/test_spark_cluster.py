"""A cluster's answers are DuckDB's to the byte, also when a worker is killed in the middle."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest
from damage import damage
from getting_started import ASK, SPARK, typed
from getting_started import REPORTS as REPORTS_MADE_UP
from standalone import LOCAL, Cluster, cluster, connect, wait_for  # noqa: F401  (fixtures)
from synthetic_fleet import FleetModel

from readiness.fleet.archive_layout import files_of, month_folders
from readiness.i18n import Words
from readiness.report.json_text import as_line

CHECKOUT = Path(__file__).parents[3]
REPORTS = int(os.environ.get("READINESS_SPARK_REPORTS", "200000"))
ANSWERED_WITHIN_S = 1200
POLICY = '[connection]\noutcomes = { mobile = "fail" }\n[path]\nrtt_max_ms = 50\n'


def delivered() -> Iterator[str]:
    """Made-up reports, among them torn, doubled and late ones, some from the future, and another program's."""
    chance = random.Random(18)  # noqa: S311
    templates: Sequence[str] = [
        as_line(report, Words("en")) for report in islice(FleetModel(stations=40, days=60).reports(), 1_500)
    ]
    for nth in range(REPORTS):
        line = templates[nth % len(templates)].replace('"station-', f'"{nth // len(templates)}-station-')
        yield line
        happened = chance.random()
        if happened < 0.01:
            yield line[: chance.randrange(len(line))]
        elif happened < 0.03:
            yield line
        elif happened < 0.04:
            yield line.replace('"started_at":"2026-', '"started_at":"2025-')
        elif happened < 0.05:
            yield line.replace('"started_at":"2026-', '"started_at":"2031-')
        elif happened < 0.06:
            yield '{"schema": "other/1"}'


def started(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "readiness", "fleet", *arguments, "--as-of", "2026-11-23", "--lang", "en"]
    return subprocess.Popen(
        command, cwd=CHECKOUT, env=os.environ | LOCAL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def answer(process: subprocess.Popen[str]) -> str:
    try:
        answers, stderr = process.communicate(timeout=ANSWERED_WITHIN_S)
    finally:
        process.kill()
    assert process.returncode == 0, stderr
    return answers


def fleet(*arguments: str) -> str:
    with started(*arguments) as process:
        return answer(process)


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fleet")
    (folder / "policy.toml").write_text(POLICY, "utf-8")
    lines = list(delivered())
    random.Random(1).shuffle(lines)  # noqa: S311
    for nth in range(2):  # a month that came in on two days
        (folder / "inbox.ndjson").write_text("\n".join(lines[nth::2]), "utf-8")
        fleet("collect", str(folder / "inbox.ndjson"), "--into", str(folder / "archive"))
    return folder / "archive"


@pytest.fixture(scope="session")
def by_duckdb(archive: Path) -> str:
    answers = fleet(str(archive), "--json", "--compare-policy", str(archive.parent / "policy.toml"))
    counted = json.loads(answers)
    assert counted["reports"] > REPORTS
    assert set(counted["unusable"]) == {"torn", "future", "foreign"}
    assert all(counted[name] for name in ("weeks", "blocking", "products", "turned", "recovery", "flapping", "silent"))
    assert counted["policy_compare"]["stations"] == counted["stations"]
    return answers


def asked_by(url: str, archive: Path) -> subprocess.Popen[str]:
    return started(str(archive), "--json", "--engine", url, "--compare-policy", str(archive.parent / "policy.toml"))


def test_a_standalone_cluster_gives_the_same_bytes(cluster: Cluster, archive: Path, by_duckdb: str) -> None:  # noqa: F811
    with asked_by(cluster.url, archive) as asking:
        assert answer(asking) == by_duckdb
    assert all(worker.finished_tasks() for worker in cluster.workers), "both did some of the work"


def test_spark_connect_gives_the_same_bytes(connect: str, archive: Path, by_duckdb: str) -> None:  # noqa: F811
    with asked_by(connect, archive) as asking:
        assert answer(asking) == by_duckdb


def test_a_damaged_file_is_left_out_alike(cluster: Cluster, archive: Path, tmp_path: Path) -> None:  # noqa: F811
    spoilt = Path(shutil.copytree(archive, tmp_path / "archive"))
    damage(files_of(month_folders(spoilt))[0], "unit")
    by_duckdb = fleet(str(spoilt), "--json")
    with started(str(spoilt), "--json", "--engine", cluster.url) as asking:
        assert answer(asking) == by_duckdb
    assert json.loads(by_duckdb)["unusable"]["damaged"] == 1


def test_a_worker_killed_in_the_middle_changes_nothing(cluster: Cluster, archive: Path, by_duckdb: str) -> None:  # noqa: F811
    survivor, victim = cluster.workers
    with asked_by(cluster.url, archive) as asking:
        wait_for(lambda: victim.finished_tasks() > 2, asking)
        before = survivor.finished_tasks()
        victim.kill()
        assert answer(asking) == by_duckdb
    assert survivor.finished_tasks() > before + 2, "there was work left when the other was killed"


def test_the_page_getting_started_gives_the_same_page_on_both(tmp_path: Path) -> None:
    typed(tmp_path, REPORTS_MADE_UP.replace("100000", "5000") + ASK + SPARK)
    assert (tmp_path / "spark.html").read_bytes() == (tmp_path / "fleet.html").read_bytes()
