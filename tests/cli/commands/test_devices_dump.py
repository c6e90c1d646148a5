"""`readiness devices --dump` on one workstation, `readiness try dump` on another."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


def readiness(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "readiness", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)


def test_dump_is_judged_like_the_computer_itself(tmp_path: Path) -> None:
    path = tmp_path / "ward-7.json"
    done = readiness("devices", "--dump", str(path))
    assert (done.returncode, done.stderr) == (0, "")
    content = json.loads(path.read_text(encoding="utf-8"))
    assert (content["format"], content["system"]) == ("readiness-dump/1", "linux")
    judged = readiness("try", "dump", str(path))
    assert judged.returncode == 0
    answer = json.loads(judged.stdout)
    assert answer["input"] == str(path)
    assert {finding["check"] for finding in answer["findings"]} >= {"connection"}
    here = json.loads(readiness("check", "--only", "connection", "--json").stdout)["findings"][0]
    assert answer["findings"][0]["code"] == here["code"]


def test_printed_dump_equals_the_saved_file() -> None:
    done = readiness("devices", "--dump", "-")
    assert done.returncode == 0
    assert json.loads(done.stdout)["format"] == "readiness-dump/1"


def test_failures_print_one_sentence_and_exit_2(tmp_path: Path) -> None:
    for arguments in (("devices", "--dump", str(tmp_path)), ("try", "dump", str(tmp_path / "none.json"))):
        done = readiness(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1
        assert "Traceback" not in done.stderr
