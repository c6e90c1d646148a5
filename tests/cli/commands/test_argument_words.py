"""The library that reads arguments speaks the person's language too, in every sentence that it can say to one."""

from __future__ import annotations

import argparse
import inspect
import os
import re
from pathlib import Path

import pytest
from test_reporting import readiness

from readiness.checks import ALL, CHECK_IDS
from readiness.cli.parser import ARGPARSE_WORDS, FORMATS, argparse_in, requested_language
from readiness.report import formats


def test_every_sentence_that_is_translated_is_one_that_the_library_has() -> None:
    source = inspect.getsource(argparse)
    assert [text for text in ARGPARSE_WORDS if repr(text) not in source and text not in source] == []
    asked = set(re.findall(r"_\('((?:usage|options|positional|show|unrecognized)[^']*)'\)", source))
    assert asked <= set(ARGPARSE_WORDS)


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["--lang", "sv", "check"], "sv"),
        (["check", "--lang=en"], "en"),
        (["check"], ""),
        (["check", "--lang"], ""),
        (["sign", "--lang", "sv+en"], ""),
        (["--lang", "xx"], ""),
    ],
)
def test_the_language_is_known_before_the_rest_is_understood(arguments: list[str], language: str) -> None:
    assert requested_language(arguments) == language


@pytest.mark.parametrize(("language", "said"), [("sv", "användning: "), ("en", "usage: ")])
def test_help_and_mistakes_are_told_in_the_language(tmp_path: Path, language: str, said: str) -> None:
    told = readiness(tmp_path, "--lang", language, "--help", LC_ALL="C")
    assert told.stdout.startswith(said)
    wrong = readiness(tmp_path, "--lang", language, "check", "--colour", LC_ALL="C")
    assert wrong.returncode == 2
    assert wrong.stderr.startswith(said)
    assert ("unrecognized" in wrong.stderr) is (language == "en")


def test_the_grammar_knows_every_check_and_format() -> None:
    assert tuple(check.id for check in ALL) == CHECK_IDS
    assert tuple(formats.FORMATS) == FORMATS


def test_the_language_of_argparse_is_not_left_to_programs_that_are_started_later() -> None:
    before = os.environ.get("LANGUAGE")
    with argparse_in("en"):
        assert os.environ["LANGUAGE"] == "en"
    assert os.environ.get("LANGUAGE") == before
