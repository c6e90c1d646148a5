"""Recognising printers that print on paper by their names: other queues save a file, write a note or send a fax.

Windows' default printer is often "Microsoft Print to PDF". The names are from public listings of `Get-Printer` and
`EnumPrinters`; the printer itself is not queried, because an absent print server would block.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_PAPERLESS = re.compile(
    r"print to pdf|xps document writer|one ?note|^(?:\\\\[^\\]+\\)?fax\b|adobe pdf|acrobat distiller"
    r"|pdf ?creator|cute ?pdf|bullzip|do ?pdf|win2(?:pdf|image)|primo ?pdf|pdf24|pdf-?xchange|nitro pdf|wps pdf"
    r"|foxit (?:\w+ )*printer|phantom print|cups[- ]pdf|^pdf$|print to file|snagit|webex document loader|paperport",
    re.IGNORECASE,
)


def prints_on_paper(name: str) -> bool:
    """Whether a printer of this name prints on paper, as unknown names are assumed to."""
    return not _PAPERLESS.search(name)


def on_paper(names: Sequence[str]) -> list[str]:
    """Return the printers that print on paper, in their order."""
    return [name for name in names if prints_on_paper(name)]


def preselected(names: Sequence[str], default: str) -> str:
    """Return the printer to propose: the default, or the only one with paper; empty if the person must choose."""
    paper = on_paper(names)
    return default if default in paper else paper[0] if len(paper) == 1 else ""
