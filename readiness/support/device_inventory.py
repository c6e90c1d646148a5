"""Inventory of connected devices as the checks see them, for technicians."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec.structs import asdict

from readiness.checks.headset.classify import classify
from readiness.engine.runner import listen
from readiness.host.audio.endpoints import list_endpoints
from readiness.host.browser.chrome import installed_browsers
from readiness.host.camera.devices import list_cameras
from readiness.host.dump.dump import Dump, masked, network
from readiness.host.dump.private_words import private_words
from readiness.host.network.adapters import adapters
from readiness.meeting_policy import Service
from readiness.model import Measured, Policy, Probe, Request

PATIENCE_S = 15.0
Rows = list[dict[str, Any]]


class _Rows(msgspec.Struct, frozen=True):
    """A measurement carrying inventory rows, by kind of device."""

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
        row = {name: value for name, value in dataclasses.asdict(endpoint).items() if name != "direction"}
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


PROBES = tuple(
    Probe(name=name, run=run, yields=(_Rows,), deadline_s=lambda _: PATIENCE_S)
    for name, run in (("cameras", _cameras), ("sound", _sound), ("interfaces", _interfaces), ("browsers", _browsers))
)


def list_devices() -> Mapping[str, Rows | None]:
    """Return rows by kind: cameras, microphones, outputs, interfaces, browsers; None for a kind that timed out."""
    listed: dict[str, Rows | None] = dict.fromkeys(("cameras", "microphones", "outputs", "interfaces", "browsers"))
    for _, message in listen(PROBES, Request()):
        if isinstance(message, Measured) and isinstance(message.measurement, _Rows):
            listed |= message.measurement.by_kind
    return listed


def _dump_network(request: Request) -> Iterator[Measured]:
    yield Measured(network(request.policy.of(Service).host))


def _dump_sound(_: Request) -> Iterator[Measured]:
    yield Measured(Dump(system=sys.platform, sound=tuple(list_endpoints())))


def _dump_cameras(_: Request) -> Iterator[Measured]:
    yield Measured(Dump(system=sys.platform, cameras=tuple(list_cameras())))


DUMP_PROBES = tuple(
    Probe(name=name, run=run, yields=(Dump,), deadline_s=lambda _: PATIENCE_S)
    for name, run in (("network", _dump_network), ("sound", _dump_sound), ("cameras", _dump_cameras))
)


def masked_dump(policy: Policy) -> Dump:
    """Return the operating system's raw answers, masked; see `host.dump.dump`."""
    whole = nothing = Dump(system=sys.platform)
    for _, message in listen(DUMP_PROBES, Request(policy=policy)):
        if isinstance(message, Measured) and isinstance(message.measurement, Dump):
            given = asdict(message.measurement)
            fresh = {name: value for name, value in given.items() if value != getattr(nothing, name)}
            whole = msgspec.structs.replace(whole, **fresh)
    return masked(whole, private_words())
