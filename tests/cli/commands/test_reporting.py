"""`readiness check` as scripts use it: each format alone, formats together, and spooled reports."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from command_line import QUICK, readiness
from prometheus_client.parser import text_string_to_metric_families

from readiness.storage.history import history_file
from readiness.storage.mend_log import MadeMend, add, unreported

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", ["json", "ndjson", "prom"])
def test_single_format_is_the_only_standard_output(tmp_path: Path, name: str) -> None:
    done = readiness(tmp_path, *QUICK, "--format", name)
    assert (done.returncode, done.stderr) == (1, "")
    if name == "prom":
        assert list(text_string_to_metric_families(done.stdout))
    else:
        assert json.loads(done.stdout)["findings"][0]["check"] == "browser"
        assert (done.stdout.count("\n") == 1) is (name == "ndjson")


@pytest.mark.parametrize(
    "arguments",
    [("--format", "json,prom"), ("--format", "sqlite"), ("--json", "--format", "prom"), ("--format", "xml")],
)
def test_incompatible_formats_are_rejected(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = readiness(tmp_path, *QUICK, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_every_format_is_written_to_the_folder(tmp_path: Path) -> None:
    done = readiness(tmp_path, *QUICK, "--out", "ut", "--format", "json,ndjson", "--format", "sqlite,prom")
    assert done.stdout.startswith("Inte klart än\n")
    assert done.stderr == ""
    saved = {path.suffix: path for path in (tmp_path / "ut").iterdir()}
    report: dict[str, Any] = json.loads(saved[".json"].read_text("utf-8"))
    assert json.loads(saved[".ndjson"].read_text("utf-8")) == report
    assert {path.name.split("_")[0].split(".")[0] for path in saved.values()} == {report["station"]}
    database = sqlite3.connect(f"file:{saved['.sqlite']}?mode=ro", uri=True)
    assert database.execute("SELECT station, verdict FROM report").fetchall() == [(report["station"], "no_go")]
    database.close()
    assert report["station"] in saved[".prom"].read_text("utf-8")


def test_spooled_reports_are_delivered_when_the_share_returns(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.write_text("no folder")
    done = readiness(tmp_path, *QUICK, "--out", "share", "--json")
    assert json.loads(done.stdout)["verdict"] == "no_go"
    assert "share" in done.stderr
    share.unlink()
    assert readiness(tmp_path, *QUICK, "--out", "share").stderr == ""
    assert len(list(share.glob("*.json"))) == 2


def test_mends_of_the_window_are_reported_once_by_a_complete_report(tmp_path: Path) -> None:
    made = MadeMend(check="microphone", kind="unmute", helped=True, product="Jabra 0b0e:2412")
    file = history_file(tmp_path / "data")
    add(file, [made], datetime.now(UTC), 90)
    for arguments in (("--format", "prom"), ("--out", "ut", "--format", "intune"), ()):
        readiness(tmp_path, *QUICK, *arguments)
    assert unreported(file).mends == (made,)
    reports = [json.loads(readiness(tmp_path, *QUICK, "--json").stdout) for _ in range(2)]
    assert reports[0]["mends"] == [msgspec.to_builtins(made)]
    assert "mends" not in reports[1]


def intune(folder: Path, *arguments: str, **more: str) -> dict[str, Any]:
    """The output for Intune: one short ASCII line, and nothing on standard error."""
    done = readiness(folder, *QUICK, "--format", "intune", *arguments, **more)
    assert done.stderr == ""
    assert done.stdout.isascii()
    assert done.stdout.count("\n") == 1
    assert len(done.stdout.rstrip("\n")) <= 2048
    answer: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == (answer["verdict"] == "no_go")
    return answer


def test_intune_line_is_stable_until_something_changes(tmp_path: Path) -> None:
    first = intune(tmp_path)
    assert first["codes"][0].startswith("browser.")
    assert intune(tmp_path) == first
    (tmp_path / "mild.toml").write_text('[browser]\noutcomes = {missing = "warn", not_chrome = "warn"}\n', "utf-8")
    milder = intune(tmp_path, "--policy", "mild.toml")
    assert milder["verdict"] == "go_with_remarks"
    assert milder["policy"] != first["policy"]


@pytest.mark.parametrize("trouble", ["own policy", "policy", "data", "out", "verbose"])
def test_intune_output_is_one_line_whatever_fails(tmp_path: Path, trouble: str) -> None:
    (tmp_path / "file").write_text("[camra]")
    (tmp_path / "data").mkdir()
    if trouble == "own policy":
        (tmp_path / "data" / "policy.toml").write_text("[camra]")
        assert intune(tmp_path)["policy_notices"] == 2
    elif trouble == "policy":
        assert intune(tmp_path, "--policy", "file")["not_done"] == "wrong_use"
    elif trouble == "data":
        answers = [intune(tmp_path, READINESS_DATA=str(tmp_path / "file" / "data")) for _ in range(2)]
        assert answers[0] == answers[1]
        assert answers[0]["station"] == "unknown"
    elif trouble == "out":
        assert intune(tmp_path, "--out", "file")["codes"]
    else:
        assert intune(tmp_path, "--verbose")["codes"]


def test_broken_personal_policy_is_reported_and_ignored(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "policy.toml").write_text("[brwser]\nminimum_version = 1\n", "utf-8")
    done = readiness(tmp_path, *QUICK, "--json")
    assert json.loads(done.stdout)["policy_notices"] == 2
    assert "brwser" in done.stderr
    assert "browser" in done.stderr
