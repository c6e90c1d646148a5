"""What is connected to this workstation, as the checks see it, for a technician who chooses equipment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from readiness.checks.headset.classify import classify
from readiness.host.adapters import adapters
from readiness.host.audio_endpoints import list_endpoints
from readiness.host.cameras import list_cameras
from readiness.host.chrome import installed_browsers
from readiness.model import Measured, Probe, Request
from readiness.runner import listen

PATIENCE_S = 15.0
Rows = list[dict[str, Any]]


def _cameras(_: Request) -> Iterator[Measured]:
    found: Rows = [
        {"name": camera.name, "id": camera.id, "index": camera.index, "kind": camera.kind, "vid_pid": camera.vid_pid}
        for camera in list_cameras()
    ]
    yield Measured({"cameras": found})


def _sound(_: Request) -> Iterator[Measured]:
    rows: dict[str, Rows] = {"microphones": [], "outputs": []}
    for endpoint in list_endpoints():
        row = {name: value for name, value in asdict(endpoint).items() if name != "direction"}
        if endpoint.direction == "input":
            judged = classify(endpoint)
            row |= {"device_class": judged.device_class, "evidence": list(judged.evidence)}
        rows["microphones" if endpoint.direction == "input" else "outputs"].append(row)
    yield Measured(rows)


def _interfaces(_: Request) -> Iterator[Measured]:
    yield Measured({"interfaces": [asdict(adapter) for adapter in adapters()]})


def _browsers(_: Request) -> Iterator[Measured]:
    rows = [asdict(found) | {"is_google_chrome": found.is_google_chrome} for found in installed_browsers()]
    yield Measured({"browsers": rows})


_PROBES = tuple(
    Probe(name=name, run=run, yields=(dict,), deadline_s=lambda _: PATIENCE_S)
    for name, run in (("cameras", _cameras), ("sound", _sound), ("interfaces", _interfaces), ("browsers", _browsers))
)


def list_devices() -> Mapping[str, Rows | None]:
    """Rows by kind: cameras, microphones, outputs, interfaces, browsers. None where the system gave no answer."""
    listed: dict[str, Rows | None] = dict.fromkeys(("cameras", "microphones", "outputs", "interfaces", "browsers"))
    for _, said in listen(_PROBES, Request()):
        if isinstance(said, Measured) and isinstance(said.measurement, dict):
            listed |= said.measurement
    return listed
