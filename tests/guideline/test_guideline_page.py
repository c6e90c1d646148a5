"""docs/guideline.md names the document. (`tests/test_generated_files.py` compares its table with the code.)"""

from __future__ import annotations

from pathlib import Path

from readiness.assets import asset
from readiness.guideline.loader import load

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_names_the_document() -> None:
    document = load(asset("guideline.toml")).document
    page = (DOCS / "guideline.md").read_text(encoding="utf-8")
    for fact in (document.id, document.title, document.version, str(document.valid_from), str(document.valid_to)):
        assert fact in page
