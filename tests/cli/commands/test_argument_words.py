"""argparse's sentences are translated, all that a person can get to read."""

from __future__ import annotations

import argparse
import inspect
import os
import re
from pathlib import Path

import pytest
from command_line import readiness

from readiness.cli.parser import ARGPARSE_WORDS, FORMATS, argparse_in, requested_language
from readiness.report import formats


def test_every_translated_sentence_exists_in_argparse() -> None:
    source = inspect.getsource(argparse)
    assert [text for text in ARGPARSE_WORDS if repr(text) not in source and text not in source] == []
    sentences = set(re.findall(r"_\('((?:usage|options|positional|show|unrecognized)[^']*)'\)", source))
    assert sentences <= set(ARGPARSE_WORDS)


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
def test_language_is_chosen_before_the_other_arguments_are_parsed(arguments: list[str], language: str) -> None:
    assert requested_language(arguments) == language


@pytest.mark.parametrize(("language", "start"), [("sv", "användning: "), ("en", "usage: ")])
def test_help_and_errors_use_the_chosen_language(tmp_path: Path, language: str, start: str) -> None:
    help_run = readiness(tmp_path, "--lang", language, "--help", LC_ALL="C")
    assert help_run.stdout.startswith(start)
    wrong = readiness(tmp_path, "--lang", language, "check", "--colour", LC_ALL="C")
    assert wrong.returncode == 2
    assert wrong.stderr.startswith(start)
    assert ("unrecognized" in wrong.stderr) is (language == "en")


def test_an_argument_with_commands_for_the_terminal_is_repeated_without_them(tmp_path: Path) -> None:
    wrong = readiness(tmp_path, "--lang", "en", "check", "--only", "\x1b[31mpower\u202e", LC_ALL="C.UTF-8")
    assert wrong.returncode == 2
    assert "[31mpower" in wrong.stderr
    assert not {"\x1b", "\u202e"} & {*wrong.stderr}


def test_parser_accepts_every_format() -> None:
    assert tuple(formats.FORMATS) == FORMATS


def test_argparse_language_is_not_inherited_by_child_processes() -> None:
    before = os.environ.get("LANGUAGE")
    with argparse_in("en"):
        assert os.environ["LANGUAGE"] == "en"
    assert os.environ.get("LANGUAGE") == before
