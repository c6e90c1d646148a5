"""A group's members and folder do not outlive the program that started them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from readiness.host.system.process_group_posix import ProcessGroup

if sys.platform == "win32":
    pytest.skip("process groups are POSIX; tests/windows has the job object", allow_module_level=True)

MEMBERS = ("/bin/sh", "-c", "sleep 1000 & echo $!; exec sleep 1000")

STARTS_A_GROUP = f"""
import subprocess, sys
from pathlib import Path
from readiness.host.system.process_group_posix import ProcessGroup
leader = subprocess.Popen({MEMBERS}, process_group=0)
group = ProcessGroup(leader.pid, Path(sys.argv[1]) if sys.argv[1:] else None)
print("guarded", flush=True)
sys.stdin.read()
"""


def ends(process: int) -> bool:
    """Whether the process, which need not be a child, is gone or about to be reaped within ten seconds."""
    try:
        psutil.Process(process).wait(10)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        return False
    return True


def test_every_member_is_killed_even_a_stopped_one() -> None:
    leader = subprocess.Popen(MEMBERS, process_group=0, stdout=subprocess.PIPE, text=True)
    assert leader.stdout is not None
    group, other = ProcessGroup(leader.pid), int(leader.stdout.readline())
    os.killpg(leader.pid, signal.SIGSTOP)
    group.kill()
    group.kill()
    assert leader.wait(10) == -signal.SIGKILL
    assert ends(other)
    leader.stdout.close()


@pytest.mark.parametrize("has_folder", [True, False])
def test_members_and_folder_go_with_a_program_that_is_killed(tmp_path: Path, *, has_folder: bool) -> None:
    folder = tmp_path / "profile"
    folder.mkdir()
    command = [sys.executable, "-c", STARTS_A_GROUP, *([str(folder)] if has_folder else [])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        said = {program.stdout.readline().strip(), program.stdout.readline().strip()}  # by two processes, in any order
        (member,) = (int(each) for each in said - {"guarded"})
        children = psutil.Process(program.pid).children(recursive=True)
        program.kill()
    assert ends(member)
    assert all(ends(each.pid) for each in children)
    assert folder.exists() is not has_folder
