"""Memory that a picture has used is kept for the next one."""

from __future__ import annotations

import subprocess
import sys

import pytest

FAULTS = """
import resource, sys
from readiness.engine.malloc_tuning import keep_freed_memory
if sys.argv[1] == "kept":
    keep_freed_memory()

def pictures(count):
    for _ in range(count):
        parts = [bytearray(691_200) for _ in range(4)]
        del parts

pictures(5)
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
pictures(50)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.linux
def test_pictures_cost_no_page_faults_once_there_was_one() -> None:
    def faults(how: str) -> int:
        return int(subprocess.run([sys.executable, "-c", FAULTS, how], capture_output=True, check=True).stdout)

    assert faults("kept") < 100
    assert faults("as usual") > 1000
