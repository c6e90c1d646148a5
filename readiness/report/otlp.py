"""The report as an OpenTelemetry log record over OTLP/HTTP, for a receiver that the policy names.

What cannot be sent waits on the station and goes with the next report. Needs the part `telemetry` of the package.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from opentelemetry._logs import LogRecord, SeverityNumber
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.sdk._logs import LoggerProvider, ReadableLogRecord
from opentelemetry.sdk._logs.export import LogRecordExportResult, SimpleLogRecordProcessor
from opentelemetry.sdk.resources import Resource

from readiness.file_reader import read_file
from readiness.storage.atomic_write import write_atomically

EVENT = "readiness.report"
WITHIN_S = 5.0
WAITING_AT_MOST = 400
"""Reports that may wait; the oldest give way."""
LARGEST_BYTES = 4_000_000
SENT_AT_ONCE = 20
"""Waiting reports that go with one run: a person may be waiting too."""

_SEVERITY = {
    "go": SeverityNumber.INFO,
    "go_with_remarks": SeverityNumber.WARN,
    "no_go": SeverityNumber.ERROR,
}


class _Exporter(OTLPLogExporter):
    """The SDK's, which also remembers whether the receiver took what it was given."""

    taken = True

    def export(self, batch: Sequence[ReadableLogRecord]) -> LogRecordExportResult:
        result = super().export(batch)
        self.taken = result is LogRecordExportResult.SUCCESS
        return result


def send(endpoint: str, name: str, report: bytes, spool: Path) -> int:
    """Send a report, and then those that wait.

    Args:
        endpoint: the receiver's address for logs, `https://…/v1/logs`.
        name: the report's own, by which it waits.
        report: one JSON document.
        spool: where reports wait.

    Returns:
        How many wait.

    Raises:
        OSError: the report could neither be sent nor kept.
    """
    spool.mkdir(parents=True, exist_ok=True)
    if _sent(endpoint, report):
        for path in _waiting(spool)[:SENT_AT_ONCE]:
            if not _is_report(path) or _sent(endpoint, path.read_bytes()):
                path.unlink(missing_ok=True)
            else:
                break
    else:
        write_atomically(spool / name, report)
        for path in _waiting(spool)[:-WAITING_AT_MOST]:
            path.unlink(missing_ok=True)
    return len(_waiting(spool))


def _sent(endpoint: str, report: bytes) -> bool:
    document = json.loads(report)
    logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)  # a receiver that is away is told by us, once
    exporter = _Exporter(endpoint, timeout=WITHIN_S)
    provider = LoggerProvider(_resource(document), shutdown_on_exit=False)
    provider.add_log_record_processor(SimpleLogRecordProcessor(exporter))
    try:
        provider.get_logger("readiness", document["app_version"]).emit(_record(document))
    finally:
        provider.shutdown()
    return exporter.taken


def _resource(document: dict[str, Any]) -> Resource:
    return Resource(
        {
            "service.name": "readiness",
            "service.version": document["app_version"],
            "service.instance.id": document["station"],
            "readiness.unit": document["unit"],
        }
    )


def _record(document: dict[str, Any]) -> LogRecord:
    """The whole report is the body; what dashboards select by stands beside it."""
    blocking = [each["code"] for each in document["findings"] if each["outcome"] in {"fail", "not_assessed"}]
    return LogRecord(
        timestamp=int(datetime.fromisoformat(document["started_at"]).timestamp()) * 1_000_000_000,
        severity_number=_SEVERITY[document["verdict"]],
        severity_text=document["verdict"],
        event_name=EVENT,
        body=document,
        attributes={"readiness.verdict": document["verdict"], "readiness.blocking": blocking},
    )


def _is_report(path: Path) -> bool:
    try:
        return isinstance(json.loads(read_file(path, LARGEST_BYTES)), dict)
    except (OSError, ValueError):
        return False


def _waiting(spool: Path) -> list[Path]:
    return sorted(path for path in spool.iterdir() if path.is_file() and not path.name.startswith("."))
