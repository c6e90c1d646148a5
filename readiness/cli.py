"""The command line: the same checks as the window, for technicians and for scripts."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import logging
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from readiness import policy as policies
from readiness.arguments import parser
from readiness.checks import ALL, PROBES
from readiness.model import Finding, Judged, Policy, Request, Verdict
from readiness.words import N_, Words, system_language

GO, NO_GO, WRONG_USE, OWN_FAULT, INTERRUPTED = 0, 1, 2, 3, 130


class WrongUseError(Exception):
    """What was asked cannot be done; the message is a sentence for the person who asked."""


def command(arguments: list[str]) -> int:
    """Do what the arguments ask.

    Returns:
        The exit code: 0 go, 1 no-go, 2 wrong use, 3 the program's own fault, 130 interrupted.
    """
    asked = parser().parse_args(arguments)
    if getattr(asked, "verbose", False):
        logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    words = Words(_language(asked))
    try:
        if asked.command is None:
            return _window(asked, words)
        with own_standard_output() as out:
            return COMMANDS[asked.command](asked, words, out)
    except WrongUseError as problem:
        _complain(str(problem))
        return WRONG_USE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the output has heard enough
        return GO
    except Exception as error:  # noqa: BLE001  (the last line of defence: a sentence, never a traceback)
        logging.getLogger(__name__).debug("%s", traceback.format_exc())
        says = N_("Readiness stopped because of a fault of its own ({kind}). Try again with --verbose.")
        _complain(words(says, {"kind": type(error).__name__}))
        return OWN_FAULT


@contextlib.contextmanager
def own_standard_output() -> Iterator[TextIO]:
    """Standard output for the answer alone: whatever libraries print meanwhile goes to standard error."""
    try:
        kept = os.dup(1)
    except OSError:  # a windowed program has none
        yield io.StringIO()
        return
    sys.stdout.flush()
    os.dup2(2, 1)
    try:
        with os.fdopen(kept, "w", encoding="utf-8", errors="backslashreplace", newline="\n", closefd=False) as out:
            yield out
    finally:
        with contextlib.suppress(BrokenPipeError):
            sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)


def _check(asked: argparse.Namespace, words: Words, out: TextIO) -> int:
    from readiness import report, runner

    policy = _policy(asked, words)
    checks = [check for check in ALL if asked.only is None or check.id in asked.only]
    started_at, started = datetime.now(UTC), time.monotonic()
    request = Request(camera=asked.camera, microphone=asked.microphone, policy=policy)
    found: dict[str, Finding] = {}
    for event in runner.run(PROBES, checks, request):
        if isinstance(event.what, Judged):
            found[event.what.finding.check] = event.what.finding
    made = report.Report(
        findings=tuple(found[check.id] for check in checks),
        started_at=started_at,
        duration_s=time.monotonic() - started,
        policy=policies.values(policy),
    )
    titles = {check.id: check.title for check in checks}
    print(report.as_json(made, words) if asked.json else report.as_text(made, words, titles), file=out)
    return NO_GO if made.verdict is Verdict.NO_GO else GO


def _devices(asked: argparse.Namespace, words: Words, out: TextIO) -> int:
    from readiness.devices import list_devices

    listed = list_devices()
    if asked.json:
        print(json.dumps(listed, ensure_ascii=False, indent=2, default=_plain), file=out)
        return GO
    for kind, rows in listed.items():
        print(words(DEVICE_HEADINGS[kind]), file=out)
        if rows is None:
            print(f"  {words(NO_ANSWER)}", file=out)
        for row in rows or ():
            print(f"  {_device_line(row)}", file=out)
        if rows == []:
            print(f"  {words(NONE_FOUND)}", file=out)
    return GO


NO_ANSWER, NONE_FOUND = N_("The system gave no answer."), N_("None found.")
DEVICE_HEADINGS = {
    "cameras": N_("Cameras"),
    "microphones": N_("Microphones"),
    "outputs": N_("Outputs"),
    "interfaces": N_("Network interfaces"),
    "browsers": N_("Browsers"),
}


def _device_line(row: dict[str, Any]) -> str:
    name = row.get("name") or row.get("product") or ""
    rest = (row.get(key) for key in ("version", "device_class", "kind", "bus", "vid_pid"))
    return " · ".join([str(name), *(str(_plain(each)) for each in rest if each)])


def _sign(asked: argparse.Namespace, words: Words, out: TextIO) -> int:
    from readiness.sign import PaperSize, Sign, SignError, SignLanguage, parse_until

    try:
        until = parse_until(asked.until) if asked.until else None
    except SignError:
        raise WrongUseError(words(N_("Write the time as 10:45."))) from None
    sign = Sign(
        language=SignLanguage(asked.lang),
        size=PaperSize[asked.size],
        landscape=asked.landscape,
        until=until,
        room=asked.room,
    )
    from readiness.ui.sign_pdf import SignNotSavedError, write_pdf

    try:
        write_pdf(sign, Path(asked.output))
    except SignNotSavedError as problem:
        facts = {"path": problem.path, "reason": problem.reason}
        raise WrongUseError(words(N_("The sign cannot be saved as {path}: {reason}"), facts)) from None
    print(asked.output, file=out)
    return GO


def _try(asked: argparse.Namespace, words: Words, out: TextIO) -> int:
    from readiness import trying

    policy = _policy(asked, words)
    if asked.kind == "headset":
        table = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace", newline="")
        answers = trying.headsets(asked.inputs, table, policy, words)
    else:
        answers = {"image": trying.images, "sound": trying.sounds}[asked.kind](asked.inputs, policy, words)
    try:
        for answer in answers:
            print(json.dumps(answer, ensure_ascii=False, allow_nan=False), file=out, flush=True)
    except ValueError as problem:
        raise WrongUseError(str(problem)) from None
    return GO


COMMANDS: dict[str, Callable[[argparse.Namespace, Words, TextIO], int]] = {
    "check": _check,
    "devices": _devices,
    "sign": _sign,
    "try": _try,
}


def _window(asked: argparse.Namespace, words: Words) -> int:
    policy, notices = _window_policy(asked, words)
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        raise WrongUseError(words(N_("There is no screen here. Use “readiness check” instead.")))
    try:
        from readiness.ui.window import open_window
    except ImportError as error:
        facts = {"reason": str(error)}
        raise WrongUseError(words(N_("The window cannot be opened, a library is missing: {reason}"), facts)) from None
    return open_window(policy, getattr(asked, "lang", ""), notices)


def _window_policy(asked: argparse.Namespace, words: Words) -> tuple[Policy, tuple[str, ...]]:
    """The window opens whatever is wrong with the policy, and shows it."""
    given = getattr(asked, "policy", None)
    if given:
        try:
            return policies.read(Path(given)), ()
        except policies.PolicyError as error:
            return Policy(), tuple(problem.told(words) for problem in error.problems)
    policy, problems = policies.in_force()
    return policy, tuple(problem.told(words) for problem in problems)


def _policy(asked: argparse.Namespace, words: Words) -> Policy:
    """The policy that was asked for, which must be right; or the machine's, whose faults are told on standard error."""
    given = getattr(asked, "policy", None)
    if given:
        try:
            return policies.read(Path(given))
        except policies.PolicyError as error:
            raise WrongUseError("\n".join(problem.told(words) for problem in error.problems)) from None
    policy, problems = policies.in_force()
    for problem in problems:
        _complain(problem.told(words))
    return policy


def _language(asked: argparse.Namespace) -> str:
    chosen = getattr(asked, "lang", "")
    return chosen if chosen in ("sv", "en") else system_language()


def _plain(value: object) -> object:
    return getattr(value, "value", None) or str(value)


def _complain(sentence: str) -> None:
    if sys.stderr is not None:
        print(f"readiness: {sentence}", file=sys.stderr)
