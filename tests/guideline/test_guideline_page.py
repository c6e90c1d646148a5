"""docs/guideline.md shows every sentence with its item, and nothing else."""

from __future__ import annotations

import runpy
from pathlib import Path

from readiness.assets import asset
from readiness.guideline.loader import load

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_has_the_whole_table() -> None:
    expected = runpy.run_path(str(DOCS / "guideline_table.py"))["table"](load(asset("guideline.toml")))
    page = (DOCS / "guideline.md").read_text(encoding="utf-8")
    section = page.split("## Sentence by sentence")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    assert rows == expected, "print it again with: python docs/guideline_table.py"


def test_the_page_names_the_document() -> None:
    document = load(asset("guideline.toml")).document
    page = (DOCS / "guideline.md").read_text(encoding="utf-8")
    for fact in (document.id, document.title, document.version, str(document.valid_from), str(document.valid_to)):
        assert fact in page
