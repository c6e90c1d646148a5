"""Reports, history and the supporter's file on Windows, as Intune and a share would meet them."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from group_policy_keys import take_away, write_policy_value

assert sys.platform == "win32"

QUICK = ("check", "--only", "browser")


def readiness(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    own = {"READINESS_DATA": str(folder / "Åsa Öberg"), "PROGRAMDATA": str(folder / "ProgramData")}
    return subprocess.run(
        [sys.executable, "-m", "readiness", *arguments],
        capture_output=True, check=False, env={**os.environ, **own}, timeout=120, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture
def decided() -> Iterator[None]:
    """A Group Policy that sets the unit and makes a missing Chrome a remark."""
    take_away()
    write_policy_value("station", "unit", "Avdelning 3")
    for code in ("missing", "not_chrome", "damaged"):
        write_policy_value(r"browser\outcomes", code, "warn")
    yield
    take_away()


@pytest.mark.usefixtures("decided")
def test_reports_intune_history_and_doctor_under_group_policy(tmp_path: Path) -> None:
    """In one test, since every start of the program takes seconds here."""
    share = tmp_path / "Delad mapp åäö"
    command = (*QUICK, "--format", "json,ndjson,sqlite,prom,intune", "--out", str(share))
    share.write_text("no folder")
    first = readiness(tmp_path, *command)
    share.unlink()
    second = readiness(tmp_path, *command)

    assert (first.stdout, first.stderr, first.returncode) == (second.stdout, b"", 0)
    assert first.stdout.count(b"\n") == 1
    line = json.loads(first.stdout.decode("ascii"))
    assert line["verdict"] in ("go", "go_with_remarks"), "a remark without Chrome, or with another default browser"
    assert line["unit"] == "Avdelning 3"

    saved = [path.suffix for path in share.iterdir()]
    expected = {".json": 2, ".ndjson": 2, ".sqlite": 1, ".prom": 1, ".txt": 1}
    assert {suffix: saved.count(suffix) for suffix in saved} == expected
    with sqlite3.connect(next(share.glob("*.sqlite"))) as report:
        assert report.execute("SELECT unit, verdict FROM report").fetchall() == [("Avdelning 3", line["verdict"])]
    report.close()

    runs = json.loads(readiness(tmp_path, "history", "--json").stdout.decode("utf-8"))["runs"]
    assert [run["things"]["system"].split()[0] for run in runs] == ["Windows", "Windows"]

    assert readiness(tmp_path, "doctor", "-o", str(tmp_path / "doctor.json")).returncode == 0
    found: dict[str, Any] = json.loads((tmp_path / "doctor.json").read_text("utf-8"))
    assert found["versions"]["system"] == "Windows"
    assert found["policy"]["station.unit"] == {"value": "Avdelning 3", "from": "group_policy"}
    assert len(found["runs"]) == 2
    assert os.environ["COMPUTERNAME"] not in json.dumps(found)
