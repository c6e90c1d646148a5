"""The quick faults keep their promises, and `docs/faults.md` lists the same faults as the code."""

from __future__ import annotations

import sys

import pytest

from faults import page
from faults.catalogue import FAULTS, inject_all
from faults.fault import broken_promises

AT_ONCE, SLOWNESS = 8, 4.0
"""How many faults run in parallel, and the factor on their time limits: the computer may be busy."""


def test_fault_names_are_unique() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 120


def test_faults_page_lists_every_fault_with_its_promise() -> None:
    """`make faults` writes the page."""
    assert page.promises_by_name(page.FILE.read_text("utf-8")) == {fault.name: fault.promised for fault in FAULTS}


@pytest.mark.slow
@pytest.mark.usefixtures("qapp")
def test_the_quick_faults_keep_their_promises() -> None:
    quick = [fault for fault in FAULTS if fault.quick]
    program = (sys.executable, "-m", "readiness")
    broken = {
        fault.name: violations
        for fault, observation in inject_all(quick, program, at_once=AT_ONCE, slowness=SLOWNESS)
        if (violations := broken_promises(fault, observation, SLOWNESS, quiet_block_ms=1000))
    }
    assert not broken
