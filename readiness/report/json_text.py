"""The report as JSON: an indented document, or one line for logs that gather many reports."""

from __future__ import annotations

import json

from readiness.i18n import Words
from readiness.report.contents import Report
from readiness.report.document import as_data, document
from readiness.untrusted_text import inert, json_text


def as_json(report: Report, words: Words) -> str:
    """Return the report as one indented JSON document."""
    return json_text(as_data(document(report, words)))


def as_line(report: Report, words: Words) -> str:
    """Return the report as one line of NDJSON. Station and time come first, so that no two lines start alike."""
    return inert(
        json.dumps(as_data(document(report, words)), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    )
