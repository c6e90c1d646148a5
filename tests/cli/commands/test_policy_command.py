"""`readiness policy show`, `check` and `schema`."""

from __future__ import annotations

import json
from pathlib import Path

from command_line import readiness
from jsonschema import Draft202012Validator


def test_show_lists_every_value_with_its_source(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "policy.toml").write_text('[browser]\nminimum_version = "150"\n', "utf-8")
    lines = readiness(tmp_path, "--lang", "en", "policy", "show").stdout.splitlines()
    rows = {line.split()[0]: line for line in lines}
    assert rows["browser.minimum_version"].endswith('"150"  (the person\'s own file)')
    assert rows["camera.black_code"].endswith("20  (built in)")


def test_show_with_policy_option_shows_that_file(tmp_path: Path) -> None:
    (tmp_path / "new.toml").write_text('[connection]\noutcomes = {mobile = "fail"}\n', "utf-8")
    found = json.loads(readiness(tmp_path, "policy", "show", "--json", "--policy", "new.toml").stdout)
    assert found["values"]["connection.outcomes.mobile"] == {"value": "fail", "from": "given"}
    assert found["notices"] == []


def test_check_accepts_a_policy_or_lists_every_problem(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text("[camera]\nblack_code = 25\n", "utf-8")
    (tmp_path / "bad.toml").write_text("[camera]\nblck_code = 25\nheight_min_px = -1\n", "utf-8")
    assert readiness(tmp_path, "policy", "check", "good.toml").returncode == 0
    done = readiness(tmp_path, "policy", "check", "bad.toml", "--lang", "en")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "bad.toml, line 2: “camera.blck_code” is not known. Did you mean “camera.black_code”?",
        "bad.toml, line 3: “camera.height_min_px” should be a whole number from 0 to 4320, not -1.",
    ]
    assert readiness(tmp_path, "policy", "check", "none.toml").returncode == 1


def test_schema_command_prints_a_valid_schema(tmp_path: Path) -> None:
    for language in ((), ("--lang", "en")):  # it has no words, but may be asked as any other command
        said = readiness(tmp_path, "policy", "schema", *language).stdout
        Draft202012Validator.check_schema(json.loads(said))


def test_every_problem_of_a_given_policy_has_a_line_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("[camera]\nblck_code = 25\nheight_min_px = -1\n", "utf-8")
    (tmp_path / "reports").mkdir()
    for command in (("check", "--only", "power", "--policy"), ("fleet", "reports", "--compare-policy")):
        done = readiness(tmp_path, *command, "bad.toml", "--lang", "en")
        assert done.returncode == 2
        starts = [line.partition(", line ")[0] for line in done.stderr.splitlines()]
        assert starts == ["readiness: bad.toml", "readiness: bad.toml"]
