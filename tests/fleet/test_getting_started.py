"""docs/fleet/getting-started.md: from an empty folder to the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from getting_started import ASK, NIGHTLY, REPORTS, typed

pytestmark = pytest.mark.slow


def test_the_page_s_commands_give_a_page(tmp_path: Path) -> None:
    typed(tmp_path, REPORTS.replace("100000", "1000"))
    assert "New reports: 1000 (files: 1, " in typed(tmp_path, ASK)
    page = (tmp_path / "fleet.html").read_text("utf-8")
    assert "by 1000 reports" in page
    assert "<svg" in page


def test_the_nightly_commands_empty_the_inbox(tmp_path: Path) -> None:
    typed(tmp_path, REPORTS.replace("100000", "200"))
    assert "New reports: 200 " in typed(
        tmp_path, NIGHTLY.replace("archive --html", "archive --as-of 2026-11-23 --html")
    )
    assert not list((tmp_path / "inbox").iterdir())
    assert (tmp_path / "collected" / "made-up.ndjson").is_file()
