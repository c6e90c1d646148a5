"""The lab's page lists the same faults as the code. `make lab` runs them, as it needs QEMU."""

from __future__ import annotations

from faults.page import promises_by_name

from lab import page
from lab.rows import SCENES

FAULTS = [fault for scene in SCENES.values() for fault in scene.faults]


def test_fault_names_are_unique() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


def test_lab_page_lists_every_fault_with_its_promise() -> None:
    """`make lab` writes the page."""
    assert promises_by_name(page.FILE.read_text("utf-8")) == {fault.name: fault.promised for fault in FAULTS}
