"""Comparing two runs: changed devices, versions and findings, without names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from readiness.checks.registry import EVERY
from readiness.i18n import N_, Words
from readiness.model import Verdict
from readiness.storage.run import Run

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


REPLACED: Mapping[str, str] = {
    "camera": N_("The camera is another one than on {date}."),
    "microphone": N_("The microphone is another one than on {date}."),
    "output": N_("The sound is played by another device than on {date}."),
    "browser": N_("Chrome was updated {before} → {after}."),
    "connection": N_("The connection is of another kind than on {date}."),
    "app": N_("Readiness was updated {before} → {after}."),
    "system": N_("The operating system was updated {before} → {after}."),
    "policy": N_("IT has changed the limits since {date}."),
}
"""Messages for a thing that was replaced, by kind. Changed limits are not reported if the program was updated too."""

REMOVED: Mapping[str, str] = {
    "camera": N_("There was a camera on {date}; now there is none."),
    "microphone": N_("There was a microphone on {date}; now there is none."),
    "output": N_("There was something to hear with on {date}; now there is not."),
    "browser": N_("Chrome was there on {date}; now it is not."),
    "connection": N_("There was a connection on {date}; now there is none."),
}
ADDED: Mapping[str, str] = {
    "camera": N_("There is a camera now; on {date} there was none."),
    "microphone": N_("There is a microphone now; on {date} there was none."),
    "output": N_("There is something to hear with now; on {date} there was not."),
    "browser": N_("Chrome is there now; on {date} it was not."),
    "connection": N_("There is a connection now; on {date} there was none."),
}
OTHER_FINDING = N_("{title}: {before} → {after}")


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
    """Return the differences between two runs: things first, in the order of `REPLACED`, then findings."""
    return (*_other_things(before.things, after.things), *_other_findings(before, after))


def _other_things(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for kind, another in REPLACED.items():
        was, now = before.get(kind), after.get(kind)
        if was is None or now is None or was == now or (kind == "policy" and before.get("app") != after.get("app")):
            continue
        message = another if was and now else (REMOVED if was else ADDED).get(kind, another)
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
    wanted = set(checks)
    full = next((run for run in reversed(runs) if run.codes.keys() >= wanted), None)
    if full is None or not went_well(full) or full.started_at > moment:
        return None
    return full if full.started_at.astimezone(moment.tzinfo).date() == moment.date() else None


def _versions(before: str, after: str) -> tuple[str, str]:
    """Shorten two versions for display: only the major numbers if those differ."""
    (was, _, _), (now, _, _) = before.partition("."), after.partition(".")
    return (was, now) if was.isdigit() and now.isdigit() and was != now else (before, after)
