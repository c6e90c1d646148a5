"""A fault of the lab and its promise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from lab.hardware import Hardware


@dataclass(frozen=True, slots=True, kw_only=True)
class LabFault:
    """Something that happens to a real driver, and what the program then promises to say.

    Attributes:
        name: what happens, as in the page.
        check: the check that has to notice it.
        inject: makes it happen.
        promised: the code that the finding must then have.
        sentence: a part of the sentence that the person must read.
        within_s: time limit, in a guest that is emulated by an otherwise idle computer.
        command: None: a person watches, so the check is already running. Otherwise `readiness check` is started, and
            the fault injected `before` it or `meanwhile`, once the program uses the device.
        quick: whether the fault is part of the test suite; none is, as all need the guest.
    """

    name: str
    check: str
    inject: Callable[[Hardware], None]
    promised: str
    sentence: str = ""
    within_s: float = 15.0
    command: Literal["before", "meanwhile"] | None = None
    quick: bool = False
