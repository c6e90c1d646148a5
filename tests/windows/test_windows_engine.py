"""Probes in job objects: what they say arrives, and nothing outlives the program that started them."""

from __future__ import annotations

import ctypes
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from readiness.engine.runner import run
from readiness.model import (
    Check,
    CheckMeasurement,
    CheckSection,
    Judged,
    Measured,
    Outcome,
    Probe,
    ProbeMessage,
    Request,
    Rule,
    fact,
)

assert sys.platform == "win32"

WINE = hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")
"""Wine keeps a job's members together, and lets each take all the memory that there is."""


class Limits(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """None."""


class Count(CheckMeasurement, frozen=True, kw_only=True):
    value: int | None = fact("Value")


CHECK = Check(
    id="count",
    title="Count",
    question="Is it enough?",
    measurement=Count,
    policy=Limits,
    rules=(Rule(what="ok", outcome=Outcome.PASS, when=lambda m, _: m.value == 7, headline="Enough."),),
)


def behaves(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=7))


def hangs_with_a_helper(request: Request) -> Iterator[ProbeMessage]:
    """The helper writes to the file that `camera` names for as long as it lives."""
    code = "import sys, time\nwhile True:\n    open(sys.argv[1], 'a').write('.')\n    time.sleep(0.05)"
    subprocess.Popen([sys.executable, "-c", code, request.camera or ""])
    yield Measured(Count(value=7), settled=False)
    while True:
        time.sleep(60)


def takes_all_memory(_: Request) -> Iterator[ProbeMessage]:
    bytearray(3 * 2**30)
    yield Measured(Count(value=7))


def probe(function: object) -> Probe:
    return Probe(name="count", run=function, yields=(Count,), deadline_s=lambda _: 10.0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("function", "code"), [(behaves, "count.ok"), *([] if WINE else [(takes_all_memory, "count.crashed")])]
)
def test_messages_of_a_probe_arrive(function: object, code: str) -> None:
    judged = [event.what for event in run([probe(function)], [CHECK], Request()) if isinstance(event.what, Judged)]
    assert [each.finding.code for each in judged] == [code]


def test_closing_a_run_ends_the_helpers_as_well(tmp_path: Path) -> None:
    grows = tmp_path / "grows"
    request = Request(camera=str(grows), live=True)
    with closing(run([probe(hangs_with_a_helper)], [CHECK], request)) as events:  # type: ignore[type-var]
        next(event for event in events if isinstance(event.what, Judged))
        wait_until_it_grows(grows)
    assert_it_has_ended(grows)


def test_no_process_survives_a_killed_program(tmp_path: Path) -> None:
    grows = tmp_path / "grows"
    code = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import test_windows_engine as own
from readiness.engine.runner import run
from readiness.model import Request
list(run([own.probe(own.hangs_with_a_helper)], [own.CHECK], Request(camera={str(grows)!r}, live=True)))
"""
    with subprocess.Popen([sys.executable, "-c", code]) as parent:
        wait_until_it_grows(grows)
        parent.kill()
    assert_it_has_ended(grows)


def wait_until_it_grows(file: Path) -> None:
    ends_s = time.monotonic() + 60
    while not file.exists() or not file.stat().st_size:
        assert time.monotonic() < ends_s
        time.sleep(0.05)


def assert_it_has_ended(file: Path) -> None:
    time.sleep(1.0)
    size = file.stat().st_size
    time.sleep(0.5)
    assert file.stat().st_size == size
