"""The sign as a PDF file, read back with another program's eyes."""

from __future__ import annotations

import io
import itertools
import math
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import time
from pathlib import Path

import pytest
from pypdf import PdfReader

from readiness.door_sign import ENGLISH, SWEDISH, PaperSize, Sign, SignLanguage
from readiness.ui.sign.pdf_export import SignNotSavedError, pdf, write_pdf

pytestmark = pytest.mark.usefixtures("qapp")

POINTS_PER_MM = 72 / 25.4


def words(reader: PdfReader) -> str:
    return " ".join(reader.pages[0].extract_text().split())


def sizes_pt(reader: PdfReader) -> dict[str, float]:
    """The height in points that each piece of text is drawn at."""
    found: dict[str, float] = {}

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], _: object, font_size: float) -> None:
        if text.strip():
            found[text.strip()] = font_size * math.hypot(cm[2], cm[3]) * math.hypot(tm[2], tm[3])

    reader.pages[0].extract_text(visitor_text=visit)
    return found


def read(sign: Sign) -> PdfReader:
    return PdfReader(io.BytesIO(pdf(sign)), strict=True)


@pytest.mark.parametrize(("size", "landscape"), list(itertools.product(PaperSize, (False, True))))
def test_page_has_the_size_of_the_paper(*, size: PaperSize, landscape: bool) -> None:
    reader = read(Sign(size=size, landscape=landscape))
    box = reader.pages[0].mediabox
    expected = sorted((each * POINTS_PER_MM for each in size.value), reverse=landscape)
    assert len(reader.pages) == 1
    assert (float(box.width), float(box.height)) == pytest.approx(expected, abs=1)


@pytest.mark.parametrize(
    ("language", "sentences", "tag"),
    [
        (SignLanguage.SWEDISH, [SWEDISH.sentence], "sv"),
        (SignLanguage.ENGLISH, [ENGLISH.sentence], "en"),
        (SignLanguage.SWEDISH_AND_ENGLISH, [SWEDISH.sentence, ENGLISH.sentence], "sv"),
    ],
)
def test_text_title_and_language(language: SignLanguage, sentences: list[str], tag: str) -> None:
    sign = Sign(language=language, until=time(10, 45), room="Rum 3")
    reader = read(sign)
    assert words(reader) == " ".join([*sentences, sign.until_line, "Rum 3"])
    assert reader.metadata is not None
    assert reader.metadata.title == sentences[0]
    assert str(reader.root_object["/Lang"]) == tag
    assert "/DisplayDocTitle" in str(reader.root_object["/ViewerPreferences"])


@pytest.mark.parametrize(
    ("language", "landscape", "room"), list(itertools.product(SignLanguage, (False, True), ("", "Rum 3")))
)
def test_main_line_is_at_least_60_points_on_a4(
    *,
    language: SignLanguage,
    landscape: bool,
    room: str,
) -> None:
    unit = "Barn- och ungdomsmottagningen" if room else ""
    sign = Sign(language=language, landscape=landscape, room=room, unit=unit, until=time(10, 45) if room else None)
    sizes = sizes_pt(read(sign))
    first, *others = sign.wordings
    main = min(sizes[line] for line in first.announcement)
    assert main >= 60
    for other in others:
        drawn = [sizes[line] for line in (" ".join(other.announcement), *other.announcement) if line in sizes]
        assert drawn
        assert max(drawn) <= main / 2


def test_text_size_is_proportional_to_the_paper() -> None:
    a5, a4, a3 = (sizes_pt(read(Sign(size=size)))["videomöte"] for size in (PaperSize.A5, PaperSize.A4, PaperSize.A3))
    assert a4 / a5 == pytest.approx(2**0.5, rel=0.01)
    assert a3 / a4 == pytest.approx(2**0.5, rel=0.01)


def test_a_long_name_becomes_smaller_and_is_then_cut_short() -> None:
    sizes = sizes_pt(read(Sign(room="Konferensrum Sjöbo, plan 3, hus B")))
    assert 18 < sizes["Konferensrum Sjöbo, plan 3, hus B"] < 48
    sizes = sizes_pt(read(Sign(room="Konferensrum " * 30)))
    (cut,) = (text for text in sizes if text.startswith("Konferensrum"))
    assert cut.endswith("…")
    assert sizes[cut] == pytest.approx(18, abs=0.1)


def test_existing_file_is_replaced_without_leftovers(tmp_path: Path) -> None:
    file = tmp_path / "skylt åäö.pdf"
    file.write_text("older")
    write_pdf(pdf(Sign()), file)
    assert words(PdfReader(file)) == SWEDISH.sentence
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("where", ["missing/sign.pdf", "a_file/sign.pdf", "a_folder"])
def test_unwritable_path_is_named(tmp_path: Path, where: str) -> None:
    (tmp_path / "a_file").write_text("")
    (tmp_path / "a_folder" / "content").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(SignNotSavedError) as caught:
        write_pdf(pdf(Sign()), tmp_path / where)
    assert caught.value.path == tmp_path / where
    assert caught.value.reason
    assert sorted(tmp_path.rglob("*")) == before


WRITE = """
import sys
from pathlib import Path
from readiness.door_sign import Sign
from readiness.ui.sign.pdf_export import pdf, write_pdf
write_pdf(pdf(Sign()), Path(sys.argv[1]))
"""


def test_without_display_or_application(tmp_path: Path) -> None:
    file = tmp_path / "sign.pdf"
    unwanted = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(file)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert words(PdfReader(file)) == SWEDISH.sentence
