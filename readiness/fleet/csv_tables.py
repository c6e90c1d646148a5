"""The answers as CSV tables for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import msgspec

from readiness.fleet.answers import TABLES, Answers, StationChange
from readiness.storage.atomic_write import write_atomically
from readiness.untrusted_text import spreadsheet_cell


def write_csv(answers: Answers, folder: Path) -> None:
    """Write one file per table, in UTF-8 with a byte order mark, which spreadsheets need.

    Raises:
        OSError: one could not be written.
    """
    for name, kind in TABLES.items():
        _write(folder / f"{name}.csv", kind, getattr(answers, name))
    if answers.policy_compare:
        _write(folder / "newly_no_go.csv", StationChange, answers.policy_compare.newly_no_go)
        _write(folder / "no_longer_no_go.csv", StationChange, answers.policy_compare.no_longer_no_go)


def _write(path: Path, kind: type[msgspec.Struct], rows: Sequence[msgspec.Struct]) -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(kind.__struct_fields__)
    for row in rows:
        writer.writerow([_cell(getattr(row, name)) for name in kind.__struct_fields__])
    write_atomically(path, text.getvalue().encode("utf-8-sig"), private=False)


def _cell(value: object) -> object:
    if isinstance(value, list):
        return spreadsheet_cell(" ".join(value))
    return spreadsheet_cell(value) if isinstance(value, str) else value
