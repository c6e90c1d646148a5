"""What was tested, told from one run to the next: other devices, other versions, other findings. No names."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from readiness import __version__
from readiness.checks import EVERY, browser, camera, connection, headset
from readiness.i18n import N_, Words
from readiness.model import Verdict
from readiness.report.contents import Report
from readiness.report.document import facts
from readiness.storage.history import Run
from readiness.storage.station_id import read_station_number

WENT_WELL = (Verdict.GO.value, Verdict.GO_WITH_REMARKS.value)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was.

    Attributes:
        thing: its kind (`microphone`, `browser`), or a check's id when its finding changed.
        before: what it was; a version, a code or a key that names nobody.
        after: what it is now; empty when it is gone.
        says: a message id.
    """

    thing: str
    before: str
    after: str
    message: str

    def localized(self, words: Words, since: datetime) -> str:
        """The change as a sentence."""
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
"""What is said when a thing is not the one it was, by its kind. (An updated program may bring limits of its own.)"""

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
    """What was measured, by kind: versions as they are, devices as keys that name nobody; empty when it was not there.

    Args:
        measurements: from the probes, in any order.
        salt: makes keys of two stations differ, so that no list of names leads back to them.
    """
    found: dict[str, str] = {}
    for measurement in measurements:
        for kind, (wanted, tells) in _TELLS.items():
            if isinstance(measurement, wanted):
                found[kind] = tells(measurement, salt)
    return found


def of_this_station(measurements: Iterable[object]) -> bool:
    """Whether it was the station's own equipment that was measured: no film, picture, recording or distant camera."""
    for measurement in measurements:
        if isinstance(measurement, camera.Measurement) and measurement.source_kind in ("network", "video", "still"):
            return False
        if isinstance(measurement, headset.Measurement) and measurement.device_class == "recording":
            return False
    return True


def device_key(identity: str | None, salt: str, vid_pid: str | None = None) -> str:
    """The same for the same device: USB vendor and product where known, and a keyed hash of its id."""
    if not identity:
        return ""
    hashed = hashlib.blake2b(identity.encode(), key=salt.encode()[:64], digest_size=5).hexdigest()
    return f"{vid_pid or ''}#{hashed}"


_TELLS: Mapping[str, tuple[type, Callable[..., str]]] = {
    "camera": (camera.Measurement, lambda m, salt: device_key(m.camera_id, salt)),
    "microphone": (headset.Measurement, lambda m, salt: device_key(m.key or m.id, salt, m.vid_pid)),
    "browser": (browser.Measurement, lambda m, _: m.chrome_version or ""),
    "connection": (connection.Measurement, lambda m, _: m.link_kind or ""),
}


def standing(limits: Mapping[str, object]) -> dict[str, str]:
    """What is the same whatever is connected: versions of the program and the system, and the limits as a digest."""
    release = platform.version() if platform.system() == "Windows" else platform.release()
    localized = json.dumps(limits, sort_keys=True).encode()
    return {
        "app": __version__,
        "system": f"{platform.system()} {release}",
        "policy": hashlib.sha256(localized).hexdigest()[:8],
    }


def as_run(report: Report, measurements: Mapping[str, object], seconds: Mapping[str, float], folder: Path) -> Run:
    """A report as the history keeps it.

    Args:
        report: what was found.
        measurements: what it was found of, by check.
        seconds: how long each check took.
        folder: where the station's number is kept.
    """
    return Run(
        started_at=report.started_at,
        verdict=report.verdict.value,
        app_version=__version__,
        codes={finding.check: finding.code for finding in report.findings},
        outcomes={finding.check: finding.outcome.word for finding in report.findings},
        things=standing(report.policy) | things(measurements.values(), read_station_number(folder)),
        seconds=dict(seconds),
        measured={finding.check: facts(finding) for finding in report.findings},
    )


def last_go(runs: Sequence[Run]) -> Run | None:
    """The latest run before the last one that went well and asked at least the same checks."""
    if not runs:
        return None
    latest = runs[-1]
    return next(
        (run for run in reversed(runs[:-1]) if went_well(run) and run.codes.keys() >= latest.codes.keys()), None
    )


def went_well(run: Run) -> bool:
    """Whether it was go, perhaps with remarks."""
    return run.verdict in WENT_WELL


def changes(before: Run, after: Run) -> tuple[Change, ...]:
    """What differs between two runs: things first, in the order of `ANOTHER`, then findings."""
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
    """The latest full run, when it was a go and was today.

    Args:
        runs: the history, oldest first.
        checks: the checks that a full run has.
        moment: the time now, with its offset; the day is that of its own time zone.
    """
    wanted = set(checks)
    full = next((run for run in reversed(runs) if run.codes.keys() >= wanted), None)
    if full is None or not went_well(full) or full.started_at > moment:
        return None
    return full if full.started_at.astimezone(moment.tzinfo).date() == moment.date() else None


def _versions(before: str, after: str) -> tuple[str, str]:
    """Two versions as people say them: the first number is enough when it differs."""
    (was, _, _), (now, _, _) = before.partition("."), after.partition(".")
    return (was, now) if was.isdigit() and now.isdigit() and was != now else (before, after)
