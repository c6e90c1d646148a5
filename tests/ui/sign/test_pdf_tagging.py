"""What is added to Qt's PDF documents."""

from __future__ import annotations

import io
import zlib

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from readiness.door_sign import ENGLISH, SWEDISH, Sign, SignLanguage
from readiness.ui.sign.pdf_export import pdf
from readiness.ui.sign.pdf_tagging import Passage, accessible

DRAWING = zlib.compress(b"q\n1 0 0 1 0 0 cm\nBT\n/F1 10 Tf <0001> Tj\nET\nQ\nBT\n/F1 10 Tf <0002> Tj\nET\n")
DOCUMENT = (
    b"%PDF-1.4\n1 0 obj\n<<\n/Type /Catalog\n/Pages 2 0 R\n>>\nendobj\n"
    b"2 0 obj\n<< /Type /Pages /Kids [4 0 R] /Count 1 >>\nendobj\n"
    b"3 0 obj\n<< /Length 63 >>\nstream\n<0009>\n1 beginbfrange\n<0009> <000A> [<0009> <0041> ]\nendbfrange\n"
    b"endstream\nendobj\n"
    b"4 0 obj\n<<\n/Type /Page\n/Parent 2 0 R\n/Contents 5 0 R\n>>\nendobj\n"
    b"5 0 obj\n<<\n/Length 6 0 R\n/Filter /FlateDecode\n>>\nstream\n" + DRAWING + b"\nendstream\nendobj\n"
    b"xref\n0 1\n0000000000 65535 f \ntrailer\n<<\n/Size 6\n/Root 1 0 R\n>>\nstartxref\n200\n%%EOF\n"
)
PASSAGES = [Passage("sv", "Hej å", 1), Passage("en", "Hello", 1)]


def test_only_the_tabs_that_glyphs_stand_for_become_spaces() -> None:
    changed = accessible(DOCUMENT, PASSAGES)
    assert b"stream\n<0009>\n" in changed
    assert b"<0009> <000A> [<0020> <0041> ]" in changed


def test_the_update_is_appended_and_points_back() -> None:
    changed = accessible(DOCUMENT, PASSAGES)
    update = changed[len(DOCUMENT) :]
    assert b"/Lang (sv)" in update
    assert b"/Prev 200" in update
    assert int(update.split()[-2]) == changed.rindex(b"\nxref\n") + 1
    assert int(update.split(b"xref\n1 1\n")[1][:10]) == changed.rindex(b"1 0 obj\n<<\n/Type /Catalog")


def test_text_is_numbered_and_all_else_is_decoration() -> None:
    changed = accessible(DOCUMENT, PASSAGES)
    packed = changed[changed.rindex(b"/Filter /FlateDecode >>\nstream\n") :].split(b"stream\n", 1)[1]
    drawing = zlib.decompressobj().decompress(packed)
    assert drawing.startswith(b"/Artifact BMC\nq\n1 0 0 1 0 0 cm\n")
    assert drawing.count(b"BMC") + drawing.count(b"BDC") == drawing.count(b"EMC")
    assert b"/Span << /MCID 1 >> BDC\nBT\n/F1 10 Tf <0002> Tj\nET\nEMC" in drawing


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"%PDF-1.4\n",
        DOCUMENT.replace(b"/Root", b"/Boot"),
        DOCUMENT.replace(b"1 0 obj", b"7 0 obj"),
        DOCUMENT.replace(b"/Type /Page\n", b"/Type /Leaf\n"),
        DOCUMENT.replace(DRAWING, b"not packed"),
        DOCUMENT.replace(b"5 0 obj", b"8 0 obj"),
    ],
)
def test_what_is_not_such_a_document_is_refused(document: bytes) -> None:
    with pytest.raises(ValueError, match="PDF document"):
        accessible(document, PASSAGES)


@pytest.mark.usefixtures("qapp")
def test_the_signs_paragraphs_are_read_in_order_and_each_in_its_language() -> None:
    sign = Sign(language=SignLanguage.SWEDISH_AND_ENGLISH, room="Rum 3", landscape=True)
    root = PdfReader(io.BytesIO(pdf(sign)), strict=True).root_object
    marks, tree = root["/MarkInfo"], root["/StructTreeRoot"]
    assert isinstance(marks, DictionaryObject)
    assert isinstance(tree, DictionaryObject)
    assert marks["/Marked"]
    document = tree["/K"]
    assert isinstance(document, DictionaryObject)
    paragraphs = document["/K"]
    assert isinstance(paragraphs, ArrayObject)
    told = [each.get_object() for each in paragraphs]
    assert [(each["/Lang"], each["/ActualText"]) for each in told] == [
        ("sv", SWEDISH.sentence),
        ("en", ENGLISH.sentence),
        ("sv", "Rum 3"),
    ]
    assert [mark for each in told for mark in each["/K"]] == list(range(7))
