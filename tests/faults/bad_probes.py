"""Probes that fail, each in one way; those that the engine's tests share are in `example_probes`."""

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

from example_probes import Count, write_everywhere

from readiness.engine.messages import Crashed, Hello
from readiness.model import Activity, Heard, Level, Measured, Preview, ProbeMessage, Request


def unsettled_count() -> Measured:
    return Measured(Count(value=9), settled=False)


def healthy_counts(number: int = 7) -> Iterator[ProbeMessage]:
    """The messages of a live probe without problems."""
    while True:
        yield Measured(Count(value=number))
        time.sleep(0.2)


@dataclass(frozen=True, slots=True)
class EndsBySignal:
    """Is ended by a signal before it has a settled result."""

    number: int

    def __call__(self, _: Request) -> Iterator[ProbeMessage]:
        yield unsettled_count()
        signal.signal(self.number, signal.SIG_DFL) if self.number not in (signal.SIGKILL, signal.SIGSTOP) else None
        os.kill(os.getpid(), self.number)
        time.sleep(60)


@dataclass(frozen=True, slots=True)
class Exits:
    """Exits with this code before it has a settled result."""

    code: int

    def __call__(self, _: Request) -> Iterator[ProbeMessage]:
        yield unsettled_count()
        os._exit(self.code)


@dataclass(frozen=True, slots=True)
class Raises:
    """Raises before it has a settled result."""

    error: type[BaseException]

    def __call__(self, _: Request) -> Iterator[ProbeMessage]:
        yield unsettled_count()
        raise self.error


@dataclass(frozen=True, slots=True)
class WritesRawBytes:
    """Writes bytes that are not a message to the pipe and keeps running."""

    content: bytes

    def __call__(self, _: Request) -> Iterator[ProbeMessage]:
        yield unsettled_count()
        write_everywhere(self.content)
        time.sleep(60)


@dataclass(frozen=True, slots=True)
class AlsoSends:
    """Sends an extra message before each good result."""

    message: Callable[[], ProbeMessage]

    def __call__(self, _: Request) -> Iterator[ProbeMessage]:
        for count in healthy_counts():
            yield self.message()
            yield count


def non_finite_level() -> ProbeMessage:
    return Level(float("-inf"), float("nan"))


def level_beyond_measure() -> ProbeMessage:
    return Level(1e308, 1e308)


def preview_of_wrong_size() -> ProbeMessage:
    return Preview(2**31, 2**31, b"\0" * 12)


def preview_too_large() -> ProbeMessage:
    return Preview(4000, 3000, bytes(36_000_000))


def half_samples() -> ProbeMessage:
    return Heard(16_000, b"\0" * 3)


def megabyte_of_text() -> ProbeMessage:
    return Activity("word " * 200_000)


def text_with_control_codes() -> ProbeMessage:
    return Activity("\x1b[2J\u202e{count.__class__} <b>bold</b> {missing}")


def hangs_in_c(_: Request) -> Iterator[ProbeMessage]:
    """Hang in a C function that holds the interpreter's lock, as a driver's ioctl may."""
    yield unsettled_count()
    ctypes.PyDLL(None).sleep(60)


def ignores_every_request_to_end(_: Request) -> Iterator[ProbeMessage]:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    yield unsettled_count()
    while True:
        time.sleep(1)


def is_stopped(_: Request) -> Iterator[ProbeMessage]:
    yield unsettled_count()
    os.kill(os.getpid(), signal.SIGSTOP)


def is_stopped_after_its_answer(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=7))
    os.kill(os.getpid(), signal.SIGSTOP)


def floods_with_pictures(_: Request) -> Iterator[ProbeMessage]:
    picture = Preview(640, 360, bytes(640 * 360 * 3))
    while True:
        yield picture
        yield Measured(Count(value=7))


def floods_with_levels(_: Request) -> Iterator[ProbeMessage]:
    while True:
        yield Level(-30.0, -20.0)
        yield Measured(Count(value=7))


def prints_without_end(_: Request) -> Iterator[ProbeMessage]:
    """Print 36 MB with each result, as a library that logs too much."""
    for count in healthy_counts():
        for stream in (1, 2):
            os.write(stream, b"noise " * 3_000_000)
        yield count


def forks_without_end(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=7), settled=False)
    for _each in range(20):
        if os.fork() == 0:
            time.sleep(60)
    yield from healthy_counts()


def opens_all_files(_: Request) -> Iterator[ProbeMessage]:
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    descriptors = [os.open(os.devnull, os.O_RDONLY) for _ in range(1000)]
    yield Measured(Count(value=len(descriptors)))


def recurses_without_end(request: Request) -> Iterator[ProbeMessage]:
    yield unsettled_count()
    yield from recurses_without_end(request)


def overflows_the_stack(_: Request) -> Iterator[ProbeMessage]:
    """Overflow in C, where Python's recursion limit does not apply."""
    yield unsettled_count()
    faulthandler._stack_overflow()  # type: ignore[attr-defined]


def crashes_on_another_thread(_: Request) -> Iterator[ProbeMessage]:
    yield unsettled_count()
    threading.Thread(target=lambda: ctypes.string_at(0)).start()
    time.sleep(60)


def changes_directory(_: Request) -> Iterator[ProbeMessage]:
    os.chdir("/proc/self/fd")
    yield from healthy_counts()


def alternates_results(_: Request) -> Iterator[ProbeMessage]:
    """Alternate between two passing results, faster than anybody can read."""
    number = 0
    while True:
        number += 1
        yield Measured(Count(value=7 + number % 2))


def fails_after_passing(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=7))
    yield from healthy_counts(2)


def never_settles(_: Request) -> Iterator[ProbeMessage]:
    """Send unsettled results only."""
    while True:
        yield unsettled_count()
        time.sleep(0.2)


def greets_without_end(_: Request) -> Iterator[ProbeMessage]:
    """Send the message of a fresh process again and again, and unsettled results only."""
    while True:
        yield Hello()  # type: ignore[misc]
        yield unsettled_count()
        time.sleep(0.2)


def raises_and_goes_on(_: Request) -> Iterator[ProbeMessage]:
    yield unsettled_count()
    yield Crashed("as if")  # type: ignore[misc]
    yield from healthy_counts()


def counts_beyond_64_bits(_: Request) -> Iterator[ProbeMessage]:
    yield Measured(Count(value=10**30))


def infinite(_: Request) -> Iterator[ProbeMessage]:
    while True:
        yield Measured(Count(value=7, share=float("inf")))
        time.sleep(0.2)


def starts_slowly(_: Request) -> Iterator[ProbeMessage]:
    """Give the first result after two seconds of work, as on a computer that a virus scanner slows down."""
    ends_s = time.monotonic() + 2
    while time.monotonic() < ends_s:
        yield Activity("working")
        time.sleep(0.05)
    yield from healthy_counts()


def fills_the_pipe_and_dies(_: Request) -> Iterator[ProbeMessage]:
    yield Preview(1600, 1000, bytes(1600 * 1000 * 3))
    os._exit(0)


def runs_forever(_: Request) -> Iterator[ProbeMessage]:
    yield from healthy_counts()
