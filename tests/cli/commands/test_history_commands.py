"""`readiness history` and `readiness diff`: what a run stores, and how it is listed and compared."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from command_line import QUICK, readiness

pytestmark = pytest.mark.slow

MILD = '[browser]\noutcomes = {missing = "warn", not_chrome = "warn"}\n'


def test_history_and_diff_before_the_first_run(tmp_path: Path) -> None:
    assert readiness(tmp_path, "history", "--lang", "en").stdout == "Nothing has been tested here yet.\n"
    assert readiness(tmp_path, "diff", "--lang", "en").stdout == "There is no go to compare with yet.\n"
    assert json.loads(readiness(tmp_path, "diff", "--json").stdout) == {"last_go": None, "latest": None, "changes": []}


def test_diff_lists_changes_since_the_last_go(tmp_path: Path) -> None:
    (tmp_path / "mild.toml").write_text(MILD, "utf-8")
    assert readiness(tmp_path, *QUICK, "--policy", "mild.toml").returncode == 0
    assert readiness(tmp_path, "diff", "--lang", "en").stdout == "This is the first go here.\n"
    assert readiness(tmp_path, *QUICK, "--policy", "mild.toml").returncode == 0
    assert readiness(tmp_path, "diff", "--lang", "en").stdout.startswith("Nothing has changed since the go of 20")
    assert readiness(tmp_path, *QUICK).returncode == 1
    assert readiness(tmp_path, "diff", "--lang", "en").stdout.startswith("IT has changed the limits since 20")
    found = json.loads(readiness(tmp_path, "diff", "--json").stdout)
    assert [each["thing"] for each in found["changes"]] == ["policy"]
    runs = json.loads(readiness(tmp_path, "history", "--json").stdout)["runs"]
    assert [run["verdict"] for run in runs] == ["no_go", "go_with_remarks", "go_with_remarks"]


def test_damaged_history_is_set_aside_and_reported(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "history.sqlite").write_bytes(b"damaged " * 2000)
    done = readiness(tmp_path, *QUICK, "--json", "--lang", "en")
    assert done.stderr == (
        "readiness: The history was damaged. It is set aside as history.damaged, and a new one is begun.\n"
    )
    assert json.loads(done.stdout)["findings"]
    assert (tmp_path / "data" / "history.damaged").read_bytes().startswith(b"damaged")
    assert len(readiness(tmp_path, "history").stdout.splitlines()) == 1


def test_zero_days_kept_stores_nothing(tmp_path: Path) -> None:
    (tmp_path / "none.toml").write_text("[history]\ndays_kept = 0\n", "utf-8")
    readiness(tmp_path, *QUICK, "--policy", "none.toml")
    assert readiness(tmp_path, "history", "--lang", "en").stdout == "Nothing has been tested here yet.\n"


def test_doctor_saves_the_rest_when_the_history_is_in_use(tmp_path: Path) -> None:
    assert readiness(tmp_path, *QUICK).returncode == 1
    with sqlite3.connect(tmp_path / "data" / "history.sqlite", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        done = readiness(tmp_path, "doctor", "-o", "doctor.json", "--lang", "en")
    other.close()
    why = "The history cannot be read: another program is using it"
    assert (done.returncode, done.stderr) == (0, f"readiness: {why}\n")
    saved = json.loads((tmp_path / "doctor.json").read_bytes())
    assert (saved["notices"], saved["runs"], bool(saved["versions"])) == ([why], [], True)
