"""What is added to Qt's PDF documents."""

from __future__ import annotations

import pytest

from readiness.ui.accessible_pdf import accessible

DOCUMENT = (
    b"%PDF-1.4\n1 0 obj\n<<\n/Type /Catalog\n/Pages 2 0 R\n>>\nendobj\n"
    b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    b"3 0 obj\n<< /Length 63 >>\nstream\n<0009>\n1 beginbfrange\n<0009> <000A> [<0009> <0041> ]\nendbfrange\n"
    b"endstream\nendobj\n"
    b"xref\n0 1\n0000000000 65535 f \ntrailer\n<<\n/Size 4\n/Root 1 0 R\n>>\nstartxref\n200\n%%EOF\n"
)


def test_only_the_tabs_that_glyphs_stand_for_become_spaces() -> None:
    changed = accessible(DOCUMENT, "sv")
    assert b"stream\n<0009>\n" in changed
    assert b"<0009> <000A> [<0020> <0041> ]" in changed


def test_the_update_is_appended_and_points_back() -> None:
    changed = accessible(DOCUMENT, "sv")
    update = changed[len(DOCUMENT) :]
    assert b"/Lang (sv)" in update
    assert b"/Prev 200" in update
    assert int(update.split()[-2]) == changed.rindex(b"\nxref\n") + 1
    assert int(update.split(b"xref\n1 1\n")[1][:10]) == changed.rindex(b"1 0 obj")


@pytest.mark.parametrize(
    "document", [b"", b"%PDF-1.4\n", DOCUMENT.replace(b"/Root", b"/Boot"), DOCUMENT.replace(b"1 0 obj", b"7 0 obj")]
)
def test_what_is_not_such_a_document_is_refused(document: bytes) -> None:
    with pytest.raises(ValueError, match="PDF document"):
        accessible(document, "sv")
