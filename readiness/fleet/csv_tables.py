"""The answers as CSV tables for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import msgspec

from readiness.fleet.answers import TABLES, Answers, StationChange
from readiness.untrusted_text import spreadsheet_cell


def csv_files(answers: Answers, folder: Path) -> dict[Path, bytes]:
    """Return one file per table, in UTF-8 with a byte order mark, which spreadsheets need."""
    files = {folder / f"{name}.csv": _csv(kind, getattr(answers, name)) for name, kind in TABLES.items()}
    if answers.policy_compare:
        files[folder / "newly_no_go.csv"] = _csv(StationChange, answers.policy_compare.newly_no_go)
        files[folder / "no_longer_no_go.csv"] = _csv(StationChange, answers.policy_compare.no_longer_no_go)
    return files


def _csv(kind: type[msgspec.Struct], rows: Sequence[msgspec.Struct]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(kind.__struct_fields__)
    for row in rows:
        writer.writerow([_cell(getattr(row, name)) for name in kind.__struct_fields__])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    if isinstance(value, list):
        return spreadsheet_cell(" ".join(value))
    return spreadsheet_cell(value) if isinstance(value, str) else value
