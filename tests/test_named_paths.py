"""Files that pages and comments name exist, so that a renamed file is renamed there as well."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
MODULES = [*ROOT.glob("readiness/**/*.py")]

NAMES = {path.name for folder in ("readiness", "tests") for path in ROOT.glob(f"{folder}/**/*.py")}

PATH = re.compile(
    r"(?<![\w/.])(?:readiness|tests|docs|assets|benchmarks|generate|installer)/[\w/.-]*\w\.(?:py|toml|md|json|js)\b"
)
FOLDER = re.compile(r"`((?:readiness|tests|docs|assets|benchmarks|generate|installer)/[\w/-]*)`")
TEST = re.compile(r"\btest_\w+\.py\b")
MADE = re.compile(r"assets/about/|assets/help/LANGUAGE")
"""Made by a build, and a placeholder."""


def missing(file: Path) -> set[str]:
    text = file.read_text(encoding="utf-8")
    named = {each for each in (*PATH.findall(text), *FOLDER.findall(text)) if not MADE.match(each)}
    gone = {each for each in named if not (ROOT / each).exists()}
    return gone | {each for each in TEST.findall(text) if each not in NAMES}


def test_named_files_exist() -> None:
    found = {str(file.relative_to(ROOT)): missing(file) for file in (*PAGES, *MODULES) if file.name != "CHANGELOG.md"}
    assert {file: gone for file, gone in found.items() if gone} == {}
