"""Large and hostile reports: collecting and asking keep to their memory, lose nothing and stop for none."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from asking import AS_OF, fleet_answers
from example_reports import GOOD, changed

from readiness.fleet.answers import Answers
from readiness.fleet.collect import Afterwards, Collected, collect
from readiness.fleet.duckdb_connection import ROW_GROUP_BYTES
from readiness.fleet.rejected import Fault
from readiness.fleet.report_reader import MAX_BYTES

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).parents[2]
LARGE, POLICY_BYTES = 1_200, 400_000
"""More in 2,048 rows than a collection may use."""

MAX_MIB = 600
"""DuckDB's 500 MB and the program itself."""

MAX_ASKED_MIB = 800
"""DuckDB's 600 MB and the program itself."""


def large(nth: int, size: int = POLICY_BYTES) -> bytes:
    """Return a report that does not compress."""
    content = random.Random(nth).randbytes(size // 2).hex()  # noqa: S311
    return changed(station=f"large-{nth}", policy={"x": {"y": content}})


LAUNCHER = """
import resource
import subprocess
import sys

code = subprocess.call(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""
"""Prints the memory of a program's largest process, in KiB: a program started by a large process, as these tests are,
would be given that one's memory as its own, because the system counts what a process had before it became another."""


def used(*arguments: str) -> tuple[Any, float]:
    """Return what the program prints as JSON, and the memory in MiB of its largest process."""
    program = [sys.executable, "-m", "readiness", "fleet", *arguments, "--as-of", AS_OF.isoformat(), "--json"]
    launched = [sys.executable, "-c", LAUNCHER, *program]
    done = subprocess.run(launched, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), int(done.stderr.split()[-1]) / 1024


def test_large_reports_are_collected_within_the_memory(tmp_path: Path) -> None:
    inbox, archive = tmp_path / "inbox", tmp_path / "archive"
    inbox.mkdir()
    with (inbox / "all.ndjson").open("wb") as file:
        for nth in range(LARGE):
            file.write(large(nth) + b"\n")
            file.write(large(nth)[:-1] + b"\n" + large(nth) + b"\n" if nth % 10 == 0 else b"")
        file.write(b"x" * 100_000_000 + b"\n" + changed())
    collected, mib = used("collect", str(inbox), "--into", str(archive))
    assert (collected["reports"], collected["left"]) == (LARGE + 1, 0)
    assert collected["unusable"] == {"torn": LARGE // 10, "too_large": 1}
    assert mib < MAX_MIB
    (tmp_path / "policy.toml").write_text("[path]\nrtt_max_ms = 50\n", "utf-8")
    for source in (archive, inbox):
        other = ("--compare-policy", str(tmp_path / "policy.toml"), "--parquet", str(tmp_path / "all.parquet"))
        answers, mib = used(str(source), *other)
        assert (answers["reports"], answers["unusable"]) == (LARGE + 1, collected["unusable"])
        assert mib < MAX_ASKED_MIB


def test_row_groups_are_small_however_large_reports_are(tmp_path: Path) -> None:
    """A reader holds a row group, or the part of it that makes 2,048 rows."""
    inbox, archive = tmp_path / "inbox", tmp_path / "archive"
    inbox.mkdir()
    reports = 3 * ROW_GROUP_BYTES // 900_000
    (inbox / "all.ndjson").write_bytes(b"\n".join(large(nth, 900_000) for nth in range(reports)))
    assert collect(inbox, archive, AS_OF, Afterwards()).reports == reports
    groups = duckdb.execute(
        "SELECT sum(total_uncompressed_size) FROM parquet_metadata($files) GROUP BY file_name, row_group_id",
        {"files": f"{archive}/*/*.parquet"},
    ).fetchall()
    assert max(size for (size,) in groups) < 2 * ROW_GROUP_BYTES


@pytest.fixture
def with_too_large(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "all.ndjson").write_bytes(changed() + b"\n" + b"x" * (MAX_BYTES + 1) + b"\n" + large(1))
    return inbox


def test_file_with_a_report_that_is_too_large_is_read_once_and_stays(with_too_large: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"

    def collected(**afterwards: Any) -> Collected:
        return collect(with_too_large, archive, AS_OF, Afterwards(**afterwards))

    first = collected()
    assert (first.reports, first.left, first.rejected.counts) == (2, 0, {Fault.TOO_LARGE: 1})
    (line,) = (archive / "_set_aside").iterdir()
    set_aside = json.loads(line.read_bytes())
    assert (set_aside["place"], set_aside["reason"]) == ("all.ndjson:2", "too_large")
    assert set_aside["content"] == "x" * 4096
    for _ in range(2):
        again = collected(delete=True)
        assert (again.files, again.already_there, again.left) == (0, 0, 1), "it is neither read again nor deleted"
    assert collected(move_to=tmp_path / "moved").left == 0
    assert (tmp_path / "moved" / "all.ndjson").stat().st_size > MAX_BYTES


def on_both_roads(inbox: Path, archive: Path) -> tuple[Answers, Answers]:
    collect(inbox, archive, AS_OF, Afterwards())
    return fleet_answers(archive), fleet_answers(inbox)


def test_identical_unusable_reports_count_once_on_both_roads(with_too_large: Path, tmp_path: Path) -> None:
    torn = changed()[:200]
    (with_too_large / "torn.ndjson").write_bytes(b"\n".join([torn, *[b"%d" % nth for nth in range(30)], torn, b"\0"]))
    (with_too_large / "torn.json").write_bytes(torn + b"\n")
    (with_too_large / "nothing.json").touch()
    (with_too_large / "nothing too.json").touch()
    archived, direct = on_both_roads(with_too_large, tmp_path / "archive")
    assert archived == direct
    assert archived.unusable == {"empty": 3, "torn": 1, "foreign": 30, "too_large": 1}


def test_policies_are_compared_without_what_is_far_too_large(tmp_path: Path) -> None:
    finding = {"check": "path", "code": "path.ok", "outcome": "pass", "measured": {"x": "y" * 60_000}}
    (tmp_path / "one.json").write_bytes(changed(findings=[finding]))
    (tmp_path / "two.json").write_bytes(changed(station="two", policy={"path": {"x": "y" * 60_000}}))
    compared = fleet_answers(tmp_path, other={"path": {"rtt_max_ms": 50}}).policy_compare
    assert compared
    assert (compared.stations, compared.judged) == (2, 0)
    assert GOOD["findings"], "the second one could have been judged"
