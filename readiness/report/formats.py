"""Every format a report comes in, and what its file is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Literal

from readiness.i18n import Words
from readiness.report import intune
from readiness.report.contents import Report
from readiness.report.database import as_database
from readiness.report.json_text import as_json, as_line
from readiness.report.prometheus import as_metrics

FormatName = Literal["json", "ndjson", "sqlite", "prom", "intune"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format.

    Attributes:
        suffix: how its files end.
        write: the whole file's content.
        each_run: whether every run has a file of its own, or the last run's replaces the one before.
        printable: whether it may go to a terminal.
    """

    suffix: str
    write: Callable[[Report, Words], bytes]
    each_run: bool = False
    printable: bool = True


FORMATS: Mapping[FormatName, Format] = {
    "json": Format(suffix=".json", write=lambda report, words: _text(as_json(report, words)), each_run=True),
    "ndjson": Format(suffix=".ndjson", write=lambda report, words: _text(as_line(report, words)), each_run=True),
    "sqlite": Format(suffix=".sqlite", write=as_database, printable=False),
    "prom": Format(suffix=".prom", write=lambda report, _: as_metrics(report).encode()),
    "intune": Format(suffix=".intune.txt", write=lambda report, _: _text(intune.as_line(report))),
}


def file_name(report: Report, chosen: Format) -> str:
    """Such as `7f0c….prom`, and with the time for formats where every run has its file. Safe in any file system."""
    station = re.sub(r"[^\w.-]", "-", report.station, flags=re.ASCII).strip(".")[:80] or "station"
    moment = f"_{report.started_at.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}" if chosen.each_run else ""
    return f"{station}{moment}{chosen.suffix}"


def _text(line: str) -> bytes:
    return f"{line}\n".encode()
