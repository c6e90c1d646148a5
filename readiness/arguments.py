"""The grammar of the command line. These names are a contract with scripts: they may be added to, never changed."""

from __future__ import annotations

import argparse

from readiness import __version__
from readiness.words import LANGUAGES

CHECK_IDS = ("camera", "lighting", "framing", "headset", "microphone", "browser", "connection")


def parser() -> argparse.ArgumentParser:
    """The parser; `command` is None when the window is asked for."""
    top = argparse.ArgumentParser(prog="readiness", description="Is this workstation ready for a digital care meeting?")
    top.add_argument("--version", action="version", version=f"readiness {__version__}")
    _shared(top)
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _check(commands.add_parser("check", help="run all automatic checks without a window"))
    _devices(commands.add_parser("devices", help="list cameras, microphones, networks and browsers"))
    _sign(commands.add_parser("sign", help="save the door sign as a PDF"))
    _try(commands.add_parser("try", help="judge a picture, a recording or a device"))
    return top


def _shared(command: argparse.ArgumentParser) -> None:
    """Options that may stand before or after the command's name; what is not given leaves no trace."""
    unset = argparse.SUPPRESS
    command.add_argument("--policy", metavar="FILE", default=unset, help="use this policy file only")
    command.add_argument("--lang", choices=LANGUAGES, default=unset, help="language of the words")
    command.add_argument("--verbose", action="store_true", default=unset, help="say what went wrong inside")


def _devices(command: argparse.ArgumentParser) -> None:
    _shared(command)
    command.add_argument("--json", action="store_true", help="print one JSON document")


def _check(command: argparse.ArgumentParser) -> None:
    _shared(command)
    command.add_argument("--json", action="store_true", help="print one JSON report and nothing else")
    command.add_argument("--only", metavar="CHECK,…", type=_check_ids, help=f"only these: {', '.join(CHECK_IDS)}")
    command.add_argument("--camera", metavar="CAMERA", help="a name, an index, an address, a film or a picture")
    command.add_argument("--microphone", metavar="MICROPHONE", help="a name or a WAV file")


def _sign(command: argparse.ArgumentParser) -> None:
    command.add_argument("-o", "--output", metavar="FILE.pdf", required=True, help="where to save it")
    command.add_argument("--size", choices=("A4", "A5", "A3"), default="A4")
    command.add_argument("--landscape", action="store_true")
    command.add_argument("--until", metavar="HH:MM", help="when the meeting ends")
    command.add_argument("--room", default="", help="the room's name")
    command.add_argument("--lang", choices=("sv", "en", "sv+en"), default="sv", help="the sign's language")


def _try(command: argparse.ArgumentParser) -> None:
    kinds = command.add_subparsers(dest="kind", metavar="KIND", required=True)
    for kind, metavar, help_text in (
        ("image", "FILE", "still pictures, as the camera would see them"),
        ("sound", "FILE.wav", "recordings of somebody who speaks"),
        ("headset", "NAME", "device names; - reads a CSV table from standard input"),
    ):
        one = kinds.add_parser(kind, help=help_text)
        _shared(one)
        one.add_argument("inputs", metavar=metavar, nargs="+")


def _check_ids(text: str) -> tuple[str, ...]:
    wanted = tuple(filter(None, (part.strip() for part in text.split(","))))
    unknown = [part for part in wanted if part not in CHECK_IDS]
    if unknown or not wanted:
        raise argparse.ArgumentTypeError(
            f"{', '.join(unknown) or text!r} is not a check; known: {', '.join(CHECK_IDS)}"
        )
    return wanted
