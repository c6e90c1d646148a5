"""Adding language, structure tags and correct text extraction to Qt's PDF documents, for accessibility and copying.

Qt's writer supports none of them: it cannot set the language, writes no tags, and where a font has one glyph for
tab and space (such as Inter) it maps spaces to tabs. ISO 32000-1: 9.10.3 (ToUnicode), 12.2 (viewer
preferences), 14.6 to 14.8 (marked content, structure, tagged PDF), 14.9 (language, replacement text).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Page, Pdf

_TEXT_OBJECT = re.compile(rb"^BT$.*?^ET$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the document: `language` is an RFC 3066 tag, `lines` the number of lines of text."""

    language: str
    text: str
    lines: int


def accessible(content: bytes, passages: Sequence[Passage]) -> bytes:
    """Return `content` with correct spaces, language and tags, and with its title displayed instead of the file name.

    Args:
        content: one page as QPdfWriter makes it.
        passages: the texts on the page, in the order they are drawn; the first language is the document's. What is
            drawn besides text is marked as decoration.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as document:
        (page,) = document.pages
        _say_spaces(page)
        drawing, marks = _marked(page.Contents.read_bytes())
        page.Contents = document.make_stream(drawing)
        _tag(document, page, passages, marks)
        document.Root.Lang = pikepdf.String(passages[0].language)
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        written = io.BytesIO()
        document.save(written, fix_metadata_version=False)  # there is no XMP metadata, which would take lxml to see
    return written.getvalue()


def _say_spaces(page: Page) -> None:
    """Replace tab by space in the fonts' character maps."""
    for font in page.resources.Font.values():
        if "/ToUnicode" in font:
            tables = re.sub(rb"beginbfrange.*?endbfrange", _spaces_in, font.ToUnicode.read_bytes(), flags=re.DOTALL)
            font.ToUnicode.write(tables)


def _spaces_in(table: re.Match[bytes]) -> bytes:
    return re.sub(rb"\[.*?\]", lambda row: row[0].replace(b"<0009>", b"<0020>"), table[0], flags=re.DOTALL)


def _marked(drawing: bytes) -> tuple[bytes, int]:
    """Return the drawing with numbered text objects all else marked as artifacts; and the number of text objects."""
    parts = _TEXT_OBJECT.split(drawing)
    texts = _TEXT_OBJECT.findall(drawing)
    marked = b"/Artifact BMC\n" + parts[0] + b"EMC\n"
    for number, (text, after) in enumerate(zip(texts, parts[1:], strict=True)):
        marked += b"/Span << /MCID %d >> BDC\n%s\nEMC\n/Artifact BMC\n%s\nEMC\n" % (number, text, after)
    return marked, len(texts)


def _tag(document: Pdf, page: Page, passages: Sequence[Passage], marks: int) -> None:
    """Add the structure tree: a document of paragraphs, each with its text and the marks that draw it."""
    from pikepdf import Array, Dictionary, Name, String

    tree = document.make_indirect(Dictionary(Type=Name.StructTreeRoot, ParentTreeNextKey=1))
    root = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree))
    paragraphs, owners = [], []
    for passage, mine in _shared_out(passages, marks):
        paragraph = document.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.P,
                P=root,
                Pg=page.obj,
                Lang=String(passage.language),
                ActualText=String(passage.text),
                K=Array(mine),
            )
        )
        paragraphs.append(paragraph)
        owners += [paragraph] * len(mine)
    root.K = Array(paragraphs)
    tree.K = root
    tree.ParentTree = document.make_indirect(Dictionary(Nums=Array([0, Array(owners)])))
    document.Root.StructTreeRoot = tree
    document.Root.MarkInfo = Dictionary(Marked=True)
    page.StructParents = 0
    page.Tabs = Name.S


def _shared_out(passages: Sequence[Passage], marks: int) -> Iterator[tuple[Passage, range]]:
    """Yield the text objects of each passage; the last gets the remaining ones, since a line may need several fonts."""
    start = 0
    for passage in passages[:-1]:
        end = min(marks, start + passage.lines)
        yield passage, range(start, end)
        start = end
    yield passages[-1], range(start, marks)
