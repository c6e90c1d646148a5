"""The tags added to Qt's PDF documents."""

from __future__ import annotations

import io
import subprocess
import sys

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from readiness.door_sign import ENGLISH, SWEDISH, Sign, SignLanguage
from readiness.ui.sign.pdf_export import pdf
from readiness.ui.sign.pdf_tagging import Passage, accessible

DRAWING = b"q\n1 0 0 1 0 0 cm\nBT\n/F1 10 Tf <0001> Tj\nET\nQ\nBT\n/F1 10 Tf <0002> Tj\nET\n"
TO_UNICODE = b"<0009>\n1 beginbfrange\n<0009> <000A> [<0009> <0041> ]\nendbfrange\n"
PASSAGES = [Passage("sv", "Hej å", 1), Passage("en", "Hello", 1)]


def document() -> bytes:
    """A page as Qt's writer makes it: two lines of text, and a font whose space glyph is mapped to a tab."""
    with pikepdf.new() as made:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type0, ToUnicode=made.make_stream(TO_UNICODE))
        made.add_blank_page()
        page = made.pages[0]
        page.Resources = Dictionary(Font=Dictionary(F1=made.make_indirect(font)))
        page.Contents = made.make_stream(DRAWING)
        written = io.BytesIO()
        made.save(written)
    return written.getvalue()


def read_back() -> PdfReader:
    return PdfReader(io.BytesIO(accessible(document(), PASSAGES)), strict=True)


def test_tabs_mapped_from_glyphs_become_spaces() -> None:
    fonts = read_back().pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    assert fonts["/F1"]["/ToUnicode"].get_data() == TO_UNICODE.replace(b"[<0009>", b"[<0020>")


def test_document_has_language_and_title() -> None:
    root = read_back().root_object
    assert str(root["/Lang"]) == "sv"
    assert "/DisplayDocTitle" in str(root["/ViewerPreferences"])


def test_text_is_tagged_and_the_rest_is_an_artifact() -> None:
    contents = read_back().pages[0].get_contents()
    assert contents is not None
    drawing = contents.get_data()
    assert drawing.startswith(b"/Artifact BMC\nq\n1 0 0 1 0 0 cm\n")
    assert drawing.count(b"BMC") + drawing.count(b"BDC") == drawing.count(b"EMC")
    assert b"/Span << /MCID 1 >> BDC\nBT\n/F1 10 Tf <0002> Tj\nET\nEMC" in drawing


@pytest.mark.usefixtures("qapp")
def test_the_signs_paragraphs_are_read_in_order_and_each_in_its_language() -> None:
    sign = Sign(language=SignLanguage.SWEDISH_AND_ENGLISH, room="Rum 3", landscape=True)
    reader = PdfReader(io.BytesIO(pdf(sign)), strict=True)
    root, contents = reader.root_object, reader.pages[0].get_contents()
    assert contents is not None
    marks, tree = root["/MarkInfo"], root["/StructTreeRoot"]
    assert isinstance(marks, DictionaryObject)
    assert isinstance(tree, DictionaryObject)
    assert marks["/Marked"]
    document = tree["/K"]
    assert isinstance(document, DictionaryObject)
    paragraphs = document["/K"]
    assert isinstance(paragraphs, ArrayObject)
    elements = [each.get_object() for each in paragraphs]
    assert [(each["/Lang"], each["/ActualText"]) for each in elements] == [
        ("sv", SWEDISH.sentence),
        ("en", ENGLISH.sentence),
        ("sv", "Rum 3"),
    ]
    texts = contents.get_data().count(b"/MCID")  # how many there are depends on the system's font
    assert [mark for each in elements for mark in each["/K"]] == list(range(texts))


WITHOUT = """
import sys
sys.modules.update(dict.fromkeys(("lxml", "PIL")))  # importing one of them fails, as in the frozen program
from readiness.door_sign import Sign
from readiness.ui.sign.pdf_export import pdf
sys.stdout.buffer.write(pdf(Sign()))
"""


def test_sign_is_saved_without_modules_missing_in_the_frozen_program() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, timeout=60, check=True)
    assert PdfReader(io.BytesIO(done.stdout), strict=True).pages
