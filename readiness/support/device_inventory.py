"""What is connected to this workstation, as the checks see it, for a technician who chooses equipment."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import msgspec

from readiness.checks.headset.classify import classify
from readiness.engine.runner import listen
from readiness.host.audio.endpoints import list_endpoints
from readiness.host.browser.chrome import installed_browsers
from readiness.host.camera.devices import list_cameras
from readiness.host.dump.dump import Dump, masked, network, private_words, written
from readiness.host.network.adapters import adapters
from readiness.model import Measured, Policy, Probe, Request
from readiness.service import Service

PATIENCE_S = 15.0
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows by kind."""

    by_kind: dict[str, Rows]


def _cameras(_: Request) -> Iterator[Measured]:
    found: Rows = [
        {"name": camera.name, "id": camera.id, "index": camera.index, "kind": camera.kind, "vid_pid": camera.vid_pid}
        for camera in list_cameras()
    ]
    yield Measured(_Rows({"cameras": found}))


def _sound(_: Request) -> Iterator[Measured]:
    rows: dict[str, Rows] = {"microphones": [], "outputs": []}
    for endpoint in list_endpoints():
        row = {name: value for name, value in asdict(endpoint).items() if name != "direction"}
        if endpoint.direction == "input":
            judged = classify(endpoint)
            row |= {"device_class": judged.device_class, "evidence": [str(each) for each in judged.evidence]}
        rows["microphones" if endpoint.direction == "input" else "outputs"].append(row)
    yield Measured(_Rows(rows))


def _interfaces(_: Request) -> Iterator[Measured]:
    yield Measured(_Rows({"interfaces": [asdict(adapter) for adapter in adapters()]}))


def _browsers(_: Request) -> Iterator[Measured]:
    rows = [asdict(found) | {"is_google_chrome": found.is_google_chrome} for found in installed_browsers()]
    yield Measured(_Rows({"browsers": rows}))


_PROBES = tuple(
    Probe(name=name, run=run, yields=(_Rows,), deadline_s=lambda _: PATIENCE_S)
    for name, run in (("cameras", _cameras), ("sound", _sound), ("interfaces", _interfaces), ("browsers", _browsers))
)


def list_devices() -> Mapping[str, Rows | None]:
    """Rows by kind: cameras, microphones, outputs, interfaces, browsers. None where the system gave no answer."""
    listed: dict[str, Rows | None] = dict.fromkeys(("cameras", "microphones", "outputs", "interfaces", "browsers"))
    for _, said in listen(_PROBES, Request()):
        if isinstance(said, Measured) and isinstance(said.measurement, _Rows):
            listed |= said.measurement.by_kind
    return listed


def _network_said(request: Request) -> Iterator[Measured]:
    yield Measured(network(request.policy.of(Service).host))


def _sound_said(_: Request) -> Iterator[Measured]:
    yield Measured(Dump(system=sys.platform, sound=tuple(list_endpoints())))


def _cameras_said(_: Request) -> Iterator[Measured]:
    yield Measured(Dump(system=sys.platform, cameras=tuple(list_cameras())))


_DUMPERS = tuple(
    Probe(name=name, run=run, yields=(Dump,), deadline_s=lambda _: PATIENCE_S)
    for name, run in (("network", _network_said), ("sound", _sound_said), ("cameras", _cameras_said))
)


def dump(policy: Policy) -> bytes:
    """What the systems say of this workstation, as a file that names nobody; see `host.dump.dump`."""
    whole = nothing = Dump(system=sys.platform)
    for _, said in listen(_DUMPERS, Request(policy=policy)):
        if isinstance(said, Measured) and isinstance(said.measurement, Dump):
            given = msgspec.structs.asdict(said.measurement)
            fresh = {name: value for name, value in given.items() if value != getattr(nothing, name)}
            whole = msgspec.structs.replace(whole, **fresh)
    return written(masked(whole, private_words()))
