"""Probes that go wrong, each in one way; those that the engine's own tests need as well are in `made_up_probes`."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from made_up_probes import Count, write_everywhere

from readiness.model import Activity, Heard, Level, Measured, Preview, ProbeMessage, Request


def halfway() -> Measured:
    return Measured(Count(seen=9), settled=False)


def lively(number: int = 7) -> Iterator[ProbeMessage]:
    """What a live probe says that is well."""
    while True:
        yield Measured(Count(seen=number))
        time.sleep(0.2)


@dataclass(frozen=True, slots=True)
class DiesOf:
    """Is ended by a signal before it has an answer."""

    number: int

    def __call__(self, _: Request) -> Iterator[ProbeMessage]:
        yield halfway()
        signal.signal(self.number, signal.SIG_DFL) if self.number not in (signal.SIGKILL, signal.SIGSTOP) else None
        os.kill(os.getpid(), self.number)
        time.sleep(60)


@dataclass(frozen=True, slots=True)
class Leaves:
    """Leaves with that exit code before it has an answer."""

    code: int

    def __call__(self, _: Request) -> Iterator[ProbeMessage]:
        yield halfway()
        os._exit(self.code)


@dataclass(frozen=True, slots=True)
class Raises:
    """Raises before it has an answer."""

    error: type[BaseException]

    def __call__(self, _: Request) -> Iterator[ProbeMessage]:
        yield halfway()
        raise self.error


@dataclass(frozen=True, slots=True)
class Writes:
    """Writes bytes that are no message into the pipe, and stays."""

    content: bytes

    def __call__(self, _: Request) -> Iterator[ProbeMessage]:
        yield halfway()
        write_everywhere(self.content)
        time.sleep(60)


@dataclass(frozen=True, slots=True)
class Says:
    """Says something of its own between good answers."""

    message: Callable[[], ProbeMessage]

    def __call__(self, _: Request) -> Iterator[ProbeMessage]:
        for good in lively():
            yield self.message()
            yield good


def quiet_level() -> ProbeMessage:
    return Level(float("-inf"), float("nan"))


def preview_without_end() -> ProbeMessage:
    return Preview(2**31, 2**31, b"\0" * 12)


def preview_too_large() -> ProbeMessage:
    return Preview(4000, 3000, bytes(36_000_000))


def half_samples() -> ProbeMessage:
    return Heard(16_000, b"\0" * 3)


def endless_words() -> ProbeMessage:
    return Activity("word " * 200_000)


def hostile_words() -> ProbeMessage:
    return Activity("\x1b[2J\u202e{count.__class__} <b>bold</b> {missing}")


def hangs_in_c(_: Request) -> Iterator[ProbeMessage]:
    """In a library that lets no Python run, as a driver's ioctl does: it keeps the interpreter's lock."""
    yield halfway()
    ctypes.PyDLL(None).sleep(60)


def ignores_every_request_to_end(_: Request) -> Iterator[ProbeMessage]:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    yield halfway()
    while True:
        time.sleep(1)


def is_stopped(_: Request) -> Iterator[ProbeMessage]:
    yield halfway()
    os.kill(os.getpid(), signal.SIGSTOP)


def is_stopped_after_its_answer(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(seen=7))
    os.kill(os.getpid(), signal.SIGSTOP)


def floods_with_pictures(_: Request) -> Iterator[ProbeMessage]:
    picture = Preview(640, 360, bytes(640 * 360 * 3))
    while True:
        yield picture
        yield Measured(Count(seen=7))


def floods_with_levels(_: Request) -> Iterator[ProbeMessage]:
    while True:
        yield Level(-30.0, -20.0)
        yield Measured(Count(seen=7))


def prints_without_end(_: Request) -> Iterator[ProbeMessage]:
    """A library that logs: 200 MB on both standard streams."""
    for good in lively():
        for stream in (1, 2):
            os.write(stream, b"noise " * 3_000_000)
        yield good


def forks_without_end(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(seen=7), settled=False)
    for _each in range(20):
        if os.fork() == 0:
            time.sleep(60)
    yield from lively()


def opens_all_files(_: Request) -> Iterator[ProbeMessage]:
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    opened = [os.open(os.devnull, os.O_RDONLY) for _ in range(1000)]
    yield Measured(Count(seen=len(opened)))


def recurses_without_end(request: Request) -> Iterator[ProbeMessage]:
    yield halfway()
    yield from recurses_without_end(request)


def overflows_the_stack(_: Request) -> Iterator[ProbeMessage]:
    """In C, where Python does not count."""
    yield halfway()
    faulthandler._stack_overflow()  # type: ignore[attr-defined]


def crashes_on_another_thread(_: Request) -> Iterator[ProbeMessage]:
    yield halfway()
    threading.Thread(target=lambda: ctypes.string_at(0)).start()
    time.sleep(60)


def loses_its_folder(_: Request) -> Iterator[ProbeMessage]:
    os.chdir("/proc/self/fd")
    yield from lively()


def changes_its_mind(_: Request) -> Iterator[ProbeMessage]:
    """Between two answers, faster than anybody can read; both are well."""
    number = 0
    while True:
        number += 1
        yield Measured(Count(seen=7 + number % 2))


def stops_being_well(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(seen=7))
    yield from lively(2)


def stammers(_: Request) -> Iterator[ProbeMessage]:
    """Never more than an unsettled answer."""
    while True:
        yield halfway()
        time.sleep(0.2)


def takes_a_huge_number(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(seen=10**30))


def infinite(_: Request) -> Iterator[ProbeMessage]:
    while True:
        yield Measured(Count(seen=7, share=float("inf")))
        time.sleep(0.2)


def starts_slowly(_: Request) -> Iterator[ProbeMessage]:
    """A first answer after two seconds of real work, as on a computer that is scanned for viruses."""
    ends_s = time.monotonic() + 2
    while time.monotonic() < ends_s:
        yield Activity("working")
        time.sleep(0.05)
    yield from lively()


def fills_the_pipe_and_dies(_: Request) -> Iterator[ProbeMessage]:
    yield Preview(1600, 1000, bytes(1600 * 1000 * 3))
    os._exit(0)


def lives_on(_: Request) -> Iterator[ProbeMessage]:
    yield from lively()
