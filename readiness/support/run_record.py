"""A run as it is recorded in the history: findings, versions, and pseudonymous keys of devices."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Mapping

from readiness import __version__
from readiness.checks import browser, camera, connection, headset
from readiness.model import CheckMeasurement
from readiness.report.contents import Report, policy_fingerprint
from readiness.report.document import facts
from readiness.storage.run import Run


def things(measurements: Iterable[CheckMeasurement], salt: str) -> dict[str, str]:
    """Identify what was measured, by kind: versions verbatim, devices as pseudonymous keys, absent things as empty.

    Args:
        measurements: from the probes, in any order.
        salt: makes the keys differ between stations, so that they cannot be looked up in a list of hashed names.
    """
    found: dict[str, str] = {}
    for measurement in measurements:
        match measurement:
            case camera.Measurement():
                found["camera"] = pseudonym(measurement.camera_id, salt)
            case headset.Measurement():
                found["microphone"] = pseudonym(measurement.key or measurement.id, salt, measurement.vid_pid)
                found["output"] = pseudonym(measurement.output_key, salt)
            case browser.Measurement():
                found["browser"] = measurement.chrome_version or ""
            case connection.Measurement():
                found["connection"] = measurement.link_kind or ""
            case _:
                pass
    return found


def of_this_station(measurements: Iterable[CheckMeasurement]) -> bool:
    """Whether the station's own devices were measured, rather than a film, picture, recording or network camera."""
    for measurement in measurements:
        if isinstance(measurement, camera.Measurement) and measurement.source_kind in ("network", "video", "still"):
            return False
        if isinstance(measurement, headset.Measurement) and measurement.device_class == "recording":
            return False
    return True


def pseudonym(identity: str | None, salt: str, vid_pid: str | None = None) -> str:
    """Return a stable pseudonymous key: USB vendor and product if known, and a keyed hash of the device's id."""
    if not identity:
        return ""
    hashed = hashlib.blake2b(identity.encode(), key=salt.encode()[:64], digest_size=5).hexdigest()
    return f"{vid_pid or ''}#{hashed}"


def constant_things(limits: Mapping[str, object]) -> dict[str, str]:
    """Identify what does not depend on connected devices: program and system version, and a hash of the limits."""
    release = platform.version() if platform.system() == "Windows" else platform.release()
    return {
        "app": __version__,
        "system": f"{platform.system()} {release}",
        "policy": policy_fingerprint(limits),
    }


def as_run(
    report: Report, measurements: Mapping[str, CheckMeasurement], seconds: Mapping[str, float], salt: str
) -> Run:
    """Return a report in the form of the history.

    Args:
        report: the run's report.
        measurements: the measurements, by check.
        seconds: how long each check took.
        salt: the station's number, for the keys of devices.
    """
    return Run(
        started_at=report.started_at,
        verdict=report.verdict.value,
        app_version=__version__,
        codes={finding.check: finding.code for finding in report.findings},
        outcomes={finding.check: finding.outcome.word for finding in report.findings},
        things=constant_things(report.policy) | things(measurements.values(), salt),
        seconds=dict(seconds),
        measured={finding.check: facts(finding) for finding in report.findings},
    )
