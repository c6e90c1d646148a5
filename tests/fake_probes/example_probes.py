"""Probes that behave, hang, crash and print, for tests of what runs them."""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
import pickle
import resource
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from readiness.checks.keep_alive import pause
from readiness.engine.messages import Done
from readiness.model import (
    Alive,
    Check,
    CheckMeasurement,
    CheckSection,
    Measured,
    Outcome,
    Probe,
    ProbeMessage,
    Request,
    Rule,
    fact,
)


class Limits(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    least: int = 5


class Count(CheckMeasurement, frozen=True, kw_only=True):
    value: int | None = fact("Value")
    share: float | None = fact("Share")
    process_id: int | None = fact("Process", private=True)
    helper_id: int | None = fact("Helper", private=True)


CHECK = Check(
    id="count",
    title="Count",
    question="Is it enough?",
    measurement=Count,
    policy=Limits,
    rules=(
        Rule(
            what="few",
            outcome=Outcome.FAIL,
            when=lambda m, p: m.value is not None and m.value < p.least,
            headline="Only {value}.",
            remedy="Add some.",
        ),
        Rule(what="ok", outcome=Outcome.PASS, when=lambda m, _: m.value is not None, headline="{value} is enough."),
    ),
)


def behaves(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=1), settled=False)
    yield Measured(Count(value=7, process_id=os.getpid()))


def sends_nothing(_: Request) -> Iterator[ProbeMessage]:
    yield from ()


def changes_its_mind_after_the_end(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=7), settled=False)
    yield Done()  # type: ignore[misc]
    while True:
        yield Measured(Count(value=2), settled=False)


def hangs(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=9, process_id=os.getpid()), settled=False)
    while True:
        time.sleep(60)


def hangs_after_a_problem(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=2, process_id=os.getpid()), settled=False)
    while True:
        pass


def raises(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=9), settled=False)
    raise RuntimeError("a library's own words")


def dies(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=9), settled=False)
    os.abort()


def prints(_: Request) -> Iterator[ProbeMessage]:
    os.write(1, b"noise on standard output")
    print("more noise")  # noqa: T201
    yield Measured(Count(value=7))


def sends_without_end(_: Request) -> Iterator[ProbeMessage]:
    while True:
        yield Measured(Count(value=7, process_id=os.getpid()))


def aborts_after_its_result(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=7))
    os.abort()


def exits_early(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=9), settled=False)
    os._exit(0)


def closes_its_descriptors(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=9), settled=False)
    os.closerange(3, 100)
    time.sleep(60)


def leaves_a_child_with_the_pipe(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=9), settled=False)
    if os.fork() == 0:
        time.sleep(60)
    os._exit(0)


def starts_a_helper(_: Request) -> Iterator[ProbeMessage]:
    helper = subprocess.Popen(["/bin/sh", "-c", "sleep 600; true"])
    yield Measured(Count(value=7, process_id=os.getpid(), helper_id=helper.pid))
    helper.wait()


def stops_in_mid_message(_: Request) -> Iterator[ProbeMessage]:
    """Send half a message and stop the process, as a debugger does."""
    yield Measured(Count(value=9), settled=False)
    write_everywhere(b"\x00\x00\x10\x00half")
    os.kill(os.getpid(), signal.SIGSTOP)


def sends_a_pickle(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=9), settled=False)
    content = pickle.dumps(Measured(Count(value=7)))
    write_everywhere(len(content).to_bytes(4, "big") + content)
    time.sleep(60)


def write_everywhere(content: bytes) -> None:
    """Write to every open descriptor; the pipe to the program is among them."""
    for each in Path("/dev/fd").iterdir():
        with contextlib.suppress(OSError):
            os.write(int(each.name), content)


def sends_an_undeclared_type(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Alive())


def measures_nan(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=7, share=float("nan")))


def pauses_too_long(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=7))
    time.sleep(4)
    yield Measured(Count(value=7))
    time.sleep(60)


def waits_alive(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=7))
    yield from pause(4)
    yield Measured(Count(value=8))


def floods(request: Request) -> Iterator[ProbeMessage]:
    number = 0
    while request.live:
        number += 1
        yield Measured(Count(value=number))


def takes_all_memory(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=9), settled=False)
    bytearray(3 * 2**30)
    yield Measured(Count(value=9))


def reports_its_limits(_: Request) -> Iterator[ProbeMessage]:
    """Send 7 when the process cannot write a core file and other processes of this user cannot read its memory."""
    core, _most = resource.getrlimit(resource.RLIMIT_CORE)
    is_dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)  # PR_GET_DUMPABLE
    yield Measured(Count(value=7 if (core, is_dumpable) == (0, 0) else 0))


def loads_numpy(_: Request) -> Iterator[ProbeMessage]:
    """Send 7 when numpy's linear algebra starts no threads of its own."""
    before = psutil.Process().num_threads()
    importlib.import_module("numpy.linalg")
    yield Measured(Count(value=7 if psutil.Process().num_threads() == before else 0))


def probe(run: object, deadline_s: float = 20.0) -> Probe:
    return Probe(name=run.__name__, run=run, yields=(Count,), deadline_s=lambda _: deadline_s)  # type: ignore[attr-defined,arg-type]
