"""The result of a collection as text and as data."""

from __future__ import annotations

from typing import Any

from readiness.fleet.collect import Collected
from readiness.fleet.wording import unusable
from readiness.i18n import N_, Words
from readiness.outside_text import printable


def as_data(done: Collected) -> dict[str, Any]:
    """Return counts by name, and the first rejected reports."""
    return {
        "reports": done.reports,
        "already_there": done.already_there,
        "files": done.files,
        "left": done.left,
        "unusable": {
            fault.value: count for fault, count in sorted(done.aside.counts.items(), key=lambda each: each[0].value)
        },
        "unusable_examples": [(place, fault.value) for place, fault in done.aside.examples],
    }


def text(done: Collected, words: Words) -> str:
    """Return sentences about collected, rejected and remaining reports."""
    facts = {"reports": done.reports, "files": done.files, "again": done.already_there}
    lines = [words(N_("{reports} new reports from {files} files; {again} were there already."), facts)]
    lines += filter(None, [unusable({fault.value: count for fault, count in done.aside.counts.items()}, words)])
    lines += [f"  {printable(place)}" for place, _ in done.aside.examples]
    if done.left:
        says = N_("{left} files stay in the inbox and are tried again next time.")
        lines.append(words(says, {"left": done.left}))
    return "\n".join(lines)
