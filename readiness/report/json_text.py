"""The report as JSON: one document for a reader, or one line for a log that many reports are gathered in."""

from __future__ import annotations

import json

from readiness.i18n import Words
from readiness.outside_text import inert
from readiness.report.contents import Report
from readiness.report.document import as_data, document


def as_json(report: Report, words: Words) -> str:
    """The report as one JSON document."""
    return inert(json.dumps(as_data(document(report, words)), ensure_ascii=False, indent=2, allow_nan=False))


def as_line(report: Report, words: Words) -> str:
    """The report as a line of newline-delimited JSON. Station and time come first, so that no two lines begin alike."""
    return inert(
        json.dumps(as_data(document(report, words)), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    )
