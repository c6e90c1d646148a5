"""The glossary's words on the screen are the catalogue's."""

from __future__ import annotations

from pathlib import Path

from readiness.i18n import Words

PAGE = Path(__file__).parents[1] / "docs" / "glossary.md"


def test_every_row_agrees_with_the_translation() -> None:
    table = PAGE.read_text("utf-8").split("## What people see")[1]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines() if line.startswith("|")][2:]
    swedish = Words("sv")
    assert rows
    wrong = [f"{english}: {swedish_term}" for swedish_term, english, _ in rows if swedish(english) != swedish_term]
    assert not wrong, f"docs/glossary.md differs from assets/locale/sv: {wrong}"
