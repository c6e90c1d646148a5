"""Reports over OTLP/HTTP: an HTTP server takes the protobuf apart with OpenTelemetry's own definition."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from synthetic_fleet import FleetModel

from readiness.i18n import Words
from readiness.report.json_text import as_line
from readiness.report.telemetry import send

REPORT = as_line(next(FleetModel(stations=1, days=9).reports()), Words("sv")).encode()
DOCUMENT = json.loads(REPORT)


class Receiver(ThreadingHTTPServer):
    received: list[ExportLogsServiceRequest]
    status = 200


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        if self.server.status == 200:
            self.server.received.append(ExportLogsServiceRequest.FromString(content))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing on standard error."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver(("127.0.0.1", 0), Handler)
    server.received = []
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def url(receiver: Receiver) -> str:
    return f"http://127.0.0.1:{receiver.server_address[1]}/v1/logs"


def test_report_arrives_complete(receiver: Receiver, tmp_path: Path) -> None:
    assert send(url(receiver), "one.ndjson", REPORT, tmp_path) == 0
    (logs,) = receiver.received[0].resource_logs
    resource = {each.key: each.value.string_value for each in logs.resource.attributes}
    assert (resource["service.name"], resource["service.instance.id"]) == ("readiness", DOCUMENT["station"])
    assert (resource["readiness.unit"], resource["readiness.site"]) == (DOCUMENT["unit"], DOCUMENT["site"])
    (record,) = logs.scope_logs[0].log_records
    assert (record.event_name, record.severity_text) == ("readiness.report", DOCUMENT["verdict"])
    body = {each.key: each.value for each in record.body.kvlist_value.values}
    assert body["started_at"].string_value == DOCUMENT["started_at"]
    codes = [
        {fact.key: fact.value.string_value for fact in finding.kvlist_value.values}["code"]
        for finding in body["findings"].array_value.values
    ]
    assert codes == [finding["code"] for finding in DOCUMENT["findings"]]


def test_attribute_names_what_must_be_mended_and_not_what_waits_for_it(receiver: Receiver, tmp_path: Path) -> None:
    dead = {**DOCUMENT["findings"][0], "check": "camera", "code": "camera.absent", "outcome": "fail", "remedy": "-"}
    waits = {**dead, "check": "lighting", "code": "lighting.waits", "outcome": "not_assessed", "waits_for": "camera"}
    report = json.dumps(DOCUMENT | {"verdict": "no_go", "findings": [dead, waits]}).encode()
    assert send(url(receiver), "one.ndjson", report, tmp_path) == 0
    (record,) = receiver.received[0].resource_logs[0].scope_logs[0].log_records
    attributes = {each.key: each.value for each in record.attributes}
    assert [each.string_value for each in attributes["readiness.blocking"].array_value.values] == ["camera.absent"]


def test_a_report_spooled_by_a_version_without_sites_is_sent(receiver: Receiver, tmp_path: Path) -> None:
    older = {name: value for name, value in DOCUMENT.items() if name != "site"}
    assert send(url(receiver), "one.ndjson", json.dumps(older).encode(), tmp_path) == 0
    assert len(receiver.received) == 1


def test_rejected_report_is_spooled_and_sent_with_the_next(receiver: Receiver, tmp_path: Path) -> None:
    receiver.status = 400
    assert send(url(receiver), "one.ndjson", REPORT, tmp_path) == 1
    assert (tmp_path / "one.ndjson").read_bytes() == REPORT
    (tmp_path / "damaged.ndjson").write_bytes(b"{")
    (tmp_path / "no report.ndjson").write_bytes(b'{"station": 7}')
    (tmp_path / "not text.ndjson").write_bytes(b'{"station": "\xff"}')
    (tmp_path / "too deep.ndjson").write_bytes(b'{"more": ' + b"[" * 200_000)
    receiver.status = 200
    assert send(url(receiver), "two.ndjson", REPORT, tmp_path) == 0
    assert len(receiver.received) == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_unreachable_collector_loses_no_report(tmp_path: Path) -> None:
    assert send("http://127.0.0.1:1/v1/logs", "one.ndjson", REPORT, tmp_path) == 1
