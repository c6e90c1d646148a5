"""The effects of a program on its computer: strace(1) of the program and all its child processes."""

from __future__ import annotations

import re
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

CALLS = "openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mknod,connect,execve"
_WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|^creat|^mkdir|^rename|^link|^symlink|^mknod")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_INTERNET = re.compile(r"sin6?_port=htons\((\d+)\).*?\"([0-9a-fA-F.:]+)\"")


@dataclass(frozen=True, slots=True)
class Trace:
    """The effects of a program and its child processes.

    Attributes:
        written: files and folders that they made, opened for writing, renamed or linked.
        connected: addresses and ports of the Internet that they connected to, also without sending anything.
        started: the programs that ran.
    """

    written: frozenset[str]
    connected: frozenset[tuple[str, int]]
    started: frozenset[str]


def trace(
    command: list[str], environment: Mapping[str, str], file: Path, act: Callable[[int], None] | None = None
) -> Trace:
    """Run a program under strace.

    Args:
        command: the program with its arguments.
        environment: its environment.
        file: where strace writes.
        act: called with strace's process id while the program runs; must end the program.
    """
    traced = ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "4096", "-o", str(file), "-e", f"trace={CALLS}", *command]
    with subprocess.Popen(
        traced, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        if act:
            act(running.pid)
        running.wait(90)
    return _read(file.read_text(errors="replace").splitlines())


def end(strace_id: int) -> None:
    """Send SIGTERM to the program under this strace, as the end of a session does."""
    children = Path(f"/proc/{strace_id}/task/{strace_id}/children").read_text().split()
    subprocess.run(["kill", f"-{int(signal.SIGTERM)}", *children], check=True)


def wait_for(condition: Callable[[], bool], within_s: float = 60.0) -> None:
    """Wait until a condition holds."""
    ends_s = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < ends_s
        time.sleep(0.1)


def _read(lines: list[str]) -> Trace:
    written, connected, started = set(), set(), set()
    for line in lines:
        call = line.partition(" ")[2].lstrip()
        if call.startswith("execve(") and "ENOENT" not in call:
            started.add(_QUOTED.findall(call)[0])
        elif call.startswith("connect("):
            connected |= {(address, int(port)) for port, address in _INTERNET.findall(call)}
        elif _WRITES.search(call) and ") = -1 " not in call:
            written |= set(_QUOTED.findall(call))
    return Trace(frozenset(written), frozenset(connected), frozenset(started))
