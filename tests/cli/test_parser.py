"""The parser repeats words of modules that it must not import before the window is painted."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

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


def arguments(of: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Every argument of a parser and of its commands."""
    for action in of._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from arguments(each)


def test_what_stands_for_a_value_is_in_the_language_of_the_help() -> None:
    stands = {str(each.metavar or each.dest.upper()) for each in arguments(parser(Words("sv"))) if each.nargs != 0}
    assert not stands & {"FILE", "FILE.json", "FILE.pdf", "FILE.wav", "CAMERA", "MICROPHONE", "NAME", "ROOM", "UNIT"}
    assert {"FIL", "FIL.json", "FIL.pdf", "FIL.wav", "KAMERA", "MIKROFON", "NAMN", "RUM", "ENHET"} <= stands
