"""Faults around a command: files, folders, streams, users, arguments. The program is started as a person starts it."""

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

from faults.fault import ANSWERED, Seen, Surroundings

CHECK = ("check", "--only", "connection", "--json", "--lang", "en")
"""A whole check that is quick, needs no device and changes nothing."""

OF_THE_COMPUTER = ("connection", "browser")
"""Checks whose code depends on the computer."""

HANGS_S = 100.0

REMADE = ("station.id", "history.sqlite-journal")
"""What holds nothing: a number that is none is made again, and the journal is SQLite's own."""

BROKEN = (".crashed", ".timed_out", ".judge_failed")
"""How codes end when it was the program that went wrong."""


def nothing(_: Path) -> None:
    """Nothing is prepared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandFault:
    """Something is wrong around the program when it is run as a command.

    Attributes:
        name: what goes wrong.
        promised: `ANSWERED`, a finding's code, or `exit N`.
        says: what is to be among what the person reads.
        arguments: the command's; `{here}` is the fault's folder, where the command is run.
        arrange: prepares the fault's folder; what the program keeps is in `data` below it.
        beside: what is on meanwhile; it tells variables, which may also stand as `{NAME}` in the arguments.
        environment: variables to set, or with None to take away; `{here}` as above.
        start: how a shell starts the command, which is `"$@"`.
        stdin: what is sent to the command.
        within_s: how long it may take on a quiet computer.
        quick: whether it belongs to the tests.
    """

    name: str
    promised: str = ANSWERED
    says: str = ""
    arguments: tuple[str, ...] = CHECK
    arrange: Callable[[Path], None] = nothing
    beside: Callable[[Path], AbstractContextManager[Mapping[str, str]]] = lambda _: nullcontext({})
    environment: Mapping[str, str | None] = field(default_factory=dict)
    start: str = 'exec "$@"'
    stdin: bytes | None = None
    within_s: float = 8.0
    quick: bool = False


def observe(fault: CommandFault, around: Surroundings) -> Seen:
    """Bring the fault about."""
    here = around.folder
    (here / "data").mkdir()
    fault.arrange(here)
    kept = _kept(here / "data")
    with fault.beside(here) as told:
        begun_s = time.monotonic()
        done = _run(fault, around.program, here, told)
        took_s = time.monotonic() - begun_s
    what, says = ("hangs", "") if done is None else _read(done.returncode, done.stdout, done.stderr)
    return Seen(what, says, took_s, lost=_lost(kept, here / "data"))


def _run(
    fault: CommandFault, program: tuple[str, ...], here: Path, told: Mapping[str, str]
) -> subprocess.CompletedProcess[str] | None:
    """How the command ended; None when it had to be killed."""
    known = {"here": str(here), **told}
    arguments = (_filled(each, known) for each in fault.arguments)
    command = ["/bin/sh", "-c", fault.start, "sh", *program, *arguments]
    with subprocess.Popen(
        command,
        cwd=here,
        env=_environment(fault, known),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as running:
        try:
            out, err = running.communicate(fault.stdin or b"", timeout=HANGS_S)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            return None
    return subprocess.CompletedProcess(
        command, running.returncode, out.decode(errors="replace"), err.decode(errors="replace")
    )


def _filled(text: str, known: Mapping[str, str]) -> str:
    for name, value in known.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _environment(fault: CommandFault, known: Mapping[str, str]) -> dict[str, str]:
    own = {"READINESS_DATA": "{here}/data", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": None}
    wanted = own | {name: value for name, value in known.items() if name.isupper()} | dict(fault.environment)
    kept = {name: value for name, value in os.environ.items() if name not in wanted}
    return kept | {name: _filled(value, known) for name, value in wanted.items() if value is not None}


def _read(exit_code: int, out: str, err: str) -> tuple[str, str]:
    """What was seen, and the sentence: what the program complains of, else what it found."""
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
    told = f"{first['headline']} {first['remedy']}".strip()
    depends = "verdict" in answer and first["check"] in OF_THE_COMPUTER and not first["code"].endswith(BROKEN)
    return ANSWERED if depends else first["code"], complaints or told


def _kept(folder: Path) -> dict[str, object]:
    """What the program keeps, by file: the runs of a history that can be read, of anything else its digest."""
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
            return frozenset(map(repr, history.execute("SELECT content FROM run")))
    except sqlite3.Error:
        return frozenset()


def _lost(before: Mapping[str, object], folder: Path) -> tuple[str, ...]:
    """Files whose content is nowhere any more, whatever it is called now."""
    after = _kept(folder)
    runs = frozenset().union(*(each for each in after.values() if isinstance(each, frozenset)))
    return tuple(
        name
        for name, content in before.items()
        if name not in REMADE and not (content <= runs if isinstance(content, frozenset) else content in after.values())
    )
