"""The argument parser. Command and option names are a contract with scripts: add to them, never change them."""

from __future__ import annotations

import argparse
import contextlib
import gettext
import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from typing import NoReturn

from readiness import __version__
from readiness.assets import asset
from readiness.checks.registry import EVERY_ID
from readiness.door_sign import PaperSize, SignLanguage
from readiness.host.system.autostart import IN_BACKGROUND
from readiness.i18n import LANGUAGES, N_, Words
from readiness.untrusted_text import one_line

FORMATS = ("json", "ndjson", "sqlite", "prom", "intune")

ARGPARSE_WORDS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("ignored explicit argument %r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("not allowed with argument %s"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("unknown parser %(parser_name)r (choices: %(choices)s)"),
    N_("%(prog)s: error: %(message)s\n"),
)
"""argparse's own messages, listed so that they are in our catalogue: argparse looks them up through gettext."""


def requested_language(arguments: list[str]) -> str:
    """Return the language given by `--lang`, found before full parsing so that usage errors use it; else empty."""
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    early.add_argument("--lang", choices=LANGUAGES, default="")
    try:
        return str(early.parse_known_args(arguments)[0].lang)
    except argparse.ArgumentError:
        return ""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        super().error(one_line(message))  # it repeats what was given, which may hold commands for the terminal


def parser(words: Words) -> argparse.ArgumentParser:
    """Return the parser with help in one language. Without a command (`command` is None) the window opens."""
    top = _Parser(prog="readiness", description=words(N_("Is this workstation ready for a digital care meeting?")))
    version_help = words(N_("show program's version number and exit"))
    top.add_argument("--version", action="version", version=f"readiness {__version__}", help=version_help)
    top.add_argument(IN_BACKGROUND, action="store_true", help=words(N_("start in the tray and open no device")))
    _shared(top, words)
    commands = top.add_subparsers(dest="command", metavar=words(N_("COMMAND")))
    for name, help_text, add_arguments in (
        ("check", N_("run all automatic checks without a window"), _check),
        ("devices", N_("list cameras, microphones, networks and browsers"), _devices),
        ("sign", N_("save the door sign as a PDF"), _sign),
        ("try", N_("judge a picture, a recording or a device"), _try),
        ("policy", N_("what IT has decided, and whether a file would do"), _policy),
        ("history", N_("the runs on this station"), _history),
        ("diff", N_("what has changed since the last go"), _history),
        ("doctor", N_("all that a supporter asks for, in one file"), _doctor),
        ("fleet", N_("what many stations' reports say together"), _fleet),
    ):
        if name == "fleet" and getattr(sys, "frozen", False):  # packages have no fleet part, so it is not listed
            command = commands.add_parser(name, description=words(help_text))
        else:
            command = commands.add_parser(name, description=words(help_text), help=words(help_text))
        add_arguments(command, words)
    return top


@contextlib.contextmanager
def argparse_in(language: str) -> Iterator[None]:
    """Translate argparse's messages: its gettext calls read our catalogue, chosen by `LANGUAGE`.

    The variable is restored afterwards, because Chrome and the system's settings inherit this environment.
    """
    before = os.environ.get("LANGUAGE")
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("readiness", str(asset("locale")))
    gettext.textdomain("readiness")
    try:
        yield
    finally:
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


def _shared(command: argparse.ArgumentParser, words: Words) -> None:
    """Add options allowed before and after the command's name; without defaults, so that one cannot reset the other."""
    unset = argparse.SUPPRESS
    add = command.add_argument
    policy_help = words(N_("use this policy file only"))
    add("--policy", metavar=_file("", words), type=_named(words), default=unset, help=policy_help)
    _lang(command, words)
    add("--verbose", action="store_true", default=unset, help=words(N_("say what went wrong inside")))


def _file(suffix: str, words: Words) -> str:
    """Return what stands for a file's name in the help."""
    return words(N_("FILE")) + suffix


def _lang(command: argparse.ArgumentParser, words: Words) -> None:
    command.add_argument(
        "--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=words(N_("language of the words"))
    )


def _json(command: argparse.ArgumentParser, words: Words) -> None:
    command.add_argument("--json", action="store_true", help=words(N_("print one JSON document and nothing else")))


def _devices(command: argparse.ArgumentParser, words: Words) -> None:
    _shared(command, words)
    _json(command, words)
    dump_help = words(N_("write what the systems say, naming nobody, for a test; - prints it"))
    command.add_argument("--dump", metavar=_file(".json", words), help=dump_help)


def _check(command: argparse.ArgumentParser, words: Words) -> None:
    _shared(command, words)
    _json(command, words)
    add = command.add_argument
    only = words(N_("only these: {checks}"), {"checks": ", ".join(EVERY_ID)})
    add("--only", metavar=words(N_("CHECK,…")), type=_several(EVERY_ID, words), help=only)
    add("--camera", metavar=words(N_("CAMERA")), help=words(N_("a name, an index, an address, a film or a picture")))
    add("--microphone", metavar=words(N_("MICROPHONE")), help=words(N_("a name or a WAV file")))
    formats = words(N_("how to report: {formats}; several with --out"), {"formats": ", ".join(FORMATS)})
    add("--format", metavar="FORMAT,…", type=_several(FORMATS, words), action="extend", default=[], help=formats)
    out_help = words(N_("save the report there, as JSON or in these formats"))
    add("--out", metavar=words(N_("FOLDER")), type=_named(words), help=out_help)


def _sign(command: argparse.ArgumentParser, words: Words) -> None:
    add = command.add_argument
    add("-o", "--output", metavar=_file(".pdf", words), required=True, help=words(N_("where to save it")))
    add("--size", choices=[each.name for each in PaperSize], default="A4")
    add("--landscape", action="store_true")
    add("--until", metavar="HH:MM", help=words(N_("when the meeting ends")))
    add("--room", metavar=words(N_("ROOM")), default="", help=words(N_("the room's name")))
    add("--unit", metavar=words(N_("UNIT")), default="", help=words(N_("the clinic's or ward's name")))
    add("--lang", choices=[each.value for each in SignLanguage], default="sv", help=words(N_("the sign's language")))


def _try(command: argparse.ArgumentParser, words: Words) -> None:
    kinds = command.add_subparsers(dest="kind", metavar=words(N_("KIND")), required=True)
    for kind, metavar, help_text in (
        ("image", _file("", words), N_("still pictures, as the camera would see them")),
        ("sound", _file(".wav", words), N_("recordings of somebody who speaks")),
        ("headset", words(N_("NAME")), N_("device names; - reads a CSV table from standard input")),
        ("dump", _file(".json", words), N_("what devices --dump wrote at another workstation")),
    ):
        one = kinds.add_parser(kind, help=words(help_text))
        _shared(one, words)
        one.add_argument("inputs", metavar=metavar, nargs="+")


def _policy(command: argparse.ArgumentParser, words: Words) -> None:
    kinds = command.add_subparsers(dest="what", metavar=words(N_("WHAT")), required=True)
    show = kinds.add_parser("show", help=words(N_("every value in force, and who decided it")))
    _shared(show, words)
    _json(show, words)
    check = kinds.add_parser("check", help=words(N_("can this file be used?")))
    _lang(check, words)
    check.add_argument("file", metavar=_file("", words))
    _lang(kinds.add_parser("schema", help=words(N_("the policy file's JSON Schema"))), words)


def _history(command: argparse.ArgumentParser, words: Words) -> None:
    _shared(command, words)
    _json(command, words)


def _doctor(command: argparse.ArgumentParser, words: Words) -> None:
    _shared(command, words)
    command.add_argument(
        "-o", "--output", metavar=_file(".json", words), required=True, help=words(N_("where to save it"))
    )
    walk = words(N_("walk through what a real computer is to show: what to plug in, what to pull out"))
    command.add_argument("--acceptance", action="store_true", help=walk)


def _fleet(command: argparse.ArgumentParser, words: Words) -> None:
    reports, inbox, archive = words(N_("REPORTS")), words(N_("INBOX")), words(N_("ARCHIVE"))
    command.usage = f"readiness fleet {reports} [...]\n       readiness fleet collect {inbox} --into {archive} [...]"
    _shared(command, words)
    _json(command, words)
    add = command.add_argument
    source = words(N_("an archive, a folder of reports, a .ndjson or a .parquet file; the word collect collects"))
    add("source", metavar=reports, help=source)
    add("inbox", metavar=inbox, nargs="?", help=words(N_("after collect: where stations deliver to")))
    quiet = words(N_("tell of stations that have been silent for longer than this, 14 unless told"))
    add("--silent-days", metavar="N", type=_whole_number(words), default=14, help=quiet)
    add("--as-of", metavar=words(N_("DATE")), type=_day(words), help=words(N_("as if today were this day, 2026-11-23")))
    add("--csv", metavar=words(N_("FOLDER")), help=words(N_("save the tables there")))
    add("--html", metavar=_file(".html", words), help=words(N_("save a page with plots")))
    add(
        "--parquet",
        metavar=_file(".parquet", words),
        help=words(N_("save all the reports, small and quick to ask again")),
    )
    other = words(N_("judge the last reports again with the limits in this file"))
    add("--compare-policy", metavar=_file(".toml", words), help=other)
    add("--engine", metavar="URL", default="", help=words(N_("ask a Spark cluster: spark://host:7077 or sc://host")))
    add("--into", metavar=archive, help=words(N_("after collect: the archive, made when missing")))
    afterwards = command.add_mutually_exclusive_group()
    deleted = words(N_("after collect: delete from the inbox what has been collected"))
    afterwards.add_argument("--delete", action="store_true", help=deleted)
    moved = words(N_("after collect: move what has been collected there"))
    afterwards.add_argument("--move-to", metavar=words(N_("FOLDER")), help=moved)


def _named(words: Words) -> Callable[[str], str]:
    """Return an argparse type for a path: an empty one, of a script's unset variable, would count as none given."""

    def read(text: str) -> str:
        if not text:
            raise argparse.ArgumentTypeError(words(N_("the name is empty")))
        return text

    return read


def _whole_number(words: Words) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal():
            raise argparse.ArgumentTypeError(words(N_("{given} is not a whole number"), {"given": text}))
        return int(text)

    return read


def _day(words: Words) -> Callable[[str], date]:
    def read(text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise argparse.ArgumentTypeError(
                words(N_("{given} is not a date such as 2026-11-23"), {"given": text})
            ) from None

    return read


def _several(known: tuple[str, ...], words: Words) -> Callable[[str], tuple[str, ...]]:
    """Return an argparse type for a comma-separated list of known words."""

    def read(text: str) -> tuple[str, ...]:
        items = tuple(filter(None, (part.strip() for part in text.split(","))))
        unknown = [part for part in items if part not in known]
        if unknown or not items:
            facts = {"given": ", ".join(unknown) or repr(text), "known": ", ".join(known)}
            raise argparse.ArgumentTypeError(words(N_("{given} is not one of {known}"), facts))
        return items

    return read
