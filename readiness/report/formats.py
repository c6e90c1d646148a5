"""The report formats and their file names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Literal

from readiness.i18n import Words
from readiness.report import intune
from readiness.report.contents import Report
from readiness.report.json_text import as_json, as_line
from readiness.report.prometheus import as_metrics
from readiness.report.sqlite import as_sqlite

FormatName = Literal["json", "ndjson", "sqlite", "prom", "intune"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A report format.

    Attributes:
        suffix: file name extension.
        write: returns the content of the file.
        each_run: True: one file per run; False: each run overwrites the previous one's file.
        printable: whether it may be printed on a terminal.
    """

    suffix: str
    write: Callable[[Report, Words], bytes]
    each_run: bool = False
    printable: bool = True


FORMATS: Mapping[FormatName, Format] = {
    "json": Format(suffix=".json", write=lambda report, words: _text(as_json(report, words)), each_run=True),
    "ndjson": Format(suffix=".ndjson", write=lambda report, words: _text(as_line(report, words)), each_run=True),
    "sqlite": Format(suffix=".sqlite", write=as_sqlite, printable=False),
    "prom": Format(suffix=".prom", write=lambda report, _: as_metrics(report).encode()),
    "intune": Format(suffix=".intune.txt", write=lambda report, _: _text(intune.as_line(report))),
}


def file_name(report: Report, chosen: Format) -> str:
    """Return a name valid on any file system, for example `7f0c….prom`; one-file-per-run formats include the time."""
    station = re.sub(r"[^\w.-]", "-", report.station, flags=re.ASCII).strip(".")[:80] or "station"
    moment = f"_{report.started_at.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}" if chosen.each_run else ""
    return f"{station}{moment}{chosen.suffix}"


def _text(line: str) -> bytes:
    return f"{line}\n".encode()
