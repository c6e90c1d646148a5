"""Comparing two runs: changed devices, versions and findings, without names."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from readiness import __version__
from readiness.checks import EVERY, browser, camera, connection, headset
from readiness.i18n import N_, Words
from readiness.model import Verdict
from readiness.report.contents import Report
from readiness.report.document import facts
from readiness.storage.history import Run
from readiness.storage.station_id import read_station_number

WENT_WELL = (Verdict.GO.value, Verdict.GO_WITH_REMARKS.value)


class Change(msgspec.Struct, frozen=True):
    """One difference between two runs.

    Attributes:
        thing: its kind (`microphone`, `browser`), or a check's id if its finding changed.
        before: the old version, code or pseudonymous device key.
        after: the new one; empty if it is gone.
        message: a message id.
    """

    thing: str
    before: str
    after: str
    message: str

    def localized(self, words: Words, since: datetime) -> str:
        """Return the change as a translated sentence."""
        before, after = _versions(self.before, self.after)
        titles = {check.id: words(check.title) for check in EVERY}
        facts = {"before": before, "after": after, "date": f"{since.astimezone():%Y-%m-%d}"}
        return words(self.message, facts | {"title": titles.get(self.thing, self.thing)})


ANOTHER: Mapping[str, str] = {
    "camera": N_("The camera is another one than on {date}."),
    "microphone": N_("The microphone is another one than on {date}."),
    "browser": N_("Chrome was updated {before} → {after}."),
    "connection": N_("The connection is of another kind than on {date}."),
    "app": N_("Readiness was updated {before} → {after}."),
    "system": N_("The operating system was updated {before} → {after}."),
    "policy": N_("IT has changed the limits since {date}."),
}
"""Messages for a thing that was replaced, by kind. Changed limits are not reported if the program was updated too."""

GONE: Mapping[str, str] = {
    "camera": N_("There was a camera on {date}; now there is none."),
    "microphone": N_("There was a microphone on {date}; now there is none."),
    "browser": N_("Chrome was there on {date}; now it is not."),
    "connection": N_("There was a connection on {date}; now there is none."),
}
COME: Mapping[str, str] = {
    "camera": N_("There is a camera now; on {date} there was none."),
    "microphone": N_("There is a microphone now; on {date} there was none."),
    "browser": N_("Chrome is there now; on {date} it was not."),
    "connection": N_("There is a connection now; on {date} there was none."),
}
OTHER_FINDING = N_("{title}: {before} → {after}")


def things(measurements: Iterable[object], salt: str) -> dict[str, str]:
    """Identify what was measured, by kind: versions verbatim, devices as pseudonymous keys, absent things as empty.

    Args:
        measurements: from the probes, in any order.
        salt: makes the keys differ between stations, so that they cannot be looked up in a list of hashed names.
    """
    found: dict[str, str] = {}
    for measurement in measurements:
        for kind, (measurement_type, identify) in _IDENTIFIERS.items():
            if isinstance(measurement, measurement_type):
                found[kind] = identify(measurement, salt)
    return found


def of_this_station(measurements: Iterable[object]) -> bool:
    """Whether the station's own devices were measured, rather than a film, picture, recording or network camera."""
    for measurement in measurements:
        if isinstance(measurement, camera.Measurement) and measurement.source_kind in ("network", "video", "still"):
            return False
        if isinstance(measurement, headset.Measurement) and measurement.device_class == "recording":
            return False
    return True


def device_key(identity: str | None, salt: str, vid_pid: str | None = None) -> str:
    """Return a stable pseudonymous key: USB vendor and product if known, and a keyed hash of the device's id."""
    if not identity:
        return ""
    hashed = hashlib.blake2b(identity.encode(), key=salt.encode()[:64], digest_size=5).hexdigest()
    return f"{vid_pid or ''}#{hashed}"


_IDENTIFIERS: Mapping[str, tuple[type, Callable[..., str]]] = {
    "camera": (camera.Measurement, lambda m, salt: device_key(m.camera_id, salt)),
    "microphone": (headset.Measurement, lambda m, salt: device_key(m.key or m.id, salt, m.vid_pid)),
    "browser": (browser.Measurement, lambda m, _: m.chrome_version or ""),
    "connection": (connection.Measurement, lambda m, _: m.link_kind or ""),
}


def constant_things(limits: Mapping[str, object]) -> dict[str, str]:
    """Identify what does not depend on connected devices: program and system version, and a hash of the limits."""
    release = platform.version() if platform.system() == "Windows" else platform.release()
    content = json.dumps(limits, sort_keys=True).encode()
    return {
        "app": __version__,
        "system": f"{platform.system()} {release}",
        "policy": hashlib.sha256(content).hexdigest()[:8],
    }


def as_run(report: Report, measurements: Mapping[str, object], seconds: Mapping[str, float], folder: Path) -> Run:
    """Convert a report to its form in the history.

    Args:
        report: the run's report.
        measurements: the measurements, by check.
        seconds: how long each check took.
        folder: where the station's number is stored.
    """
    return Run(
        started_at=report.started_at,
        verdict=report.verdict.value,
        app_version=__version__,
        codes={finding.check: finding.code for finding in report.findings},
        outcomes={finding.check: finding.outcome.word for finding in report.findings},
        things=constant_things(report.policy) | things(measurements.values(), read_station_number(folder)),
        seconds=dict(seconds),
        measured={finding.check: facts(finding) for finding in report.findings},
    )


def last_go(runs: Sequence[Run]) -> Run | None:
    """Return the latest earlier run that was a go and included at least the last run's checks."""
    if not runs:
        return None
    latest = runs[-1]
    return next(
        (run for run in reversed(runs[:-1]) if went_well(run) and run.codes.keys() >= latest.codes.keys()), None
    )


def went_well(run: Run) -> bool:
    """Whether the verdict was go, with or without remarks."""
    return run.verdict in WENT_WELL


def changes(before: Run, after: Run) -> tuple[Change, ...]:
    """Return the differences between two runs: things first, in the order of `ANOTHER`, then findings."""
    return (*_other_things(before.things, after.things), *_other_findings(before, after))


def _other_things(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for kind, another in ANOTHER.items():
        was, now = before.get(kind), after.get(kind)
        if was is None or now is None or was == now or (kind == "policy" and before.get("app") != after.get("app")):
            continue
        message = another if was and now else (GONE if was else COME).get(kind, another)
        yield Change(kind, was, now, message)


def _other_findings(before: Run, after: Run) -> Iterator[Change]:
    for check, code in after.codes.items():
        was = before.codes.get(check, code)
        if was != code:
            yield Change(check, was, code, OTHER_FINDING)


def todays_go(runs: Sequence[Run], checks: Iterable[str], moment: datetime) -> Run | None:
    """Return the latest full run if it was a go and started today, else None.

    Args:
        runs: the history, oldest first.
        checks: the checks that a full run includes.
        moment: the current time, timezone-aware; "today" is in its time zone.
    """
    measurement_type = set(checks)
    full = next((run for run in reversed(runs) if run.codes.keys() >= measurement_type), None)
    if full is None or not went_well(full) or full.started_at > moment:
        return None
    return full if full.started_at.astimezone(moment.tzinfo).date() == moment.date() else None


def _versions(before: str, after: str) -> tuple[str, str]:
    """Shorten two versions for display: only the major numbers if those differ."""
    (was, _, _), (now, _, _) = before.partition("."), after.partition(".")
    return (was, now) if was.isdigit() and now.isdigit() and was != now else (before, after)
