"""Tells a PDF document's language, which Qt's PDF writer cannot.

ISO 32000-1: 14.9.2 (natural language), 12.2 (viewer preferences), 7.5.6 (incremental updates).
"""

from __future__ import annotations

import re


def with_language(document: bytes, language: str) -> bytes:
    """`document` with an update appended that sets its language, and shows its title instead of its file name.

    Args:
        document: as QPdfWriter makes it, with a plain cross-reference table.
        language: an RFC 3066 tag such as `sv`.

    Raises:
        ValueError: the document is not built that way.
    """
    table = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", document)
    trailer = re.search(rb"trailer\s*<<(.*?)>>\s*startxref", document, re.DOTALL)
    root = re.search(rb"/Root (\d+) 0 R", trailer[1]) if trailer else None
    if not (table and trailer and root):
        raise ValueError("not a PDF document with a cross-reference table")
    number = int(root[1])
    catalogue = re.search(rb"(?:^|\n)%d 0 obj\s*<<(.*?)>>\s*endobj" % number, document, re.DOTALL)
    if not catalogue:
        raise ValueError("the PDF document has no catalogue")
    entries = catalogue[1].strip()
    base = document if document.endswith(b"\n") else document + b"\n"
    added = b"/Lang (%s)\n/ViewerPreferences << /DisplayDocTitle true >>" % language.encode("ascii")
    update = b"%d 0 obj\n<<\n%s\n%s\n>>\nendobj\n" % (number, entries, added)
    start = len(base) + len(update)
    return (
        base
        + update
        + b"xref\n%d 1\n%010d 00000 n \n" % (number, len(base))
        + b"trailer\n<<\n%s\n/Prev %s\n>>\nstartxref\n%d\n%%%%EOF\n" % (trailer[1].strip(), table[1], start)
    )
