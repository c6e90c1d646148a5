"""The result of a collection as text and as data."""

from __future__ import annotations

from readiness.fleet.collect import Collected
from readiness.fleet.wording import number, unusable, unusable_places
from readiness.i18n import N_, Words
from readiness.system_error import reason_of


def as_data(done: Collected) -> dict[str, object]:
    """Return counts by name, and the first rejected reports."""
    return {
        "reports": done.reports,
        "already_there": done.already_there,
        "files": done.files,
        "left": done.left,
        "unusable": dict(sorted(done.rejected.counts.items())),
        "unusable_examples": done.rejected.examples,
    }


def text(done: Collected, words: Words) -> str:
    """Return sentences about collected, rejected and remaining reports."""
    facts = {"reports": number(done.reports), "files": number(done.files), "again": number(done.already_there)}
    lines = [words(N_("New reports: {reports} (files: {files}, there already: {again})."), facts)]
    lines += filter(None, [unusable(done.rejected.counts, words)])
    lines += [f"  {each}" for each in unusable_places(done.rejected.examples, words)]
    if done.left:
        says = N_("Files that stay in the inbox: {left}.")
        lines.append(words(says, {"left": number(done.left)}))
    if done.stuck:
        reason = reason_of(done.stuck)
        lines.append(words(N_("Some could not be moved or deleted: {reason}"), {"reason": reason}))
    return "\n".join(lines)
