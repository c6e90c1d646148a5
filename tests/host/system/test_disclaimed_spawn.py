"""Real children, started by the C library's own functions; on Linux there is no responsibility to give up."""

from __future__ import annotations

import ctypes
import os
import signal
from pathlib import Path

import pytest

from readiness.host.system.disclaimed_spawn import spawn_disclaimed

pytestmark = pytest.mark.linux

TELL = 'read -r line <&3; echo "$line $WORD $(ps -o pgid= -p $$) $$" >&4; kill -INT $$; sleep 60'


def test_a_child_with_descriptors_environment_group_and_signals_of_its_own() -> None:
    (their_in, commands), (answers, their_out) = os.pipe(), os.pipe()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process = spawn_disclaimed(
            ["/bin/sh", "-c", TELL], {"WORD": "å", "PATH": os.defpath}, {3: their_in, 4: their_out}
        )
    finally:
        signal.signal(signal.SIGINT, before)
    os.close(their_in)
    os.close(their_out)
    os.write(commands, b"hej\n")
    with os.fdopen(answers, encoding="utf-8") as answer:
        assert answer.read().split() == ["hej", "å", str(process), str(process)]
    os.close(commands)
    _, status = os.waitpid(process, 0)
    assert os.WTERMSIG(status) == signal.SIGINT


def test_the_responsibility_is_given_up_before_the_start() -> None:
    given_up: list[int] = []

    def disclaim(attributes: ctypes.Array[ctypes.c_char], value: int) -> int:
        given_up.append(value)
        return len(attributes)

    os.waitpid(spawn_disclaimed(["/bin/true"], {}, {}, disclaim), 0)
    assert given_up == [1]


def test_a_program_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        spawn_disclaimed([str(tmp_path / "none")], {}, {})
