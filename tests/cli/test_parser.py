"""The parser repeats words of modules that it must not import before the window is painted."""

from __future__ import annotations

import pytest

from readiness.cli.parser import FORMATS, parser
from readiness.door_sign import PaperSize, SignLanguage
from readiness.i18n import Words
from readiness.report import formats

SIGN = ("sign", "-o", "sign.pdf")


@pytest.mark.parametrize("size", [each.name for each in PaperSize])
def test_a_sign_of_every_size_can_be_asked_for(size: str) -> None:
    assert parser(Words("en")).parse_args([*SIGN, "--size", size]).size == size


@pytest.mark.parametrize("language", [each.value for each in SignLanguage])
def test_a_sign_in_every_language_can_be_asked_for(language: str) -> None:
    assert parser(Words("en")).parse_args([*SIGN, "--lang", language]).lang == language


def test_every_format_can_be_asked_for() -> None:
    assert set(FORMATS) == set(formats.FORMATS)
