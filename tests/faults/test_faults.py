"""The quick faults keep their promises, and the page of all of them is the list's."""

from __future__ import annotations

import sys

import pytest

from faults import page
from faults.every import FAULTS, observed
from faults.fault import broken

AT_ONCE, SLOWNESS = 8, 4.0
"""So many beside one another, on a computer that does other work as well."""


def test_every_fault_has_a_name_of_its_own() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 120


def test_the_page_has_every_fault_with_its_promise() -> None:
    """`make faults` writes it."""
    assert page.listed(page.FILE.read_text("utf-8")) == {fault.name: fault.promised for fault in FAULTS}


@pytest.mark.slow
@pytest.mark.usefixtures("qapp")
def test_the_quick_faults_keep_their_promises() -> None:
    quick = [fault for fault in FAULTS if fault.quick]
    program = (sys.executable, "-m", "readiness")
    found = {
        fault.name: promises
        for fault, seen in observed(quick, program, at_once=AT_ONCE, slowness=SLOWNESS)
        if (promises := broken(fault, seen, SLOWNESS, quiet_block_ms=1000))
    }
    assert not found
