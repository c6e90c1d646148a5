"""Makes Qt's PDF documents tell their language, and give their words when text is copied or read aloud.

Qt's writer can do neither: it has no setting for the language, and where a font has one glyph for tab and space (as
Inter has) it says that the spaces are tabs. ISO 32000-1: 9.10.3 (ToUnicode), 14.9.2 (natural language), 12.2 (viewer
preferences), 7.5.6 (incremental updates).
"""

from __future__ import annotations

import re


def accessible(document: bytes, language: str) -> bytes:
    """`document` with true spaces, its language set, and its title shown instead of its file name.

    Args:
        document: as QPdfWriter makes it, with plain character maps and a plain cross-reference table.
        language: an RFC 3066 tag such as `sv`.

    Raises:
        ValueError: the document is not built that way.
    """
    return _with_language(_with_spaces(document), language)


def _with_spaces(document: bytes) -> bytes:
    """Tab becomes space in the fonts' character maps. Every byte keeps its place."""
    return re.sub(
        rb"beginbfrange.*?endbfrange",
        lambda table: re.sub(rb"\[.*?\]", lambda row: row[0].replace(b"<0009>", b"<0020>"), table[0], flags=re.DOTALL),
        document,
        flags=re.DOTALL,
    )


def _with_language(document: bytes, language: str) -> bytes:
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
