"""A cluster's answers are DuckDB's to the byte, also when a worker is killed in the middle."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pytest
from made_up_fleet import FleetModel
from standalone import Cluster, cluster, connect, end  # noqa: F401  (fixtures)

from readiness.i18n import Words
from readiness.report.json_text import as_line

CHECKOUT = Path(__file__).parents[3]
REPORTS = int(os.environ.get("READINESS_SPARK_REPORTS", "200000"))
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


def fleet(*arguments: str) -> str:
    command = [sys.executable, "-m", "readiness", "fleet", *arguments, "--as-of", "2026-11-23", "--lang", "en"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=1500)
    assert done.returncode == 0, done.stderr
    return done.stdout


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


def by(url: str, archive: Path) -> str:
    return fleet(str(archive), "--json", "--engine", url, "--compare-policy", str(archive.parent / "policy.toml"))


def test_a_standalone_cluster_gives_the_same_bytes(cluster: Cluster, archive: Path, by_duckdb: str) -> None:  # noqa: F811
    assert by(cluster.url, archive) == by_duckdb


def test_spark_connect_gives_the_same_bytes(connect: str, archive: Path, by_duckdb: str) -> None:  # noqa: F811
    assert by(connect, archive) == by_duckdb


def test_a_worker_killed_in_the_middle_changes_nothing(cluster: Cluster, archive: Path, by_duckdb: str) -> None:  # noqa: F811
    policy = str(archive.parent / "policy.toml")
    command = [sys.executable, "-m", "readiness", "fleet", str(archive), "--json", "--engine", cluster.url]
    with subprocess.Popen(
        [*command, "--as-of", "2026-11-23", "--lang", "en", "--compare-policy", policy], cwd=CHECKOUT,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as asking:  # fmt: skip
        until = time.monotonic() + 120
        while not executors(cluster) and time.monotonic() < until:
            time.sleep(0.2)
        time.sleep(timedelta(seconds=2).total_seconds())
        assert asking.poll() is None, "the answer was there before the worker could be killed"
        end(cluster.workers[1])
        answers, said = asking.communicate(timeout=1200)
    assert asking.returncode == 0, said
    assert answers == by_duckdb


def executors(cluster: Cluster) -> list[Path]:  # noqa: F811
    """Traces of work done by the worker that is to be killed: its port is the last in its log's name."""
    return [path for path in (cluster.folder / "work").glob("app-*/*") if time.time() - path.stat().st_mtime < 10]
