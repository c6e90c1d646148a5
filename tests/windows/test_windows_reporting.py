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

from readiness.file_reader import is_folder

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


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A person's folder on a server, where this computer is one, with a name that some would have to quote."""
    shared = Path(rf"\\localhost\{tmp_path.drive[0]}$", *tmp_path.parts[1:])
    folder = (shared if is_folder(shared) else tmp_path) / "Anna O'Brien & Åsa"
    folder.mkdir()
    return folder


@pytest.mark.usefixtures("decided")
def test_reports_intune_history_and_doctor_under_group_policy(home: Path) -> None:
    """In one test, since every start of the program takes seconds here."""
    share = home / "Delad mapp åäö"
    command = (*QUICK, "--format", "json,ndjson,sqlite,prom,intune", "--out", str(share))
    share.write_text("no folder")
    first = readiness(home, *command)
    share.unlink()
    second = readiness(home, *command)

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

    runs = json.loads(readiness(home, "history", "--json").stdout.decode("utf-8"))["runs"]
    assert [run["things"]["system"].split()[0] for run in runs] == ["Windows", "Windows"]

    assert readiness(home, "doctor", "-o", str(home / "doctor.json")).returncode == 0
    found: dict[str, Any] = json.loads((home / "doctor.json").read_text("utf-8"))
    assert found["versions"]["system"] == "Windows"
    assert found["policy"]["station.unit"] == {"value": "Avdelning 3", "from": "group_policy"}
    assert len(found["runs"]) == 2
    assert os.environ["COMPUTERNAME"] not in json.dumps(found)
