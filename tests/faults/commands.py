"""Faults around a command: files, folders, streams, users, arguments. Each starts the program as a person would."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sqlite3
import stat
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from faults.fault import ANSWERED, Observation, Surroundings

CHECK = ("check", "--only", "connection", "--json", "--lang", "en")
"""A complete check that is quick, needs no device and changes nothing."""

MACHINE_DEPENDENT = ("connection", "browser")
"""Checks whose finding depends on the computer that runs them."""

HANG_LIMIT_S = 100.0

REGENERATED = ("station.id", "history.sqlite-journal")
"""Files without data worth keeping: an invalid station number is replaced, and SQLite manages its journal."""

BROKEN = (".crashed", ".timed_out", ".judge_failed")
"""Endings of the codes that report a failure of the program itself."""


def nothing(_: Path) -> None:
    """Prepare nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandFault:
    """A fault around the program when it runs as a command.

    Attributes:
        name: what goes wrong.
        promised: `ANSWERED`, a finding's code, or `exit N`.
        sentence: a part of the text that the person must read.
        arguments: the command's arguments; `{here}` is the fault's folder and the working folder.
        arrange: prepares the fault's folder; the program stores its data in `data` below it.
        service: runs during the command and yields environment variables, usable as `{NAME}` in the arguments.
        environment: variables to set, or to remove when None; `{here}` as above.
        start: shell script that starts the command, which is `"$@"`.
        stdin: the command's standard input.
        within_s: time limit on an otherwise idle computer.
        quick: whether the fault is part of the test suite.
        checkout_only: whether it concerns what a package does not contain.
    """

    name: str
    promised: str = ANSWERED
    sentence: str = ""
    arguments: tuple[str, ...] = CHECK
    arrange: Callable[[Path], None] = nothing
    service: Callable[[Path], AbstractContextManager[Mapping[str, str]]] = lambda _: nullcontext({})
    environment: Mapping[str, str | None] = field(default_factory=dict)
    start: str = 'exec "$@"'
    stdin: bytes | None = None
    within_s: float = 8.0
    quick: bool = False
    checkout_only: bool = False


def observe(fault: CommandFault, around: Surroundings) -> Observation:
    """Inject the fault."""
    here = around.folder
    (here / "data").mkdir()
    fault.arrange(here)
    stored = _stored_content(here / "data")
    with fault.service(here) as variables:
        begun_s = time.monotonic()
        done = _run(fault, around.program, here, variables)
        took_s = time.monotonic() - begun_s
    result, sentence = ("hangs", "") if done is None else interpret(done.returncode, done.stdout, done.stderr)
    return Observation(result, sentence, took_s, lost=_lost(stored, here / "data"))


def _run(
    fault: CommandFault, program: tuple[str, ...], here: Path, variables: Mapping[str, str]
) -> subprocess.CompletedProcess[str] | None:
    """Run the command; None when it had to be killed."""
    placeholders = {"here": str(here), **variables}
    arguments = (_fill_in(each, placeholders) for each in fault.arguments)
    command = ["/bin/sh", "-c", fault.start, "sh", *program, *arguments]
    with subprocess.Popen(
        command,
        cwd=here,
        env=_environment(fault, placeholders),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as running:
        try:
            out, err = running.communicate(fault.stdin or b"", timeout=HANG_LIMIT_S)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            return None
    return subprocess.CompletedProcess(
        command, running.returncode, out.decode(errors="replace"), err.decode(errors="replace")
    )


def _fill_in(text: str, placeholders: Mapping[str, str]) -> str:
    for name, value in placeholders.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _environment(fault: CommandFault, placeholders: Mapping[str, str]) -> dict[str, str]:
    own = {"READINESS_DATA": "{here}/data", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": None}
    changed = own | {name: value for name, value in placeholders.items() if name.isupper()} | dict(fault.environment)
    inherited = {name: value for name, value in os.environ.items() if name not in changed}
    return inherited | {name: _fill_in(value, placeholders) for name, value in changed.items() if value is not None}


def interpret(exit_code: int, out: str, err: str) -> tuple[str, str]:
    """Return the result and the sentence: the program's error message, otherwise its first finding."""
    complaints = " ".join(line.removeprefix("readiness: ") for line in err.splitlines()).strip()
    if "Traceback" in err + out:
        return "a traceback", err.strip().splitlines()[-1]
    try:
        answer = json.loads(out.partition("\n")[0] if out.startswith('{"input"') else out)
        findings = answer["findings"] if exit_code in (0, 1) else []
    except (ValueError, KeyError, TypeError):
        findings = []
    if not findings:
        return f"exit {exit_code}", complaints or out.strip().partition("\n")[0]
    first = next((each for each in findings if each["code"].endswith(BROKEN)), findings[0])
    text = f"{first['headline']} {first['remedy']}".strip()
    depends = "verdict" in answer and first["check"] in MACHINE_DEPENDENT and not first["code"].endswith(BROKEN)
    return ANSWERED if depends else first["code"], complaints or text


def _stored_content(folder: Path) -> dict[str, object]:
    """The stored data by file: the runs of a readable history, the digest of any other file."""
    found: dict[str, object] = {}
    for path in folder.rglob("*"):
        if stat.S_ISREG(path.lstat().st_mode) and 0 < path.stat().st_size < 10**8:
            found[str(path.relative_to(folder))] = _runs(path) or hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _runs(path: Path) -> frozenset[str]:
    if path.suffix != ".sqlite":
        return frozenset()
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as history:
            is_view = history.execute("SELECT 1 FROM sqlite_master WHERE name = 'run' AND type = 'view'").fetchone()
            return frozenset() if is_view else frozenset(map(repr, history.execute("SELECT content FROM run")))
    except sqlite3.Error:
        return frozenset()


def _lost(before: Mapping[str, object], folder: Path) -> tuple[str, ...]:
    """Files whose content is gone; content under a new file name is not lost."""
    after = _stored_content(folder)
    runs = frozenset().union(*(each for each in after.values() if isinstance(each, frozenset)))
    return tuple(
        name
        for name, content in before.items()
        if name not in REGENERATED
        and not (content <= runs if isinstance(content, frozenset) else content in after.values())
    )
