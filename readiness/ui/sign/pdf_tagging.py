"""Makes Qt's PDF documents tell their language and structure, and give their words when text is copied or read aloud.

Qt's writer can do none of it: it has no setting for the language, it tags nothing, and where a font has one glyph for
tab and space (as Inter has) it says that the spaces are tabs. ISO 32000-1: 9.10.3 (ToUnicode), 12.2 (viewer
preferences), 14.6 to 14.8 (marked content, structure, tagged PDF), 14.9 (language, replacement text).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readiness.ui.sign.pdf_update import PdfDocument, stream

_TEXT_OBJECT = re.compile(rb"^BT$.*?^ET$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as it is to be read: `language` is an RFC 3066 tag, `lines` how many lines of text draw it."""

    language: str
    text: str
    lines: int


def accessible(content: bytes, passages: Sequence[Passage]) -> bytes:
    """`content` with true spaces, its language set, its title shown instead of its file name, and its text tagged.

    Args:
        content: one page as QPdfWriter makes it.
        passages: what stands on the page, in the order it is drawn; the first language is the document's. What is
            drawn besides text is marked as decoration.

    Raises:
        ValueError: the document is not built that way.
    """
    document = PdfDocument(_with_spaces(content))
    drawing, marks = _marked(document.drawing())
    new_drawing, tree, root, parents, first = range(document.size, document.size + 5)
    page = re.sub(rb"/Contents \d+ 0 R", b"/Contents %d 0 R" % new_drawing, document.entries(document.page))
    paragraphs = {
        number: _paragraph(passage, root, document.page, mine)
        for number, (passage, mine) in enumerate(_shared_out(passages, marks), first)
    }
    owners = [number for number, (_, mine) in enumerate(_shared_out(passages, marks), first) for _ in mine]
    language = passages[0].language.encode("ascii")
    return document.updated(
        {
            document.catalogue: b"<<\n%s\n/Lang (%s)\n/ViewerPreferences << /DisplayDocTitle true >>\n"
            b"/MarkInfo << /Marked true >>\n/StructTreeRoot %d 0 R\n>>"
            % (document.entries(document.catalogue), language, tree),
            document.page: b"<<\n%s\n/StructParents 0\n/Tabs /S\n>>" % page,
            new_drawing: stream(drawing),
            tree: b"<< /Type /StructTreeRoot /K %d 0 R /ParentTree %d 0 R /ParentTreeNextKey 1 >>" % (root, parents),
            root: b"<< /Type /StructElem /S /Document /P %d 0 R /K [%s] >>" % (tree, _references(paragraphs)),
            parents: b"<< /Nums [0 [%s]] >>" % _references(owners),
            **paragraphs,
        }
    )


def _with_spaces(document: bytes) -> bytes:
    """Tab becomes space in the fonts' character maps. Every byte keeps its place."""
    return re.sub(
        rb"beginbfrange.*?endbfrange",
        lambda table: re.sub(rb"\[.*?\]", lambda row: row[0].replace(b"<0009>", b"<0020>"), table[0], flags=re.DOTALL),
        document,
        flags=re.DOTALL,
    )


def _marked(drawing: bytes) -> tuple[bytes, int]:
    """The drawing with each text object numbered from 0 and all else marked as decoration; and how many there are."""
    parts = _TEXT_OBJECT.split(drawing)
    texts = _TEXT_OBJECT.findall(drawing)
    marked = b"/Artifact BMC\n" + parts[0] + b"EMC\n"
    for number, (text, after) in enumerate(zip(texts, parts[1:], strict=True)):
        marked += b"/Span << /MCID %d >> BDC\n%s\nEMC\n/Artifact BMC\n%s\nEMC\n" % (number, text, after)
    return marked, len(texts)


def _shared_out(passages: Sequence[Passage], marks: int) -> Iterator[tuple[Passage, range]]:
    """Which text objects draw which passage; the last has what is left, since one line may need several fonts."""
    start = 0
    for passage in passages[:-1]:
        end = min(marks, start + passage.lines)
        yield passage, range(start, end)
        start = end
    yield passages[-1], range(start, marks)


def _paragraph(passage: Passage, parent: int, page: int, marks: range) -> bytes:
    kids = b" ".join(b"%d" % each for each in marks)
    text = passage.text.encode("utf-16-be", "replace").hex().encode("ascii")
    return b"<< /Type /StructElem /S /P /P %d 0 R /Pg %d 0 R /Lang (%s) /ActualText <feff%s> /K [%s] >>" % (
        parent,
        page,
        passage.language.encode("ascii"),
        text,
        kids,
    )


def _references(numbers: Sequence[int] | dict[int, bytes]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)
