"""Make Qt's PDF documents tell their language and structure, and give their words when text is copied or read aloud.

Qt's writer can do none of it: it has no setting for the language, it tags nothing, and where a font has one glyph for
tab and space (as Inter has) it says that the spaces are tabs. ISO 32000-1: 9.10.3 (ToUnicode), 12.2 (viewer
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
    """Tab becomes space in the fonts' character maps."""
    for font in page.resources.Font.values():
        if "/ToUnicode" in font:
            tables = re.sub(rb"beginbfrange.*?endbfrange", _spaces_in, font.ToUnicode.read_bytes(), flags=re.DOTALL)
            font.ToUnicode.write(tables)


def _spaces_in(table: re.Match[bytes]) -> bytes:
    return re.sub(rb"\[.*?\]", lambda row: row[0].replace(b"<0009>", b"<0020>"), table[0], flags=re.DOTALL)


def _marked(drawing: bytes) -> tuple[bytes, int]:
    """The drawing with each text object numbered from 0 and all else marked as decoration; and how many there are."""
    parts = _TEXT_OBJECT.split(drawing)
    texts = _TEXT_OBJECT.findall(drawing)
    marked = b"/Artifact BMC\n" + parts[0] + b"EMC\n"
    for number, (text, after) in enumerate(zip(texts, parts[1:], strict=True)):
        marked += b"/Span << /MCID %d >> BDC\n%s\nEMC\n/Artifact BMC\n%s\nEMC\n" % (number, text, after)
    return marked, len(texts)


def _tag(document: Pdf, page: Page, passages: Sequence[Passage], marks: int) -> None:
    """Add the structure tree: a document of paragraphs, each with its words, and which marks draw it."""
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
    """Which text objects draw which passage; the last has what is left, since one line may need several fonts."""
    start = 0
    for passage in passages[:-1]:
        end = min(marks, start + passage.lines)
        yield passage, range(start, end)
        start = end
    yield passages[-1], range(start, marks)
