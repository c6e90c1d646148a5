"""Sending the report as an OpenTelemetry log record over OTLP/HTTP to the receiver named in the policy.

Reports that cannot be sent are spooled and sent with a later one. Requires the package's `telemetry` extra.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import msgspec
from opentelemetry._logs import LogRecord, SeverityNumber
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.sdk._logs import LoggerProvider, ReadableLogRecord
from opentelemetry.sdk._logs.export import LogRecordExportResult, SimpleLogRecordProcessor
from opentelemetry.sdk.resources import Resource

from readiness.file_reader import read_file
from readiness.model import Verdict
from readiness.report.delivery import limited, oldest_first
from readiness.report.document import DECODING_ERRORS, Document, as_data
from readiness.storage.atomic_write import write_atomically

EVENT = "readiness.report"
WITHIN_S = 5.0
MAX_BYTES = 4_000_000
SENT_AT_ONCE = 20
"""Maximum number of spooled reports sent per run, to keep the run short for a waiting person."""

_SEVERITY = {
    Verdict.GO: SeverityNumber.INFO,
    Verdict.GO_WITH_REMARKS: SeverityNumber.WARN,
    Verdict.NO_GO: SeverityNumber.ERROR,
}

_decoder = msgspec.json.Decoder(Document)


class _Exporter(OTLPLogExporter):
    """The SDK's exporter, extended to record whether the receiver accepted the last batch."""

    accepted = True

    def export(self, batch: Sequence[ReadableLogRecord]) -> LogRecordExportResult:
        result = super().export(batch)
        self.accepted = result is LogRecordExportResult.SUCCESS
        return result


def send(endpoint: str, name: str, report: bytes, spool: Path) -> int:
    """Send a report, and on success some of the spooled ones.

    Args:
        endpoint: the receiver's URL for logs, `https://…/v1/logs`.
        name: the file name under which to spool the report.
        report: one JSON document (`report.document.Document`).
        spool: folder for unsent reports.

    Returns:
        The number of reports left in the spool.

    Raises:
        OSError: the report could be neither sent nor spooled.
    """
    spool.mkdir(parents=True, exist_ok=True)
    if _send(endpoint, _decoder.decode(report)):
        _send_spooled(endpoint, spool)
    else:
        write_atomically(spool / name, report)
    return limited(spool)


def _send_spooled(endpoint: str, spool: Path) -> None:
    """Send some of the spooled reports, until one is refused; a file that is not a report is deleted."""
    for path in oldest_first(spool)[:SENT_AT_ONCE]:
        try:
            document = _decoder.decode(read_file(path, MAX_BYTES))
        except OSError:  # another process has just sent it, or it cannot be read now
            continue
        except DECODING_ERRORS:
            path.unlink(missing_ok=True)
            continue
        if not _send(endpoint, document):
            return
        path.unlink(missing_ok=True)


def _send(endpoint: str, document: Document) -> bool:
    logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)  # the caller reports an unreachable receiver itself
    exporter = _Exporter(endpoint, timeout=WITHIN_S)
    provider = LoggerProvider(_resource(document), shutdown_on_exit=False)
    provider.add_log_record_processor(SimpleLogRecordProcessor(exporter))
    try:
        provider.get_logger("readiness", document.app_version).emit(_record(document))
    finally:
        provider.shutdown()
    return exporter.accepted


def _resource(document: Document) -> Resource:
    return Resource(
        {
            "service.name": "readiness",
            "service.version": document.app_version,
            "service.instance.id": document.station,
            "readiness.unit": document.unit,
            "readiness.site": document.site,
        }
    )


def _record(document: Document) -> LogRecord:
    """Build the log record: the report as body, and as attributes the fields that dashboards filter by."""
    blocking = [each.code for each in document.findings if each.blocks]
    return LogRecord(
        timestamp=int(document.started_at.timestamp()) * 1_000_000_000,
        severity_number=_SEVERITY[document.verdict],
        severity_text=document.verdict.value,
        event_name=EVENT,
        body=as_data(document),
        attributes={"readiness.verdict": document.verdict.value, "readiness.blocking": blocking},
    )
