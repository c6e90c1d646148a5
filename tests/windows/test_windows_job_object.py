"""Job objects: a refusal by Windows is an error, and never a process that is left running."""

from __future__ import annotations

import subprocess
import sys

import pytest

from readiness.host.system.job_object_windows import JobObject

assert sys.platform == "win32"

SLEEPS = [sys.executable, "-c", "import time; time.sleep(600)"]


def test_members_are_killed_together() -> None:
    job = JobObject(process_memory_bytes=2**30)
    members = [subprocess.Popen(SLEEPS) for _ in range(2)]
    for each in members:
        job.add(each)
    job.kill()
    job.kill()
    assert [each.wait(timeout=30) for each in members] == [1, 1]


def test_process_that_cannot_be_added_is_killed() -> None:
    job = JobObject()
    job.kill()
    process = subprocess.Popen(SLEEPS)
    with pytest.raises(OSError, match="WinError"):
        job.add(process)
    assert process.wait(timeout=30) == 1


def test_ended_process_cannot_be_added() -> None:
    job = JobObject()
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait(timeout=60)
        with pytest.raises(PermissionError):
            job.add(process)
    job.kill()


def test_member_of_one_job_may_also_be_in_another() -> None:
    """As Chrome is: it starts inside its probe's job, and gets one of its own."""
    outer, inner = JobObject(), JobObject()
    process = subprocess.Popen(SLEEPS)
    outer.add(process)
    inner.add(process)
    outer.kill()
    assert process.wait(timeout=30) == 1
    inner.kill()
