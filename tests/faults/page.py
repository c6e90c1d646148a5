"""`docs/faults.md`: the table of faults with the latest measurements."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from faults.catalogue import KINDS
from faults.fault import Fault, Observation

FILE = Path(__file__).parents[2] / "docs" / "faults.md"

HEAD = "| What goes wrong | Promised | The sentence | s | Loop, ms |\n|---|---|---|--:|--:|\n"

INTRODUCTION = """# Faults, and what a person sees of them

`make faults` injects every fault listed here, fails when a promise is broken, and writes this page. The faults are
defined in `tests/faults/`, one file for each kind; a test checks that this page lists the same faults and promises.

A promise is a finding's code, *an answer* (a complete report whose verdict depends on the computer), or a command's
exit code. The sentence is what the person reads. The seconds count from the start of the test or command until the
sentence appears. The last column is the longest block of the window's event loop; in a window without a fault it was
{quiet:.0f} ms. Rows without a figure there have no window. A row without a sentence has changed since the last run.
`make faults` also fails when a fault loses data that was stored before it. The commands among them are tried on a
package with `make faults FAULTS="--program dist/readiness/readiness-cli"`.

{faults} faults, {measured} of them measured. {measured_on}
"""


def page(observations: Mapping[str, Observation], quiet_ms: float, measured_on: str = "") -> str:
    """Render the page.

    Args:
        observations: the observation by fault name, for faults that kept their promise.
        quiet_ms: the longest block of the event loop in a window without a fault.
        measured_on: a sentence about the computer.
    """
    count = sum(map(len, KINDS.values()))
    parts = [
        INTRODUCTION.format(quiet=quiet_ms, faults=count, measured=len(observations), measured_on=measured_on).rstrip()
        + "\n"
    ]
    parts.extend(section(kind, faults, observations) for kind, faults in KINDS.items())
    return "".join(parts)


def section(heading: str, faults: Sequence[Fault], observations: Mapping[str, Observation]) -> str:
    """Render a heading and the table of its faults; a fault without an observation has empty cells."""
    rows = (_row(fault, observations.get(fault.name)) for fault in faults)
    return "".join((f"\n## {heading}\n\n{HEAD}", *rows))


def promises_by_name(text: str) -> dict[str, str]:
    """The promises on the page, by fault name."""
    rows = re.findall(r"^\| (.+?) \| `(.+?)` \|", text, re.MULTILINE)
    return {_unescape(name): promised for name, promised in rows}


def _row(fault: Fault, observation: Observation | None) -> str:
    if observation is None:
        return f"| {_cell(fault.name)} | `{fault.promised}` | | | |\n"
    block = "" if observation.block_ms is None else f"{observation.block_ms:.0f}"
    sentence = re.sub(r"/tmp/\S+?(?=[ .:]|$)", "…", observation.sentence)  # noqa: S108  (the fault's own folder)
    return (
        f"| {_cell(fault.name)} | `{fault.promised}` | {_cell(sentence)[:160]} | {observation.took_s:.1f} | {block} |\n"
    )


def _cell(text: str) -> str:
    """Escape text for one cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;").replace("`", "'")


def _unescape(cell: str) -> str:
    return cell.replace("\\|", "|").replace("&lt;", "<")
