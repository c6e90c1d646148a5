"""`docs/faults.md`: the table with what was measured last."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from faults.every import KINDS
from faults.fault import Fault, Seen

FILE = Path(__file__).parents[2] / "docs" / "faults.md"

HEAD = "| What goes wrong | Promised | The sentence | s | Loop, ms |\n|---|---|---|--:|--:|\n"

INTRODUCTION = """# Faults, and what a person sees of them

Written by `make faults`, which brings about every one of them and fails when a promise is broken. The list is the
tests' own (`tests/faults/`, a file a kind); a test holds that this page has the same rows with the same promises.

What is promised is a finding's code, *an answer* (a whole report whose verdict depends on the computer), or the exit
code of a command. The sentence is what the person reads. Seconds go from the start of the test or command until it is
there. The last column is the longest time for which the window's loop stood still; that of a window where all is well
was {quiet:.0f} ms. Rows without it have no window. A row without a sentence was not measured since it changed.
What was kept before must be kept afterwards, or `make faults` fails.

{faults} faults, {seen} of them measured. {where}
"""


def page(seen: Mapping[str, Seen], quiet_ms: float, where: str = "") -> str:
    """The whole page.

    Args:
        seen: what was seen, by the fault's name, where the promise was kept.
        quiet_ms: the longest block of a window where all is well.
        where: what is to be known of the computer.
    """
    count = sum(map(len, KINDS.values()))
    parts = [INTRODUCTION.format(quiet=quiet_ms, faults=count, seen=len(seen), where=where).rstrip() + "\n"]
    for kind, faults in KINDS.items():
        parts.append(f"\n## {kind}\n\n{HEAD}")
        parts.extend(_row(fault, seen.get(fault.name)) for fault in faults)
    return "".join(parts)


def listed(text: str) -> dict[str, str]:
    """What the page promises, by the fault's name."""
    rows = re.findall(r"^\| (.+?) \| `(.+?)` \|", text, re.MULTILINE)
    return {_back(name): promised for name, promised in rows}


def _row(fault: Fault, seen: Seen | None) -> str:
    if seen is None:
        return f"| {_cell(fault.name)} | `{fault.promised}` | | | |\n"
    block = "" if seen.block_ms is None else f"{seen.block_ms:.0f}"
    says = re.sub(r"/tmp/\S+?(?=[ .:]|$)", "…", seen.says)  # noqa: S108  (the fault's own folder)
    return f"| {_cell(fault.name)} | `{fault.promised}` | {_cell(says)[:160]} | {seen.took_s:.1f} | {block} |\n"


def _cell(text: str) -> str:
    """As one cell of Markdown."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;").replace("`", "'")


def _back(cell: str) -> str:
    return cell.replace("\\|", "|").replace("&lt;", "<")
