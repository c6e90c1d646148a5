"""Whose guideline is carried out."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.assets import asset
from readiness.guideline.file_selection import candidates, choose

BUILT_IN = asset("guideline.toml")
CHECKS = ("camera", "lighting", "framing", "headset", "microphone", "browser", "connection")
TEXT = BUILT_IN.read_text(encoding="utf-8")
OWN = TEXT.replace('applies_to = "Regionhälsan"', 'applies_to = "Region Nord"')


def chosen(named: str, folder: Path) -> tuple[str, list[str]]:
    found = choose(candidates(named, folder, BUILT_IN), CHECKS)
    assert found.guideline
    return found.guideline.document.applies_to, [str(problem) for problem in found.problems]


def test_built_in_guideline_is_the_default(tmp_path: Path) -> None:
    assert chosen("", tmp_path / "missing") == ("Regionhälsan", [])


@pytest.mark.parametrize(("named", "file"), [("", "guideline.toml"), ("nord.toml", "nord.toml")])
def test_regions_file_in_the_policy_folder_is_used(named: str, file: str, tmp_path: Path) -> None:
    (tmp_path / file).write_text(OWN, encoding="utf-8")
    assert chosen(named, tmp_path) == ("Region Nord", [])


def test_absolute_path_is_used_unchanged(tmp_path: Path) -> None:
    own = tmp_path / "elsewhere.toml"
    own.write_text(OWN, encoding="utf-8")
    assert chosen(str(own), tmp_path / "missing") == ("Region Nord", [])


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('answered_by = ["camera"]', 'answered_by = ["thermometer"]', "there is no check 'thermometer'"),
        ('weight = "must"', 'weight = "shall"', "'shall'"),
        ('when = ["minor"]', 'when = ["winter"]', "'winter'"),
        ('evidence = ["chest_in_view"]', 'evidence = ["smell"]', "'smell'"),
        ("valid_to = 2028-06-11", "valid_to = 2020-01-01", "before valid_from"),
    ],
)
def test_unknown_rule_is_reported_with_line_and_the_built_in_guideline_used(
    old: str, new: str, reason: str, tmp_path: Path
) -> None:
    own = tmp_path / "guideline.toml"
    own.write_text(OWN.replace(old, new, 1), encoding="utf-8")
    applies_to, (problem,) = chosen("", tmp_path)
    line = next(number for number, text in enumerate(own.read_text(encoding="utf-8").splitlines(), 1) if new in text)
    assert applies_to == "Regionhälsan"
    assert problem.startswith(f"{own}, line {line}: ")
    assert reason in problem


def test_missing_named_file_is_reported(tmp_path: Path) -> None:
    applies_to, (problem,) = chosen("nord.toml", tmp_path)
    assert applies_to == "Regionhälsan"
    assert str(tmp_path / "nord.toml") in problem


def test_no_file_at_all(tmp_path: Path) -> None:
    found = choose(candidates("", tmp_path, tmp_path / "missing.toml"), CHECKS)
    assert found.guideline is None
    assert len(found.problems) == 1


def test_unreadable_folder_is_reported_and_the_built_in_guideline_used(tmp_path: Path) -> None:
    applies_to, problems = chosen("", tmp_path / ("x" * 300))
    assert applies_to == "Regionhälsan"
    assert len(problems) == 1
